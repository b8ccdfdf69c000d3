/** Exact rankings and experiments: run over a corpus that is open, read and compared without it. */
import { XennError } from '../core/errors.ts';
import type { Engine } from './engine.ts';
import { computeExactRankings, planExactRankings } from './exact-rankings.ts';
import { compareExperiments } from './experiment-differences.ts';
import {
  exportExperimentCsv,
  exportExperimentJson,
  exportExperimentTrec,
  importExperiment,
} from './experiment-files.ts';
import { type OpenGrid, openGrid } from './experiment-grid.ts';
import { readExperimentJson, summaryOf, writeExperimentJson } from './experiment-json.ts';
import { planExperiment } from './experiment-plan.ts';
import {
  checkResumable,
  conditionsNow,
  provenanceGoingOn,
  provenanceOf,
  type RunConditions,
} from './experiment-provenance.ts';
import type { Experiment, ExperimentProgress, RankingProgress } from './experiment-records.ts';
import { queryMeasuresOf, reportOf } from './experiment-report.ts';
import { continueExperiment } from './experiment-run.ts';
import { type ExperimentSearcher, openSearcher } from './experiment-searcher.ts';
import { addTrecRuns } from './experiment-trec-runs.ts';
import type { ExperimentStore, Store } from './ports.ts';
import { createRecentStatistics } from './recent-statistics.ts';
import type { CallContext, JobProgress } from './records.ts';
import type { SearchHelpers } from './search-helper.ts';
import type { OpenPlace } from './search-place.ts';
import type { WithCorpus } from './search-use-cases.ts';

export interface ExperimentUseCaseParts {
  readonly store: Store;
  readonly experiments: ExperimentStore;
  readonly evaluating: WithCorpus;
  readonly openPlace: OpenPlace;
  /** Starts the threads that search, for an experiment with many searches. */
  readonly startHelpers: () => SearchHelpers;
  /** What the searches compute with, in words. */
  readonly describeCompute: (grid: OpenGrid, searcher: ExperimentSearcher) => Promise<string>;
  /** Where this runs, as `ExperimentProvenance.machine`. */
  readonly machine: string;
}

type ExperimentUseCases = Pick<
  Engine,
  | 'planExactRankings'
  | 'computeExactRankings'
  | 'discardExactRankings'
  | 'planExperiment'
  | 'runExperiment'
  | 'resumeExperiment'
  | 'listExperiments'
  | 'listExperimentsOfOtherVersion'
  | 'readExperiment'
  | 'readQueryMeasures'
  | 'compareExperiments'
  | 'deleteExperiment'
  | 'exportExperiment'
  | 'importExperiment'
  | 'importTrecRuns'
>;

export function createExperimentUseCases(parts: ExperimentUseCaseParts): ExperimentUseCases {
  const { store, experiments, evaluating, openPlace } = parts;
  /** Ids of those that run now: what else changed their record would be lost. */
  const running = new Set<string>();
  const statisticsOf = createRecentStatistics();

  const read = async (experimentId: string): Promise<Experiment> =>
    readExperimentJson(await experiments.readExperiment(experimentId), 'The kept experiment');

  async function withSearcher<Result>(
    grid: OpenGrid,
    work: (searcher: ExperimentSearcher, conditions: RunConditions) => Promise<Result>,
  ): Promise<Result> {
    const searcher = await openSearcher(grid, parts.startHelpers);
    const run = async () => {
      const compute = await parts.describeCompute(grid, searcher);
      return work(searcher, conditionsNow(grid, { compute, machine: parts.machine }));
    };
    return run().finally(searcher.close);
  }

  async function whileRunning<Result>(experimentId: string, work: () => Promise<Result>): Promise<Result> {
    checkResting(experimentId);
    running.add(experimentId);
    return work().finally(() => running.delete(experimentId));
  }

  function checkResting(experimentId: string): void {
    if (!running.has(experimentId)) return;
    throw new XennError(
      'InvalidArgumentError',
      'This experiment is running: pause it, or wait until it is finished, then try again.',
    );
  }

  return {
    planExactRankings: (request, context) =>
      evaluating(request.corpusId, cancelOf(context), (corpus) =>
        planExactRankings(corpus, request, context),
      ),
    computeExactRankings: (request, context) =>
      evaluating(request.corpusId, beforeRanking(context), async (corpus) => {
        await store.assertWritable(request.corpusId);
        await computeExactRankings(corpus, request, context);
      }),
    discardExactRankings: ({ corpusId, jobId }) => store.deleteJob(corpusId, jobId),

    planExperiment: (request, context) =>
      evaluating(request.corpusId, cancelOf(context), async (corpus) =>
        planExperiment(await openGrid(corpus, request, openPlace), context),
      ),
    async runExperiment({ request, repeats }, context) {
      const experimentId = crypto.randomUUID();
      const before = beforeExperiment(experimentId, context);
      return evaluating(request.corpusId, before, async (corpus) => {
        await store.assertWritable(request.corpusId);
        const grid = await openGrid(corpus, request, openPlace);
        context?.cancel?.throwIfAborted();
        return withSearcher(grid, async (searcher, conditions) => {
          const provenance = await provenanceOf(grid, conditions);
          const begun: Experiment = {
            version: 1,
            experimentId,
            createdMs: provenance.startedMs,
            name: request.name.trim(),
            corpusId: request.corpusId,
            corpusName: provenance.corpusName,
            labels: request.methods.map(({ label }) => label),
            budgets: request.budgets,
            queryCount: grid.queries.length,
            doneQueryCount: 0,
            ...(repeats !== undefined && { repeats }),
            request,
            provenance,
            results: [],
            importedRuns: [],
            documentIds: { docRows: new Uint32Array(0), ids: [] },
          };
          return whileRunning(experimentId, () =>
            continueExperiment(grid, begun, { experiments, statisticsOf, searcher }, context),
          );
        });
      });
    },
    async resumeExperiment({ experimentId }, context) {
      return whileRunning(experimentId, async () => {
        const begun = await read(experimentId);
        if (begun.doneQueryCount === begun.queryCount) return summaryOf(begun);
        const before = beforeExperiment(experimentId, context);
        return evaluating(begun.corpusId, before, async (corpus) => {
          await store.assertWritable(begun.corpusId);
          const grid = await openGrid(corpus, begun.request, openPlace);
          checkResumable(begun, grid);
          return withSearcher(grid, (searcher, conditions) => {
            const provenance = provenanceGoingOn(begun.provenance, conditions);
            const goingOn = { ...begun, provenance };
            return continueExperiment(grid, goingOn, { experiments, statisticsOf, searcher }, context);
          });
        });
      });
    },

    listExperiments: () => experiments.listExperiments(),
    listExperimentsOfOtherVersion: () => experiments.listExperimentsOfOtherVersion(),
    readExperiment: async ({ experimentId }) => reportOf(await read(experimentId), statisticsOf),
    readQueryMeasures: async ({ experimentId, measure }) =>
      queryMeasuresOf(await read(experimentId), measure),
    compareExperiments: async ({ experimentId, otherId }) =>
      compareExperiments(await read(experimentId), await read(otherId)),
    async deleteExperiment({ experimentId }) {
      checkResting(experimentId);
      await experiments.deleteExperiment(experimentId);
    },
    async exportExperiment({ experimentId, format }) {
      const experiment = await read(experimentId);
      switch (format) {
        case 'json':
          return exportExperimentJson(experiment);
        case 'csv':
          return exportExperimentCsv(reportOf(experiment, statisticsOf));
        case 'trec':
          return exportExperimentTrec(experiment);
      }
    },
    importExperiment: ({ files }) => importExperiment(experiments, files),
    importTrecRuns: ({ experimentId, files }, context) =>
      whileRunning(experimentId, async () => {
        const { experiment, added } = await addTrecRuns(
          store,
          await read(experimentId),
          files,
          context?.cancel,
        );
        await experiments.writeExperiment(summaryOf(experiment), writeExperimentJson(experiment));
        return added;
      }),
  };
}

function cancelOf(context: CallContext<never> | undefined): CallContext<JobProgress> {
  return context?.cancel ? { cancel: context.cancel } : {};
}

/** The corpus's preparation, told as the job's progress. */
function beforeRanking(context: CallContext<RankingProgress> | undefined): CallContext<JobProgress> {
  return toldWith(context, { scorerCallsDone: 0, scorerCallsTotal: 0 });
}

function beforeExperiment(
  experimentId: string,
  context: CallContext<ExperimentProgress> | undefined,
): CallContext<JobProgress> {
  return toldWith(context, { experimentId });
}

function toldWith<Rest extends object>(
  context: CallContext<JobProgress & Rest> | undefined,
  rest: Rest,
): CallContext<JobProgress> {
  const onProgress = context?.onProgress;
  return {
    ...(context?.cancel && { cancel: context.cancel }),
    ...(onProgress && { onProgress: (stage: JobProgress) => onProgress({ ...stage, ...rest }) }),
  };
}
