import { Stack, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { formatDuration } from '../shared/format.ts';
import { formatScore } from './format-score.ts';
import { itemSpaceName, METHOD_NAMES } from './labels.ts';
import { NumbersStrip } from './NumbersStrip.tsx';
import { RoundPanels } from './RoundPanels.tsx';
import { RoundTimeline } from './RoundTimeline.tsx';
import { SearchAlerts } from './SearchAlerts.tsx';
import { SearchHeading } from './SearchHeading.tsx';
import type { SearchClient } from './search-client.ts';
import { plannedRoundCount } from './search-settings.ts';
import { isSearching, type MethodRun, shownRoundIndex } from './search-state.ts';
import type { Search } from './use-search.ts';

export interface RoundInspectorProps {
  readonly client: SearchClient;
  readonly corpus: CorpusDetails;
  readonly search: Search;
  /** The one of the search's runs whose rounds are stepped through. */
  readonly run: MethodRun;
}

/** A search, round by round: one timeline, and everything below it follows the chosen round. */
export function RoundInspector({ client, corpus, search, run }: RoundInspectorProps) {
  const { state } = search;
  const panelId = useId();
  const searching = isSearching(state);
  const shownRound = shownRoundIndex(state);
  const roundCount = plannedRoundCount(run.request, corpus.corpus.documentCount);

  return (
    <Stack gap="md">
      <SearchHeading
        queryText={run.request.queryText}
        searching={searching}
        following={state.shownRound === 'latest'}
        onFollow={() => search.showRound('latest')}
        onCancel={search.cancel}
      />
      <SearchAlerts runs={state.runs} />
      <VisuallyHidden aria-live="polite">{announcement(run, roundCount)}</VisuallyHidden>
      {(searching || shownRound > 0) && (
        <>
          <Stack gap="xs">
            {state.runs.map((each) => (
              <NumbersStrip
                key={each.method}
                label={METHOD_NAMES[each.method]}
                run={each}
                itemSpaceName={itemSpaceName(corpus.indexes, each.request.itemSpace)}
              />
            ))}
          </Stack>
          <RoundTimeline
            run={run}
            roundCount={roundCount}
            shownRound={shownRound}
            panelId={panelId}
            onShowRound={search.showRound}
          />
          <RoundPanels
            id={panelId}
            client={client}
            corpus={corpus}
            runs={state.runs}
            run={run}
            shownRound={shownRound}
            roundCount={roundCount}
            searching={searching}
          />
        </>
      )}
    </Stack>
  );
}

function announcement({ status, rounds, result }: MethodRun, roundCount: number): string {
  const last = rounds.at(-1);
  if (status === 'done' && result) return `Search finished in ${formatDuration(result.elapsedMs)}.`;
  if (status === 'cancelled') return 'Search cancelled.';
  if (status === 'failed') return '';
  return last
    ? `Round ${last.index} of ${roundCount} finished, best score ${formatScore(last.best.scores[0], 2)}.`
    : 'Searching.';
}
