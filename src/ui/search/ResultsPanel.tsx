import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Ranking } from '../../core/types.ts';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { RANKS_NOTE } from './first-stage-label.ts';
import { MissedList } from './MissedList.tsx';
import { Panel } from './Panel.tsx';
import { ResultRow } from './ResultRow.tsx';
import { rankItems } from './rank-items.ts';
import type { RunView } from './run-view.ts';
import classes from './search.module.css';

export interface ResultsPanelProps {
  readonly run: RunView;
  /** The round after which the answer is shown, from 1; 0: none yet. */
  readonly shownRound: number;
  readonly roundCount: number;
  readonly exact: Ranking | undefined;
  /** Grade per docRow. */
  readonly grades: ReadonlyMap<number, number>;
  /** docRows that no other run found; undefined where there is no other. */
  readonly onlyHere: ReadonlySet<number> | undefined;
  /** Of a docRow, where any run knows it. */
  readonly titleOf: (docRow: number) => string | undefined;
  readonly highlighted: number | undefined;
  readonly onHover: (docRow: number | undefined) => void;
  readonly onPick: (docRow: number) => void;
}

const PAGE_SIZE = 20;

/** The answer after the chosen round, best exact score first, and what it lacks where that is known. */
export function ResultsPanel(props: ResultsPanelProps) {
  const { run, shownRound, roundCount, exact, grades, onlyHere, highlighted, onHover, onPick } = props;
  const [shownCount, setShownCount] = useState(PAGE_SIZE);
  const ranked = useMemo(() => rankItems(run.rounds, shownRound), [run.rounds, shownRound]);
  const relevantCount = ranked.filter(({ item }) => (grades.get(item.document.docRow) ?? 0) > 0).length;
  const judgedRelevantCount = [...grades.values()].filter((grade) => grade > 0).length;

  return (
    <Panel
      title="Results"
      aside={
        <Text size="sm" c="dimmed" className="tabular">
          {shownRound > 0 && `after ${formatCountOf(run.rounds[shownRound - 1].scorerCalls, 'call')}`}
        </Text>
      }
    >
      {ranked.length === 0 && <NoResults run={run} />}
      {judgedRelevantCount > 0 && ranked.length > 0 && (
        <Text size="xs" c="dimmed" mb="xs">
          Judged relevant: {formatCount(relevantCount)} of {formatCount(judgedRelevantCount)} found
        </Text>
      )}
      {exact && shownRound > 0 && <MissedList {...props} exact={exact} />}
      <ol className={classes.results} aria-label="Results">
        {ranked.slice(0, shownCount).map((item) => {
          const { docRow } = item.item.document;
          return (
            <ResultRow
              key={docRow}
              ranked={item}
              roundCount={roundCount}
              withMovement={shownRound > 1}
              grade={grades.get(docRow)}
              isOnlyHere={onlyHere?.has(docRow) ?? false}
              highlighted={docRow === highlighted}
              onHover={onHover}
              onPick={onPick}
            />
          );
        })}
      </ol>
      {ranked.length > shownCount && (
        <Button fullWidth variant="default" mt="sm" onClick={() => setShownCount(shownCount + PAGE_SIZE)}>
          Show more ({formatCount(ranked.length - shownCount)} left)
        </Button>
      )}
      {ranked.length > 0 && (
        <Text size="xs" c="dimmed" mt="xs">
          {RANKS_NOTE}
        </Text>
      )}
    </Panel>
  );
}

function NoResults({ run }: { run: RunView }) {
  if (run.status === 'running' || run.status === 'waiting') {
    return (
      <Stack gap="sm" aria-hidden>
        {['a', 'b', 'c'].map((key) => (
          <Skeleton key={key} height={84} />
        ))}
      </Stack>
    );
  }
  return (
    <Text size="sm" c="dimmed">
      No round was finished.
    </Text>
  );
}
