import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { firstStageLabel } from './first-stage-label.ts';
import { Panel } from './Panel.tsx';
import { ResultRow } from './ResultRow.tsx';
import { rankItems } from './rank-items.ts';
import classes from './search.module.css';
import type { MethodRun } from './search-state.ts';

export interface ResultsPanelProps {
  readonly title: string;
  readonly run: MethodRun;
  /** The round after which the answer is shown, from 1; 0: none yet. */
  readonly shownRound: number;
  readonly roundCount: number;
  /** Grade per docRow. */
  readonly grades: ReadonlyMap<number, number>;
  /** Items to show before anyone asks for more. */
  readonly firstCount: number;
  /** Items that only this method found, and the words for it. */
  readonly onlyHere?: { readonly docRows: ReadonlySet<number>; readonly label: string };
  readonly highlighted: number | undefined;
  readonly onHover: (docRow: number | undefined) => void;
}

const PAGE_SIZE = 20;

/** The answer after the chosen round, best exact score first. */
export function ResultsPanel(props: ResultsPanelProps) {
  const { title, run, shownRound, roundCount, grades, onlyHere } = props;
  const [shownCount, setShownCount] = useState(props.firstCount);
  const ranked = useMemo(() => rankItems(run.rounds, shownRound), [run.rounds, shownRound]);
  const relevantCount = ranked.filter(({ item }) => (grades.get(item.document.docRow) ?? 0) > 0).length;
  const judgedRelevantCount = [...grades.values()].filter((grade) => grade > 0).length;
  const { firstRound } = run.request;
  const firstStageLength = run.result?.firstStage.docRows.length;

  return (
    <Panel
      title={title}
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
      <ol className={classes.results} aria-label={title}>
        {ranked.slice(0, shownCount).map((item) => {
          const { docRow } = item.item.document;
          return (
            <ResultRow
              key={docRow}
              ranked={item}
              roundCount={roundCount}
              withMovement={shownRound > 1}
              firstStage={firstStageLabel(firstRound, item.item.firstStageRank, firstStageLength)}
              grade={grades.get(docRow)}
              onlyHere={onlyHere?.docRows.has(docRow) ? onlyHere.label : undefined}
              highlighted={docRow === props.highlighted}
              onHover={props.onHover}
            />
          );
        })}
      </ol>
      {ranked.length > shownCount && (
        <Button fullWidth variant="default" mt="sm" onClick={() => setShownCount(shownCount + PAGE_SIZE)}>
          Show more ({formatCount(ranked.length - shownCount)} left)
        </Button>
      )}
    </Panel>
  );
}

function NoResults({ run }: { run: MethodRun }) {
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
