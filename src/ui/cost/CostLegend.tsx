import { Group, Text } from '@mantine/core';
import type { CostMethod } from '../../workers/client.ts';
import { useChartPalette } from '../charts/chart-palette.ts';
import { COST_METHOD_NAMES } from './cost-labels.ts';
import { COST_MARKS, type CostMark } from './cost-marks.ts';

/** In a box of 12 x 12. */
const SHAPES: Readonly<Record<CostMark['symbol'], string>> = {
  circle: 'M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10z',
  triangle: 'M6 1L11.5 11H.5z',
  square: 'M1.5 1.5h9v9h-9z',
};

/** Which mark stands for which method. */
export function CostLegend({ methods }: { methods: readonly CostMethod[] }) {
  const palette = useChartPalette();
  return (
    <Group gap="md" mt={4}>
      {methods.map((method) => (
        <Group key={method} gap={6} wrap="nowrap">
          <svg width={12} height={12} aria-hidden="true" fill={palette[COST_MARKS[method].color]}>
            <path d={SHAPES[COST_MARKS[method].symbol]} />
          </svg>
          <Text size="xs" c="dimmed">
            {COST_METHOD_NAMES[method]}
          </Text>
        </Group>
      ))}
      <Text size="xs" c="dimmed">
        Bars: 95 % intervals. Points with the same calls stand side by side.
      </Text>
    </Group>
  );
}
