import type { Compute } from '../../src/core/compute.ts';
import type { TrainQuerySource } from '../../src/core/index-records.ts';
import type { QueryFit } from '../../src/core/query-fit.ts';
import { measureCost, planCost } from '../../src/engine/measure-cost.ts';
import { createCorpusOpener } from '../../src/engine/open-corpus.ts';
import type { Encoders, Store } from '../../src/engine/ports.ts';
import type { CostProgress, CostReport, CostRequest } from '../../src/engine/records.ts';
import { createSpeedRecord } from '../../src/engine/speed.ts';
import { TEST_QUERIES } from './call-sets.ts';

const SEED = 1;
const SAY_EVERY_MS = 30_000;

/** What is measured on each corpus. */
export function costRequest(corpusId: string, trainQueries: TrainQuerySource, fit: QueryFit): CostRequest {
  return {
    corpusId,
    seed: SEED,
    space: 'hybrid',
    trainQueries,
    documentsPerQuery: 50,
    queryCounts: [10, 25, 50, 100, 200, 400],
    anchorCounts: [5, 10, 25, 50],
    methods: ['mf-trns', 'mf-ind', 'adacur'],
    recall: { k: 10, budget: 100, rounds: 5, fit, queryCount: TEST_QUERIES, seed: SEED },
  };
}

/** Where a measurement runs. */
export interface CallsPlace {
  readonly store: Store;
  readonly encoders: Encoders;
  readonly compute: Compute;
  readonly say: (text: string) => void;
}

/** Measures as the app's panel does, and says now and then how far it is. */
export async function measureCalls(
  request: CostRequest,
  { store, encoders, compute, say }: CallsPlace,
): Promise<CostReport> {
  const speed = createSpeedRecord(encoders.report());
  const opener = createCorpusOpener({
    store,
    loadEncoders: async () => encoders,
    loadSpeed: async () => speed,
  });
  const corpus = await opener.open(request.corpusId, compute);
  const { scorerCalls, knownCalls } = await planCost(corpus, request);
  say(`${scorerCalls} calls, of which ${knownCalls} are known`);
  let saidMs = performance.now();
  const onProgress = ({ stage, done, total, unit, points }: CostProgress) => {
    if (performance.now() - saidMs < SAY_EVERY_MS) return;
    saidMs = performance.now();
    say(`${points.length} points; ${stage}: ${done} of ${total} ${unit}`);
  };
  return measureCost(corpus, request, { onProgress });
}
