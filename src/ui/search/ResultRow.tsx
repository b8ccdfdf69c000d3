import { Badge } from '@mantine/core';
import { IconArrowDown, IconMinus } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { ranksLabel } from './first-stage-label.ts';
import { PICKED_BY_NAMES } from './labels.ts';
import { RoundBadge } from './RoundBadge.tsx';
import type { RankedItem } from './rank-items.ts';
import rows from './rows.module.css';
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
  const { docRow, id, title, text, parentId } = item.document;
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
      <div className={rows.rank}>
        <p className={rows.place}>{rank}</p>
        {withMovement && <Movement ranked={ranked} />}
      </div>
      <div className={classes.resultBody}>
        <p className={rows.title}>{title || id}</p>
        <p className={expanded ? rows.text : rows.snippet}>{text}</p>
        <div className={rows.tags}>
          {roundCount > 1 && <RoundBadge round={foundInRound} roundCount={roundCount} />}
          <span className={rows.note}>
            {PICKED_BY_NAMES[item.pickedBy]} · {ranksLabel(item.ranks)}
          </span>
          {parentId !== undefined && <span className={rows.note}>part of {parentId}</span>}
          {grade !== undefined && <JudgementBadge grade={grade} />}
          {isOnlyHere && (
            <Badge size="sm" variant="outline" className={classes.plainBadge}>
              only this run found it
            </Badge>
          )}
          <button
            type="button"
            className={rows.link}
            aria-label={`Why this item: ${title || id}`}
            onClick={() => onPick(docRow)}
          >
            Why this item
          </button>
          {text.length > SNIPPET_LENGTH && (
            <button
              type="button"
              className={rows.link}
              aria-expanded={expanded}
              aria-label={`${expanded ? 'Show less' : 'Show all'} of ${title || id}`}
              onClick={() => setExpanded(!expanded)}
            >
              {expanded ? 'Show less' : 'Show all'}
            </button>
          )}
        </div>
      </div>
      <p className={rows.score}>
        <span className={rows.spoken}>Exact score </span>
        <ExactScore score={item.exactScore} />
      </p>
    </li>
  );
});

function Movement({ ranked: { placesLost } }: { ranked: RankedItem }) {
  if (placesLost === undefined) return <p className={rows.isNew}>new</p>;
  if (placesLost === 0) {
    return (
      <p className={rows.note}>
        <IconMinus size={12} aria-hidden />
        <span className={rows.spoken}>same rank as in the round before</span>
      </p>
    );
  }
  return (
    <p className={rows.note}>
      <IconArrowDown size={12} aria-hidden className={rows.icon} />
      <span className={rows.spoken}>places lost since the round before: </span>
      {placesLost}
    </p>
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
