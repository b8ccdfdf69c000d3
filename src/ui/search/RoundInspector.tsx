import { Alert, Badge, Button, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useCallback, useId, useMemo, useState } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatDuration } from '../shared/format.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { compareAnswers } from './compare-methods.ts';
import { DocumentDialog } from './DocumentDialog.tsx';
import { EstimatePanel } from './EstimatePanel.tsx';
import { itemSpaceName, METHOD_NAMES } from './labels.ts';
import { MapPanel } from './MapPanel.tsx';
import { NewItemsPanel } from './NewItemsPanel.tsx';
import { NumbersStrip } from './NumbersStrip.tsx';
import { findQuery } from './query-suggestions.ts';
import { RecallPanel } from './RecallPanel.tsx';
import { ResultsPanel } from './ResultsPanel.tsx';
import { RoundTimeline, roundTabId } from './RoundTimeline.tsx';
import classes from './search.module.css';
import type { SearchClient } from './search-client.ts';
import { plannedRoundCount } from './search-settings.ts';
import { isSearching, type MethodRun, shownRoundIndex } from './search-state.ts';
import { useExactRanking } from './use-exact-ranking.ts';
import type { Search } from './use-search.ts';

export interface RoundInspectorProps {
  readonly client: SearchClient;
  readonly corpus: CorpusDetails;
  readonly search: Search;
  /** The first of the search's runs: the one whose rounds are stepped through. */
  readonly run: MethodRun;
}

/** Ringed on the map when the exact ranking is known, and compared between methods. */
const TOP_COUNT = 10;

/** A search, round by round: one timeline, and everything below it follows the chosen round. */
export function RoundInspector({ client, corpus, search, run }: RoundInspectorProps) {
  const { state } = search;
  const { corpusId, documentCount } = corpus.corpus;
  const { queryText } = run.request;
  const panelId = useId();
  const [hovered, setHovered] = useState<number>();
  const [picked, setPicked] = useState<number>();
  const searching = isSearching(state);
  const exact = useExactRanking(client, corpusId, queryText, !searching);
  const exactRanking = exact.state.ranking;
  const exactTop = useMemo(
    () => Array.from(exactRanking?.docRows.subarray(0, TOP_COUNT) ?? []),
    [exactRanking],
  );
  const shownRound = shownRoundIndex(state);
  const round = run.rounds[shownRound - 1];
  const other = state.runs[1];
  const otherRound = other?.rounds.at(-1);
  const roundCount = plannedRoundCount(run.request, documentCount);
  const comparison = useMemo(
    () => (round && otherRound ? compareAnswers(round.best, otherRound.best, TOP_COUNT) : undefined),
    [round, otherRound],
  );

  const query = useMemo(() => findQuery(corpus.queries, queryText), [corpus.queries, queryText]);
  const details = useLoaded(
    useMemo(
      () =>
        query &&
        ((signal: AbortSignal) => client.readQueryDetails({ corpusId, queryId: query.id }, { signal })),
      [client, corpusId, query],
    ),
  );
  const grades = useMemo(
    () => new Map(details.value?.judgements.map(({ docRow, grade }) => [docRow, grade])),
    [details.value],
  );
  const exactScoreOf = useCallback(
    (docRow: number) => {
      const place = exactRanking ? exactRanking.docRows.indexOf(docRow) : -1;
      if (exactRanking && place >= 0) return exactRanking.scores[place];
      const items = run.rounds.flatMap(({ newItems }) => newItems);
      return items.find(({ document }) => document.docRow === docRow)?.exactScore;
    },
    [exactRanking, run.rounds],
  );

  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs" mih={28} wrap="nowrap">
        <Title order={2} size="h4" className={classes.breakable}>
          {queryText}
        </Title>
        {run.status === 'running' && (
          <FollowState
            following={state.shownRound === 'latest'}
            onFollow={() => search.showRound('latest')}
          />
        )}
      </Group>
      {state.runs.map(({ method, error }) =>
        error ? <ErrorAlert key={method} title={`${METHOD_NAMES[method]} failed`} error={error} /> : null,
      )}
      {run.status === 'cancelled' && run.rounds.length > 0 && (
        <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
          Cancelled after round {run.rounds.length}. The scores so far are exact and stored.
        </Alert>
      )}
      {notesOf(state.runs).map((note) => (
        <Alert key={note} color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {note}
        </Alert>
      ))}
      {details.error && (
        <ErrorAlert title="The judgements could not be read" error={details.error} onRetry={details.reload} />
      )}
      <div className={classes.numbersRow}>
        {state.runs.map((each) => (
          <NumbersStrip
            key={each.method}
            label={METHOD_NAMES[each.method]}
            run={each}
            itemSpaceName={itemSpaceName(corpus.indexes, each.request.itemSpace)}
          />
        ))}
      </div>
      <RoundTimeline
        run={run}
        roundCount={roundCount}
        shownRound={shownRound}
        panelId={panelId}
        onShowRound={search.showRound}
      />
      <VisuallyHidden aria-live="polite">{announcement(run, roundCount)}</VisuallyHidden>

      <div
        id={panelId}
        role="tabpanel"
        aria-labelledby={shownRound > 0 ? roundTabId(panelId, shownRound) : undefined}
        className={classes.panels}
      >
        <div className={other ? classes.both : classes.left}>
          <ResultsPanel
            title={other ? 'AXN' : 'Results'}
            run={run}
            shownRound={shownRound}
            roundCount={roundCount}
            grades={grades}
            firstCount={other ? 10 : 20}
            {...(comparison && { onlyHere: { docRows: comparison.onlyFirst, label: 'only AXN found it' } })}
            highlighted={hovered}
            onHover={setHovered}
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
              highlighted={hovered}
              onHover={setHovered}
            />
          )}
          {comparison && (
            <Text size="sm" className={classes.wholeRow}>
              Of the {comparison.topCount} best items that either found, AXN holds{' '}
              <strong>{comparison.firstHolds}</strong> after round {shownRound} and retrieve &amp; re-rank{' '}
              <strong>{comparison.secondHolds}</strong>.
            </Text>
          )}
        </div>
        {round && (
          <div className={other ? classes.both : classes.right}>
            <MapPanel
              client={client}
              run={run}
              shownRound={shownRound}
              exactTop={exactTop}
              highlighted={hovered}
              onHover={setHovered}
              onPick={setPicked}
            />
            <NewItemsPanel run={run} round={round} highlighted={hovered} onHover={setHovered} />
            <EstimatePanel run={run} shownRound={shownRound} exact={exactRanking} />
            <RecallPanel
              runs={state.runs}
              shownRound={shownRound}
              documentCount={documentCount}
              exact={exact}
              searching={searching}
            />
          </div>
        )}
      </div>
      <DocumentDialog
        client={client}
        corpusId={corpusId}
        docRow={picked}
        exactScore={picked === undefined ? undefined : exactScoreOf(picked)}
        estimate={picked === undefined ? undefined : round?.estimates[picked]}
        onClose={() => setPicked(undefined)}
      />
    </Stack>
  );
}

function FollowState({ following, onFollow }: { following: boolean; onFollow: () => void }) {
  return following ? (
    <Badge variant="light" className={classes.plainBadge}>
      following the latest round
    </Badge>
  ) : (
    <Button size="compact-xs" variant="default" onClick={onFollow}>
      Follow the latest round
    </Button>
  );
}

/** Each once: two methods often have the same to say. */
function notesOf(runs: readonly MethodRun[]): string[] {
  return [...new Set(runs.flatMap(({ result }) => result?.notes ?? []))];
}

function announcement(run: MethodRun, roundCount: number): string {
  const last = run.rounds.at(-1);
  if (run.status === 'done' && run.result) {
    return `Search finished in ${formatDuration(run.result.elapsedMs)}.`;
  }
  if (run.status === 'running') {
    return last
      ? `Round ${last.index} of ${roundCount} finished, best score ${last.best.scores[0].toFixed(2)}.`
      : 'Searching.';
  }
  return run.status === 'cancelled' ? 'Search cancelled.' : '';
}
