import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type ChartPalette, useChartPalette } from '../charts/chart-palette.ts';
import classes from './search.module.css';

const MARKS = {
  new: { shape: 'dot', color: 'accent' },
  earlier: { shape: 'dot', color: 'softAccent' },
  unscored: { shape: 'small-dot', color: 'muted' },
  path: { shape: 'dashes', color: 'ink' },
  ring: { shape: 'ring', color: 'ink' },
  axn: { shape: 'line', color: 'accent' },
  rerank: { shape: 'line', color: 'contrast' },
} satisfies Record<string, { shape: string; color: keyof ChartPalette }>;

export interface LegendEntryProps {
  readonly mark: keyof typeof MARKS;
  readonly children: ReactNode;
}

/** A sample of a mark and what it stands for. */
export function LegendEntry({ mark, children }: LegendEntryProps) {
  const palette = useChartPalette();
  const { shape, color } = MARKS[mark];
  return (
    <Group gap={6} wrap="nowrap">
      <span className={classes.mark} data-shape={shape} style={{ color: palette[color] }} aria-hidden />
      <Text size="xs" c="dimmed">
        {children}
      </Text>
    </Group>
  );
}
