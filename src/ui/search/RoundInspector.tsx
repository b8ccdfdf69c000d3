import { Group, Stack, VisuallyHidden } from '@mantine/core';
import { memo, useDeferredValue, useId, useMemo, useState } from 'react';
import type { CorpusDetails, MapKind } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatDuration } from '../shared/format.ts';
import { formatScore } from './format-score.ts';
import { itemSpaceName } from './labels.ts';
import { NumbersStrip } from './NumbersStrip.tsx';
import { RoundPanels } from './RoundPanels.tsx';
import { RoundTimeline } from './RoundTimeline.tsx';
import { RunsButton } from './RunsButton.tsx';
import { RunsKeep } from './RunsKeep.tsx';
import { RunTabs } from './RunTabs.tsx';
import { type RunView, toRunView } from './run-view.ts';
import { SearchAlerts } from './SearchAlerts.tsx';
import { SearchHeading } from './SearchHeading.tsx';
import type { SearchClient } from './search-client.ts';
import { plannedRoundCount } from './search-settings.ts';
import { inspectedRun, isSearching, resultsOf, shownRoundIndex } from './search-state.ts';
import { useExactRanking } from './use-exact-ranking.ts';
import { useJudgements } from './use-judgements.ts';
import type { Search } from './use-search.ts';

export interface RoundInspectorProps {
  readonly client: SearchClient;
  readonly corpus: CorpusDetails;
  /** At least one run has been asked for. */
  readonly search: Search;
  /** Why nothing can be kept from here. */
  readonly blockedBecause: string | undefined;
}

/**
 * A search, round by round: one timeline, and everything below it follows the chosen round. Typing the next query draws
 * none of it again.
 */
export const RoundInspector = memo(function RoundInspector(props: RoundInspectorProps) {
  const { client, corpus, search, blockedBecause } = props;
  const { state } = search;
  const { corpusId, documentCount } = corpus.corpus;
  const panelId = useId();
  const [mapKind, setMapKind] = useState<MapKind>('pca');
  const searching = isSearching(state);
  const shownRound = shownRoundIndex(state);
  const { queryText } = state.runs[0].request;
  const exact = useExactRanking(client, corpusId, queryText, !searching);
  const { grades, loaded: judgements } = useJudgements(client, corpusId, corpus.queries, queryText);
  const { ranking } = exact.state;
  const runs = useMemo(
    () =>
      state.runs.map((run) =>
        toRunView(run, itemSpaceName(corpus.indexes, run.request.method.itemSpace), ranking),
      ),
    [state.runs, corpus.indexes, ranking],
  );
  const results = useMemo(() => resultsOf(state), [state]);
  const chosenKey = inspectedRun(state)?.key;
  const run = runs.find(({ key }) => key === chosenKey) ?? runs[0];
  const roundCount = plannedRoundCount(run.request, documentCount);
  // The timeline answers a key at once; the panels follow in slices, all of them from the same round of the same run.
  const inPanels = useDeferredValue(
    useMemo(
      () => ({ runs, run, shownRound, roundCount, exact: ranking }),
      [runs, run, shownRound, roundCount, ranking],
    ),
  );
  const live = useMemo(
    () => ({ client, corpusId, documentCount, exact, searching }),
    [client, corpusId, documentCount, exact, searching],
  );

  return (
    <Stack gap="md">
      <SearchHeading
        queryText={queryText}
        searching={searching}
        following={state.shownRound === 'latest'}
        onFollow={() => search.showRound('latest')}
        onCancel={search.cancel}
        actions={
          <Group gap="xs">
            {results.length > 0 && (
              <RunsKeep
                key={state.searchId}
                client={client}
                corpusId={corpusId}
                results={results}
                mapKind={mapKind}
                blockedBecause={blockedBecause}
              />
            )}
            <RunsButton client={client} blockedBecause={blockedBecause} />
          </Group>
        }
      />
      <SearchAlerts runs={runs} />
      {judgements.error && (
        <ErrorAlert
          title="The judgements could not be read"
          error={judgements.error}
          onRetry={judgements.reload}
        />
      )}
      <VisuallyHidden aria-live="polite">{announcement(run, roundCount)}</VisuallyHidden>
      {(searching || runs.some(({ rounds }) => rounds.length > 0)) && (
        <>
          <Stack gap="xs">
            {runs.map((each) => (
              <NumbersStrip key={each.key} run={each} />
            ))}
          </Stack>
          {runs.length > 1 && <RunTabs runs={runs} chosen={run.key} onChoose={search.chooseRun} />}
          <RoundTimeline
            run={run}
            roundCount={roundCount}
            shownRound={shownRound}
            panelId={panelId}
            onShowRound={search.showRound}
          />
          <RoundPanels id={panelId} {...inPanels} grades={grades} live={live} onMapKind={setMapKind} />
        </>
      )}
    </Stack>
  );
});

function announcement({ status, rounds, result, label }: RunView, roundCount: number): string {
  const last = rounds.at(-1);
  if (status === 'done' && result) return `${label} finished in ${formatDuration(result.elapsedMs)}.`;
  if (status === 'cancelled') return 'Search cancelled.';
  if (status === 'failed') return '';
  return last
    ? `Round ${last.index} of ${roundCount} finished, best score ${formatScore(last.best.scores[0], 2)}.`
    : 'Searching.';
}
