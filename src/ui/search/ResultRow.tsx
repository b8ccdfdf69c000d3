import { Badge, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconMinus } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { ranksLabel } from './first-stage-label.ts';
import { PICKED_BY_NAMES } from './labels.ts';
import { RoundBadge } from './RoundBadge.tsx';
import type { RankedItem } from './rank-items.ts';
import { ExactScore } from './ScoreText.tsx';
import classes from './search.module.css';

export interface ResultRowProps {
  readonly ranked: RankedItem;
  /** Of the whole search. With one round only, there is nothing to tell apart. */
  readonly roundCount: number;
  /** After the first round everything is new, which says nothing. */
  readonly withMovement: boolean;
  /** Of the corpus's judgements; undefined: not judged. */
  readonly grade: number | undefined;
  /** No other run of the search found it. */
  readonly isOnlyHere: boolean;
  readonly highlighted: boolean;
  readonly onHover: (docRow: number | undefined) => void;
  readonly onPick: (docRow: number) => void;
}

/** Shorter texts fit their two lines and need no button. */
const SNIPPET_LENGTH = 150;

/** One item of the answer: exact score only, and how the search came by it. */
export const ResultRow = memo(function ResultRow(props: ResultRowProps) {
  const { ranked, roundCount, withMovement, grade, isOnlyHere, highlighted, onHover, onPick } = props;
  const { rank, item, foundInRound } = ranked;
  const { docRow, id, title, text } = item.document;
  const [expanded, setExpanded] = useState(false);
  return (
    <li
      className={classes.result}
      data-highlighted={highlighted || undefined}
      onMouseEnter={() => onHover(docRow)}
      onMouseLeave={() => onHover(undefined)}
      onFocus={() => onHover(docRow)}
      onBlur={() => onHover(undefined)}
    >
      <div className={classes.rank}>
        <Text fw={600} className="tabular">
          {rank}
        </Text>
        {withMovement && <Movement ranked={ranked} />}
      </div>
      <div className={classes.resultBody}>
        <Text fw={600} size="sm" className={classes.breakable}>
          {title || id}
        </Text>
        <Text size="sm" className={expanded ? classes.breakable : classes.snippet}>
          {text}
        </Text>
        <Group gap={6} mt={4}>
          {roundCount > 1 && <RoundBadge round={foundInRound} roundCount={roundCount} />}
          <Text size="xs" c="dimmed">
            {PICKED_BY_NAMES[item.pickedBy]} · {ranksLabel(item.ranks)}
          </Text>
          {grade !== undefined && <JudgementBadge grade={grade} />}
          {isOnlyHere && (
            <Badge size="sm" variant="outline" className={classes.plainBadge}>
              only this run found it
            </Badge>
          )}
          <UnstyledButton
            className={classes.expand}
            aria-label={`Why ${title || id}`}
            onClick={() => onPick(docRow)}
          >
            Why this item
          </UnstyledButton>
          {text.length > SNIPPET_LENGTH && (
            <UnstyledButton
              className={classes.expand}
              aria-expanded={expanded}
              aria-label={`${expanded ? 'Show less' : 'Show all'} of ${title || id}`}
              onClick={() => setExpanded(!expanded)}
            >
              {expanded ? 'Show less' : 'Show all'}
            </UnstyledButton>
          )}
        </Group>
      </div>
      <Text component="div" fw={600} size="sm">
        <VisuallyHidden>Exact score </VisuallyHidden>
        <ExactScore score={item.exactScore} />
      </Text>
    </li>
  );
});

function Movement({ ranked: { placesLost } }: { ranked: RankedItem }) {
  if (placesLost === undefined) {
    return (
      <Text size="xs" c="var(--mantine-color-anchor)" fw={600}>
        new
      </Text>
    );
  }
  if (placesLost === 0) {
    return (
      <Text size="xs" c="dimmed">
        <IconMinus size={12} aria-hidden />
        <VisuallyHidden>same rank as in the round before</VisuallyHidden>
      </Text>
    );
  }
  return (
    <Text size="xs" c="dimmed" className="tabular">
      <IconArrowDown size={12} aria-hidden className={classes.inlineIcon} />
      <VisuallyHidden>places lost since the round before: </VisuallyHidden>
      {placesLost}
    </Text>
  );
}

function JudgementBadge({ grade }: { grade: number }) {
  return grade > 0 ? (
    <Badge size="sm" color="teal" variant="light" className={classes.plainBadge}>
      judged relevant{grade > 1 ? ` (${grade})` : ''}
    </Badge>
  ) : (
    <Badge size="sm" color="gray" variant="light" className={classes.plainBadge}>
      judged not relevant
    </Badge>
  );
}
