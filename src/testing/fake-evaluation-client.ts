/** Exact rankings and experiments as the page asks for them, in memory; nothing is computed. */
import { cancelledError, XennError } from '../core/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type {
  ExperimentReport,
  ExperimentRequest,
  ExperimentSummary,
  QueriesReport,
  QueryMeasures,
  RankingPlan,
  RankingRequest,
} from '../engine/experiment-records.ts';
import { makeExperimentReport, makeExperimentStatistics } from './experiment-statistics.ts';

type Called =
  | 'planExactRankings'
  | 'discardExactRankings'
  | 'planExperiment'
  | 'listExperiments'
  | 'listExperimentsOfOtherVersion'
  | 'readExperiment'
  | 'readQueryMeasures'
  | 'compareExperiments'
  | 'deleteExperiment'
  | 'makeTestQueries';

interface Options<Progress> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

type ProgressOf<Name extends 'computeExactRankings' | 'runExperiment' | 'resumeExperiment'> = Parameters<
  NonNullable<NonNullable<Parameters<Engine[Name]>[1]>['onProgress']>
>[0];

export type FakeEvaluationClient = {
  [Name in Called]: (input: Parameters<Engine[Name]>[0]) => ReturnType<Engine[Name]>;
} & {
  [Name in 'computeExactRankings' | 'runExperiment' | 'resumeExperiment']: (
    input: Parameters<Engine[Name]>[0],
    options?: Options<ProgressOf<Name>>,
  ) => ReturnType<Engine[Name]>;
} & {
  /** Files as they were picked; what is not called queries or qrels is refused. */
  readonly addQueries: (input: { files: readonly { readonly path: string }[] }) => Promise<QueriesReport>;
};

export interface FakeEvaluationOptions {
  readonly stored?: readonly ExperimentReport[];
  readonly availableCount?: number;
  readonly documentCount?: number;
  /** Work that is begun reports once, then ends when this does; at once without it. */
  readonly until?: Promise<void>;
}

/** Every test query is judged and none ranked; every experiment has the numbers of `makeExperimentStatistics`. */
export function createFakeEvaluationClient(options: FakeEvaluationOptions = {}): FakeEvaluationClient {
  const { stored = [], availableCount = 60, documentCount = 1000, until = Promise.resolve() } = options;
  const reports = new Map(stored.map((report) => [report.summary.experimentId, report]));

  function find(experimentId: string): ExperimentReport {
    const report = reports.get(experimentId);
    if (report) return report;
    throw new XennError('StorageError', `Expected an experiment "${experimentId}", found none.`);
  }

  function planOf({ queryCount }: Pick<RankingRequest, 'queryCount'>): RankingPlan {
    const chosen = Math.min(queryCount, availableCount);
    return {
      queryCount: chosen,
      availableCount,
      judgedQueryCount: chosen,
      rankedQueryCount: 0,
      scorerCalls: chosen * documentCount,
      knownCalls: 0,
      tokens: chosen * documentCount * 100,
      knownTokens: 0,
      estimatedMs: 60_000,
      estimateBasis: 'measured when the models were loaded',
    };
  }

  async function run(
    request: ExperimentRequest,
    onProgress: Options<ProgressOf<'runExperiment'>>['onProgress'],
  ) {
    const experimentId = `experiment-${reports.size + 1}`;
    onProgress?.({
      stage: 'searching',
      done: 10,
      total: request.queryCount,
      unit: 'queries',
      elapsedMs: 1000,
      experimentId,
      statistics: { ...makeExperimentStatistics(request), queryCount: 10 },
    });
    return experimentId;
  }

  function finish(request: ExperimentRequest, experimentId: string, repeats?: string): ExperimentSummary {
    const made = makeExperimentReport({ request });
    const summary: ExperimentSummary = {
      ...made.summary,
      experimentId,
      queryCount: request.queryCount,
      doneQueryCount: request.queryCount,
      ...(repeats !== undefined && { repeats }),
    };
    reports.set(experimentId, { ...made, summary });
    return summary;
  }

  /** Rejects when the signal does. */
  function held(signal: AbortSignal | undefined): Promise<void> {
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(cancelledError()));
    });
    return Promise.race([until, aborted]);
  }

  return {
    async planExactRankings(request) {
      return planOf(request);
    },
    async computeExactRankings(_, { signal, onProgress } = {}) {
      onProgress?.({
        stage: 'scoring',
        done: 250,
        total: 1000,
        unit: 'tokens',
        elapsedMs: 1000,
        remainingMs: 180_000,
        scorerCallsDone: 25,
        scorerCallsTotal: 100,
      });
      await held(signal);
    },
    async discardExactRankings() {},
    async planExperiment(request) {
      const { methods, budgets, queryCount } = request;
      const ranking = planOf(request);
      return {
        ranking,
        searches: methods.length * budgets.length * Math.min(queryCount, availableCount),
        itemSpaces: [],
        notes: queryCount < availableCount ? ['A sample of the test queries.'] : [],
      };
    },
    async runExperiment({ request, repeats }, { signal, onProgress } = {}) {
      const experimentId = await run(request, onProgress);
      await held(signal);
      return finish(request, experimentId, repeats);
    },
    async resumeExperiment({ experimentId }, { signal, onProgress } = {}) {
      const { request } = find(experimentId);
      await run(request, onProgress);
      await held(signal);
      return finish(request, experimentId);
    },
    async listExperiments() {
      return [...reports.values()].map(({ summary }) => summary).reverse();
    },
    async listExperimentsOfOtherVersion() {
      return [];
    },
    async readExperiment({ experimentId }) {
      return find(experimentId);
    },
    async readQueryMeasures({ experimentId }) {
      const { methods, budgets } = find(experimentId).request;
      return Array.from({ length: 30 }, (_, query): QueryMeasures => {
        const values = Float64Array.from(
          { length: methods.length * budgets.length },
          (_, cell) => (((query + 1) * (cell + 3)) % 7) / 10,
        );
        return { queryId: `q${query}`, text: `Query number ${query}`, isJudged: true, values };
      });
    },
    async compareExperiments() {
      return { conditions: [], comparedQueryCount: 60, cells: [], isIdentical: true };
    },
    async deleteExperiment({ experimentId }) {
      reports.delete(experimentId);
    },
    async makeTestQueries({ count }) {
      return count;
    },
    async addQueries({ files: [{ path }] }) {
      if (!/queries|qrels/.test(path)) {
        throw new XennError('ImportError', `${path}: expected queries or judgements, found neither.`);
      }
      return {
        newQueryCount: 5,
        newJudgementCount: 9,
        duplicateQueryCount: 0,
        duplicateJudgementCount: 0,
        unknownQueryCount: 2,
        unknownDocumentCount: 0,
        unknownQueryExamples: ['q98', 'q99'],
        unknownDocumentExamples: [],
        refusedCount: 1,
        refused: [{ file: path, line: 3, reason: 'Expected 4 columns, found 2.' }],
      };
    },
  };
}
