/** What is timed, the same in Node and in the page: an experiment over exact scores that are stored. */
import type { PresetName } from '../../src/core/search-presets.ts';
import { presetOf } from '../../src/core/search-presets.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { ExperimentMethod, ExperimentRequest } from '../../src/engine/experiment-records.ts';
import type { IndexParameters } from '../../src/engine/records.ts';

export const QUERY_COUNT = 300;
export const BUDGETS: readonly number[] = [50, 100, 200, 500];
export const ROUNDS = 5;
const SEED = 1;

/** Of the anchor scores that ADACUR searches in. */
function anchorParameters(corpusId: string): IndexParameters {
  return {
    corpusId,
    name: 'Anchors',
    seed: SEED,
    space: 'dual-encoder',
    trainQueries: 'own',
    trainQueryCount: 100,
    pairs: { kind: 'all' },
    method: { kind: 'anchors' },
  };
}

function methodsOf(anchorsId: string): ExperimentMethod[] {
  const schedule = { kind: 'equal', rounds: ROUNDS } as const;
  const preset = (name: PresetName, itemSpace = 'dual-encoder') => presetOf(name).make(itemSpace, SEED);
  return [
    { label: 'AXN', method: { ...preset('paper'), schedule } },
    { label: 'Ridge, μ = 0.1', method: { ...preset('paper'), schedule, fit: { kind: 'ridge', mu: 0.1 } } },
    { label: 'Retrieve and rerank', method: preset('rnr') },
    { label: 'ADACUR', method: { ...preset('adacur', anchorsId), schedule } },
    { label: 'GAR', method: preset('gar') },
  ];
}

/** Stores all that the experiment does not score: exact rankings, the anchors' index; and plans it, which makes its graph. */
export async function prepareEvaluation(
  engine: Pick<Engine, 'computeExactRankings' | 'buildIndex' | 'planExperiment'>,
  corpusId: string,
): Promise<ExperimentRequest> {
  await engine.computeExactRankings({ corpusId, queryCount: QUERY_COUNT, seed: SEED });
  const { indexId } = await engine.buildIndex(anchorParameters(corpusId));
  const request: ExperimentRequest = {
    corpusId,
    name: 'Benchmark',
    methods: methodsOf(indexId),
    budgets: BUDGETS,
    ks: [1, 10, 100],
    queryCount: QUERY_COUNT,
    seed: SEED,
  };
  await engine.planExperiment(request);
  return request;
}

export interface EvaluationTimes {
  readonly queryCount: number;
  readonly searches: number;
  /** From the request to the statistics of all queries. */
  readonly seconds: number;
  /** Of that, before the first search begins, and after the last one has ended. */
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Runs the experiment and reads what came of it. */
export async function timeEvaluation(
  engine: Pick<Engine, 'runExperiment' | 'readExperiment'>,
  request: ExperimentRequest,
): Promise<EvaluationTimes> {
  const startedMs = performance.now();
  const stageMs = new Map<string, number>();
  const { experimentId, queryCount } = await engine.runExperiment(
    { request },
    {
      onProgress: ({ stage }) => {
        if (!stageMs.has(stage)) stageMs.set(stage, performance.now());
      },
    },
  );
  const { statistics } = await engine.readExperiment({ experimentId });
  const endedMs = performance.now();
  const at = (stage: string) => stageMs.get(stage) ?? endedMs;
  return {
    queryCount: statistics.queryCount,
    searches: queryCount * statistics.cells.length,
    seconds: (endedMs - startedMs) / 1000,
    startSeconds: (at('searching') - startedMs) / 1000,
    endSeconds: (endedMs - at('saving')) / 1000,
  };
}
