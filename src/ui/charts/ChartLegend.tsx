import { Group, Text } from '@mantine/core';
import { type ChartMark, type LegendItem, SYMBOL_PATHS } from '../../report/chart-marks.ts';

/** Which mark of a chart stands for what. */
export function ChartLegend({ items }: { readonly items: readonly LegendItem[] }) {
  return (
    <Group gap="2px 12px">
      {items.map(({ label, mark }, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an imported run may be called as a method is; items have no state.
        <Group key={position} gap={6} wrap="nowrap">
          <Sample mark={mark} />
          <Text size="xs" c="dimmed" className="breakable">
            {label}
          </Text>
        </Group>
      ))}
    </Group>
  );
}

function Sample({ mark: { color, symbol, hollow = false, dashes } }: { readonly mark: ChartMark }) {
  const width = dashes === undefined ? 12 : 26;
  return (
    <svg
      width={width}
      height={12}
      viewBox={`${-width / 2} -6 ${width} 12`}
      style={{ flex: 'none' }}
      aria-hidden
    >
      {dashes !== undefined && (
        <path d={`M${-width / 2} 0H${width / 2}`} stroke={color} strokeWidth={2} strokeDasharray={dashes} />
      )}
      {symbol && (
        <path
          d={SYMBOL_PATHS[symbol]}
          fill={hollow ? 'var(--mantine-color-body)' : color}
          stroke={color}
          strokeWidth={hollow ? 1.5 : 0}
        />
      )}
    </svg>
  );
}
