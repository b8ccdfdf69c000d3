import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { compareAnswers } from './compare-methods.ts';
import { DocumentDialog } from './DocumentDialog.tsx';
import { EstimatePanel } from './EstimatePanel.tsx';
import { METHOD_NAMES } from './labels.ts';
import { MapPanel } from './MapPanel.tsx';
import { NewItemsPanel } from './NewItemsPanel.tsx';
import { RecallPanel } from './RecallPanel.tsx';
import { ResultsPanel } from './ResultsPanel.tsx';
import { roundTabId } from './RoundTimeline.tsx';
import { findExactScore } from './rank-items.ts';
import classes from './search.module.css';
import type { SearchClient } from './search-client.ts';
import type { MethodRun } from './search-state.ts';
import { useExactRanking } from './use-exact-ranking.ts';
import { useJudgements } from './use-judgements.ts';

export interface RoundPanelsProps {
  /** The timeline's tabs control the element with this id. */
  readonly id: string;
  readonly client: SearchClient;
  readonly corpus: CorpusDetails;
  readonly runs: readonly MethodRun[];
  /** The one of `runs` whose rounds are stepped through. */
  readonly run: MethodRun;
  /** From 1; 0 while there is none. */
  readonly shownRound: number;
  readonly roundCount: number;
  readonly searching: boolean;
}

/** Ringed on the map when the exact ranking is known, and counted in the comparison of two methods. */
const TOP_COUNT = 10;

/** All that follows the chosen round: results, map, new items, estimates, recall. */
export function RoundPanels(props: RoundPanelsProps) {
  const { id, client, corpus, runs, run, shownRound, roundCount, searching } = props;
  const { corpusId, documentCount } = corpus.corpus;
  const { queryText } = run.request;
  const [hovered, setHovered] = useState<number>();
  const [picked, setPicked] = useState<number>();
  const exact = useExactRanking(client, corpusId, queryText, !searching);
  const { grades, loaded } = useJudgements(client, corpusId, corpus.queries, queryText);

  const { ranking } = exact.state;
  const exactTop = useMemo(() => Array.from(ranking?.docRows.subarray(0, TOP_COUNT) ?? []), [ranking]);
  const round = run.rounds[shownRound - 1];
  const other = runs.find((each) => each !== run);
  const otherRound = other?.rounds.at(-1);
  const comparison = useMemo(
    () => (round && otherRound ? compareAnswers(round.best, otherRound.best, TOP_COUNT) : undefined),
    [round, otherRound],
  );
  const pointing = { highlighted: hovered, onHover: setHovered };

  return (
    <div
      id={id}
      role="tabpanel"
      aria-labelledby={shownRound > 0 ? roundTabId(id, shownRound) : undefined}
      className={classes.panels}
    >
      {loaded.error && (
        <div className={classes.wholeRow}>
          <ErrorAlert title="The judgements could not be read" error={loaded.error} onRetry={loaded.reload} />
        </div>
      )}
      {comparison && (
        <Text size="sm" className={classes.wholeRow}>
          Of the {comparison.topCount} best items that either found, AXN holds{' '}
          <strong>{comparison.firstHolds}</strong> after round {shownRound} and retrieve &amp; re-rank{' '}
          <strong>{comparison.secondHolds}</strong>.
        </Text>
      )}
      <div className={other ? classes.both : classes.left}>
        <ResultsPanel
          title={other ? METHOD_NAMES[run.method] : 'Results'}
          run={run}
          shownRound={shownRound}
          roundCount={roundCount}
          grades={grades}
          firstCount={other ? 10 : 20}
          {...(comparison && { onlyHere: { docRows: comparison.onlyFirst, label: 'only AXN found it' } })}
          {...pointing}
        />
        {other && (
          <ResultsPanel
            title={METHOD_NAMES[other.method]}
            run={other}
            shownRound={other.rounds.length}
            roundCount={1}
            grades={grades}
            firstCount={10}
            {...(comparison && {
              onlyHere: { docRows: comparison.onlySecond, label: 'only re-rank found it' },
            })}
            {...pointing}
          />
        )}
      </div>
      {round && (
        <div className={other ? classes.both : classes.right}>
          <MapPanel
            client={client}
            run={run}
            shownRound={shownRound}
            exactTop={exactTop}
            onPick={setPicked}
            {...pointing}
          />
          <NewItemsPanel run={run} round={round} {...pointing} />
          <EstimatePanel run={run} shownRound={shownRound} exact={ranking} />
          <RecallPanel
            runs={runs}
            shownRound={shownRound}
            documentCount={documentCount}
            exact={exact}
            searching={searching}
          />
        </div>
      )}
      <DocumentDialog
        client={client}
        corpusId={corpusId}
        docRow={picked}
        exactScore={picked === undefined ? undefined : findExactScore(picked, run.rounds, ranking)}
        estimate={picked === undefined ? undefined : round?.estimates[picked]}
        onClose={() => setPicked(undefined)}
      />
    </div>
  );
}
