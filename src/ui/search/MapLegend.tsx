import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useChartPalette } from '../charts/chart-palette.ts';
import { MapMark } from '../charts/MapMark.tsx';
import type { MarkShape } from '../charts/map-geometry.ts';
import classes from './MapPanel.module.css';

interface Props {
  /** 0 before the first. */
  readonly shownRound: number;
  /** Items of the exact top that are ringed; 0 while the exact ranking is not known. */
  readonly topCount: number;
}

/** Every shape on the map, with what it stands for. */
export function MapLegend({ shownRound, topCount }: Props) {
  return (
    <Group gap="xs" mt={4} mb={6} component="ul" className={classes.legend}>
      <Entry shapes={['diamond']}>new in round {Math.max(shownRound, 1)}</Entry>
      <Entry shapes={['disc']}>found earlier</Entry>
      <Entry shapes={[]}>not scored</Entry>
      {topCount > 0 && (
        <>
          <Entry shapes={['ring', 'disc']}>exact top {topCount}, found</Entry>
          <Entry shapes={['dashed-ring']}>exact top {topCount}, not yet scored</Entry>
          <Entry shapes={['ring', 'cross']}>exact top {topCount}, missed</Entry>
        </>
      )}
      <Text component="li" size="xs" c="dimmed">
        <span className={classes.pathSample} aria-hidden /> query embedding, round by round
      </Text>
    </Group>
  );
}

const SIZE = { width: 18, height: 18 };
const MIDDLE = [{ x: 9, y: 9 }];

function Entry({
  shapes,
  children,
}: {
  readonly shapes: readonly MarkShape[];
  readonly children: ReactNode;
}) {
  const palette = useChartPalette();
  return (
    <Text component="li" size="xs" c="dimmed" className={classes.legendEntry}>
      <svg {...SIZE} aria-hidden>
        {shapes.length === 0 && <circle cx={9} cy={9} r={1.5} fill={palette.muted} />}
        {shapes.map((shape) => (
          <MapMark key={shape} shape={shape} places={MIDDLE} size={SIZE} palette={palette} />
        ))}
      </svg>
      {children}
    </Text>
  );
}
