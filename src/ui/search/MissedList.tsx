import { Text, UnstyledButton } from '@mantine/core';
import type { Ranking } from '../../core/types.ts';
import { Disclosure } from '../shared/Disclosure.tsx';
import { missedItems } from './rank-items.ts';
import type { RunView } from './run-view.ts';
import { ExactScore } from './ScoreText.tsx';
import classes from './search.module.css';

export interface MissedListProps {
  readonly run: RunView;
  /** From 1. */
  readonly shownRound: number;
  readonly exact: Ranking;
  readonly titleOf: (docRow: number) => string | undefined;
  readonly highlighted: number | undefined;
  readonly onHover: (docRow: number | undefined) => void;
  readonly onPick: (docRow: number) => void;
}

/** Of the exact top, the part that is listed. */
const TOP_COUNT = 10;

/** What the answer lacks of the exact best, where those are known. */
export function MissedList(props: MissedListProps) {
  const { run, shownRound, exact, titleOf, highlighted, onHover, onPick } = props;
  const topCount = Math.min(TOP_COUNT, exact.docRows.length);
  const missed = missedItems(run.rounds, shownRound, exact, topCount);
  if (missed.length === 0) {
    return (
      <Text size="xs" c="dimmed" mb="xs">
        All of the exact top {topCount} found.
      </Text>
    );
  }
  return (
    <Disclosure label={`${missed.length} of the exact top ${topCount} not found so far`}>
      <ul className={classes.missed} aria-label="Not found">
        {missed.map(({ docRow, exactRank, exactScore }) => (
          <li key={docRow}>
            <UnstyledButton
              className={classes.missedItem}
              data-highlighted={docRow === highlighted || undefined}
              onMouseEnter={() => onHover(docRow)}
              onMouseLeave={() => onHover(undefined)}
              onFocus={() => onHover(docRow)}
              onBlur={() => onHover(undefined)}
              onClick={() => onPick(docRow)}
            >
              <Text span size="xs" c="dimmed" className="tabular">
                #{exactRank}
              </Text>
              <Text span size="sm" truncate>
                {titleOf(docRow) ?? `Document in row ${docRow}`}
              </Text>
              <Text span size="sm">
                <ExactScore score={exactScore} />
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
