/** The paper's claim on one corpus: recall against the cross-encoder calls that an index takes. */
import {
  DEFAULT_BATCH_SIZE,
  DEFAULT_EPOCHS,
  DEFAULT_LEARNING_RATE,
  DEFAULT_PATIENCE,
  DEFAULT_WEIGHT_DECAY,
} from '../core/factorize.ts';
import type { IndexMethod } from '../core/index-records.ts';
import type { CorpusSummary } from '../core/records.ts';
import { openIndexSpace } from './index-space.ts';
import type { ItemSpace } from './item-space.ts';
import { openStartAsItems } from './item-spaces.ts';
import { COST_KEYS } from './measurement-keys.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { planIndex } from './plan-index.ts';
import type { Encoders, Store } from './ports.ts';
import { planTestQueries, rankTestQueries } from './rank-test-queries.ts';
import type {
  CallContext,
  CostMethod,
  CostPlan,
  CostPoint,
  CostProgress,
  CostReport,
  CostRequest,
  IndexParameters,
  JobProgress,
} from './records.ts';
import { costOfScoring, type ScoringPlan, scoringPlanOf } from './scoring-plan.ts';
import { estimateRecall, type RankedQuery, simulateSearches } from './simulate-search.ts';
import { startFrom } from './start-space.ts';
import { trainScores } from './train-scores.ts';

/** Of other documents, or with other models, it is another cost. */
const keyOf = (corpusHash: string, { crossEncoder, dualEncoder }: Encoders) =>
  `${COST_KEYS}${corpusHash}:${crossEncoder.identity.hash}:${dualEncoder.identity.hash}`;

/** Both factorisations with the settings of the paper; ADACUR has none. */
export const COST_METHODS: Readonly<Record<CostMethod, IndexMethod>> = {
  'mf-trns': {
    kind: 'mf-trns',
    solver: 'adamw',
    learningRate: DEFAULT_LEARNING_RATE,
    weightDecay: DEFAULT_WEIGHT_DECAY,
    epochs: DEFAULT_EPOCHS,
    patience: DEFAULT_PATIENCE,
    batchSize: DEFAULT_BATCH_SIZE,
  },
  'mf-ind': {
    kind: 'mf-ind',
    learningRate: DEFAULT_LEARNING_RATE,
    weightDecay: DEFAULT_WEIGHT_DECAY,
    epochs: DEFAULT_EPOCHS,
    patience: DEFAULT_PATIENCE,
    batchSize: DEFAULT_BATCH_SIZE,
  },
  adacur: { kind: 'anchors' },
};

/** An index of the comparison. */
interface CostStep {
  readonly method: CostMethod;
  readonly parameters: IndexParameters;
}

/** What is measured, cheapest first within each method. */
export function costSteps(request: CostRequest): CostStep[] {
  return request.methods.flatMap((method) => {
    const counts = method === 'adacur' ? request.anchorCounts : request.queryCounts;
    return counts.map((trainQueryCount) => ({
      method,
      parameters: parametersOf(request, method, trainQueryCount),
    }));
  });
}

function parametersOf(request: CostRequest, method: CostMethod, trainQueryCount: number): IndexParameters {
  const { corpusId, seed, space, trainQueries, documentsPerQuery } = request;
  return {
    corpusId,
    name: `${method}, ${trainQueryCount} train queries`,
    seed,
    space,
    trainQueries,
    trainQueryCount,
    pairs:
      method === 'adacur'
        ? { kind: 'all' }
        : { kind: 'per-query', documentsPerQuery, shares: { dualEncoder: 1, bm25: 0, random: 0 } },
    method: COST_METHODS[method],
  };
}

/**
 * Calls that measuring takes: train and test queries together, each pair once, and how many of them are stored.
 *
 * @throws InvalidArgumentError when a parameter is impossible, or there is no query to train or to test with;
 *   CancelledError; StorageError.
 */
export async function planCost(
  corpus: OpenCorpus,
  request: CostRequest,
  { cancel }: CallContext = {},
): Promise<CostPlan> {
  const plans: ScoringPlan[] = [await planTestQueries(corpus, request.recall)];
  const { speed, encoders } = corpus;
  // Smaller plans are part of the larger ones, and both factorisations score the same pairs.
  const largest = new Map(
    costSteps(request).map(({ parameters }) => [parameters.pairs.kind, parameters] as const),
  );
  for (const parameters of largest.values()) {
    cancel?.throwIfAborted();
    plans.push(scoringPlanOf(await planIndex(corpus, parameters, { ...(cancel && { cancel }) })));
  }
  const { calls, knownCalls, tokens, knownTokens } = await costOfScoring(
    { ...corpus, ...encoders },
    plans,
    cancel,
  );
  return {
    scorerCalls: calls,
    knownCalls,
    estimatedMs: ((tokens - knownTokens) / speed.tokensPerSecond()) * 1000,
    estimateBasis: `${speed.basis()}; factorising and searching are not included`,
  };
}

/** The last one that was begun with the documents that the corpus has. */
export async function readCost(
  store: Store,
  { corpusId, hash }: CorpusSummary,
  encoders: Encoders,
): Promise<CostReport | undefined> {
  return parseReport(await store.readMeasurement(corpusId, keyOf(hash, encoders)));
}

function parseReport(stored: string | undefined): CostReport | undefined {
  return stored === undefined ? undefined : (JSON.parse(stored) as CostReport);
}

/**
 * Measures point after point; each is kept as soon as it is there. The same request goes on after the last one that is
 * stored.
 *
 * @throws InvalidArgumentError; CancelledError; FactorizeError; EncoderError; StorageError.
 */
export async function measureCost(
  corpus: OpenCorpus,
  request: CostRequest,
  context: CallContext<CostProgress> = {},
): Promise<CostReport> {
  const { store, corpusId, corpusHash, encoders } = corpus;
  const key = keyOf(corpusHash, encoders);
  const stored = parseReport(await store.readMeasurement(corpusId, key));
  const isSame = stored && JSON.stringify(stored.request) === JSON.stringify(request);
  const points: CostPoint[] = isSame ? [...stored.points] : [];
  const keep = async (complete: boolean): Promise<CostReport> => {
    const report: CostReport = { request, points: [...points], complete, measuredMs: Date.now() };
    await store.writeMeasurement(corpusId, key, JSON.stringify(report));
    return report;
  };
  const within: CallContext<JobProgress> = {
    ...(context.cancel && { cancel: context.cancel }),
    onProgress: (progress) => context.onProgress?.({ ...progress, points: [...points] }),
  };
  await keep(false);
  const tests = await rankTestQueries(
    corpus,
    await planTestQueries(corpus, request.recall),
    request.recall.budget,
    within,
  );
  const steps = [undefined, ...costSteps(request)];
  for (const step of steps.slice(points.length)) {
    context.cancel?.throwIfAborted();
    points.push(
      await (step ? measureStep(corpus, request, step, tests, within) : measureStart(corpus, request, tests)),
    );
    await keep(false);
  }
  return keep(true);
}

async function measureStart(
  corpus: OpenCorpus,
  request: CostRequest,
  tests: readonly RankedQuery[],
): Promise<CostPoint> {
  const start = await openStartAsItems(corpus, request.space);
  return {
    method: 'none',
    trainQueryCount: 0,
    indexCalls: 0,
    buildMs: 0,
    ...(await recallIn(start, corpus, request, tests)),
  };
}

async function measureStep(
  corpus: OpenCorpus,
  request: CostRequest,
  { method, parameters }: CostStep,
  tests: readonly RankedQuery[],
  context: CallContext<JobProgress>,
): Promise<CostPoint> {
  const plan = await planIndex(corpus, parameters, context);
  const { trained, trainMs, hybridWeight } = await trainScores(corpus, plan, context);
  const space = await openIndexSpace(
    { name: parameters.name, method: parameters.method, scoreScale: trained.scoreScale },
    {
      ...corpus.spaceParts,
      readTensor: async (name) => trained.tensors[name],
      openStart: async (firstRow) =>
        startFrom(await corpus.openStart(parameters.space, hybridWeight), firstRow),
    },
  );
  return {
    method,
    trainQueryCount: plan.queries.length,
    indexCalls: plan.pairs.docRow.length,
    buildMs: trainMs,
    ...(await recallIn(space, corpus, request, tests)),
  };
}

async function recallIn(
  space: ItemSpace,
  { compute }: OpenCorpus,
  { recall }: CostRequest,
  tests: readonly RankedQuery[],
) {
  return estimateRecall(await simulateSearches(space, tests, recall, compute), recall.seed);
}
