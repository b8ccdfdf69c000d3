import { Box, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { Pull } from '../../core/adaptive-search.ts';
import { formatDifference } from './format-score.ts';
import classes from './Why.module.css';
import { pullWords } from './why-words.ts';

export interface WhyPullsProps {
  readonly pulls: readonly Pull[];
  readonly titleOf: (docRow: number) => string | undefined;
  /** The item that pulled becomes the one that is looked at. */
  readonly onPick: (docRow: number) => void;
}

/** The scored items that moved an estimate most, each with its share as a bar. */
export function WhyPulls({ pulls, titleOf, onPick }: WhyPullsProps) {
  const largest = Math.max(...pulls.map(({ amount }) => Math.abs(amount)));
  return (
    <ul className={classes.pulls} aria-label="Pulled by">
      {pulls.map(({ docRow, amount }) => (
        <li key={docRow} className={classes.pull}>
          <UnstyledButton className={classes.pullTitle} onClick={() => onPick(docRow)}>
            {titleOf(docRow) ?? `Document in row ${docRow}`}
          </UnstyledButton>
          <Text span size="sm" ta="right" className="tabular" aria-hidden>
            {formatDifference(amount, 2)}
          </Text>
          <VisuallyHidden>{pullWords(amount)}</VisuallyHidden>
          <Box className={classes.track} aria-hidden>
            <Box
              className={classes.bar}
              data-lowers={amount < 0 || undefined}
              style={{ '--share': largest > 0 ? Math.abs(amount) / largest : 0 }}
            />
          </Box>
        </li>
      ))}
    </ul>
  );
}
