import type { CSSProperties } from 'react';
import { roundColor } from '../charts/chart-palette.ts';
import classes from './search.module.css';

export interface RoundBadgeProps {
  /** From 1. */
  readonly round: number;
  readonly roundCount: number;
}

/** The round that found an item, in that round's colour. */
export function RoundBadge({ round, roundCount }: RoundBadgeProps) {
  return (
    <span
      className={classes.roundBadge}
      style={{ '--round-color': roundColor(round, roundCount) } as CSSProperties}
    >
      round {round}
    </span>
  );
}
