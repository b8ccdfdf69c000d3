import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { testQueriesOf } from '../search/test-queries.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { Page } from '../shared/Page.tsx';
import { useLoaded } from '../shared/use-loaded.ts';
import { useWorkspace } from '../shared/workspace.ts';
import classes from './evaluation.module.css';
import { useEvaluation } from './evaluation-context.ts';
import { ExperimentForm } from './new-experiment/ExperimentForm.tsx';
import { RunningEvaluation } from './RunningEvaluation.tsx';
import { RankingSection } from './rankings/RankingSection.tsx';
import { DEFAULT_SEED } from './rankings/ranking-draft.ts';
import { ExperimentsSection } from './results/ExperimentsSection.tsx';
import { ExperimentView } from './results/ExperimentView.tsx';
import { TestQueriesSection } from './test-queries/TestQueriesSection.tsx';

/** Measuring methods over many queries: against the exact ranking, and against what people judged. */
export default function EvaluateScreen() {
  const { client, details } = useWorkspace();
  const { state } = useEvaluation();
  const experiments = useLoaded(useCallback(() => client.listExperiments({}), [client]));
  const [openId, setOpenId] = useState<string>();
  const results = useRef<HTMLDivElement>(null);
  const running = useRef<HTMLDivElement>(null);
  const isRunning = state.status === 'running';
  const finishedId = state.status === 'finished' ? state.experimentId : undefined;

  const { reload } = experiments;
  useEffect(() => {
    // What ran is among them now, or further than it was.
    if (!isRunning) reload();
  }, [isRunning, reload]);
  useEffect(() => {
    // It was begun further down, where its progress is not seen.
    if (isRunning) running.current?.scrollIntoView();
  }, [isRunning]);
  useEffect(() => {
    if (finishedId !== undefined) setOpenId(finishedId);
  }, [finishedId]);

  function showResults() {
    setOpenId(finishedId);
    results.current?.focus();
  }

  const open = experiments.value?.find(({ experimentId }) => experimentId === openId);
  return (
    <Page
      title="Evaluate"
      description="Which method finds how much, for how many calls: measured over many queries, with intervals, and with human judgements where there are any."
    >
      {state.status !== 'none' && (
        <div ref={running} className={classes.target}>
          <RunningEvaluation state={state} onShowResults={showResults} />
        </div>
      )}
      {details.error && (
        <ErrorAlert title="The corpus could not be opened" error={details.error} onRetry={details.reload} />
      )}
      {details.value && (
        // With other documents, rankings are others.
        <CorpusSections
          key={`${details.value.corpus.corpusId} ${details.value.corpus.hash}`}
          details={details.value}
        />
      )}
      <ExperimentsSection experiments={experiments} openId={openId} onOpen={setOpenId} />
      <div ref={results} tabIndex={-1} className={classes.target}>
        {open && (
          <ExperimentView
            key={`${open.experimentId} ${open.doneQueryCount}`}
            experimentId={open.experimentId}
          />
        )}
      </div>
    </Page>
  );
}

/** What can be done with the open corpus. */
function CorpusSections({ details }: { details: CorpusDetails }) {
  const { client } = useWorkspace();
  const { state } = useEvaluation();
  const { corpusId } = details.corpus;
  const most = testQueriesOf(details.queries)?.most;
  const plan = useLoaded(
    useMemo(() => {
      if (most === undefined) return undefined;
      const request = { corpusId, queryCount: most, seed: DEFAULT_SEED };
      return (signal: AbortSignal) => client.planExactRankings(request, { signal });
    }, [client, corpusId, most]),
  );
  const { reload } = plan;
  const isRunning = state.status === 'running';
  useEffect(() => {
    // More queries have an exact ranking now.
    if (!isRunning) reload();
  }, [isRunning, reload]);

  return (
    <>
      <TestQueriesSection details={details} plan={plan} />
      {plan.error && (
        <ErrorAlert title="The test queries could not be read" error={plan.error} onRetry={reload} />
      )}
      {most !== undefined && <RankingSection details={details} plan={plan} />}
      {plan.value && (
        <ExperimentForm
          key={plan.value.availableCount}
          details={details}
          availableCount={plan.value.availableCount}
        />
      )}
    </>
  );
}
