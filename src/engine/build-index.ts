import type { Compute } from '../core/compute.ts';
import {
  DEFAULT_BATCH_SIZE,
  DEFAULT_HELD_OUT_SHARE,
  DEFAULT_WEIGHT_DECAY,
  factorize,
  type ScoredPairs,
} from '../core/factorize.ts';
import { dot, rowOf } from '../core/matrix.ts';
import type { IndexProvenance, IndexSummary } from '../core/records.ts';
import { estimateScoreScale } from '../core/score-scale.ts';
import type { Matrix } from '../core/types.ts';
import { breathe } from './breathe.ts';
import type { CorpusMatrices } from './corpus-matrices.ts';
import { unpackPassageIds } from './passage-ids.ts';
import type { IndexPlan } from './plan-index.ts';
import type { Encoders, ScoreBatch, Store, StoredJob } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, IndexParameters, IndexProgress, UnfinishedBuild } from './records.ts';
import { openQueryScorer, type QueryScorer } from './score-documents.ts';
import type { SpeedRecord } from './speed.ts';

declare const __XENN_VERSION__: string;

export interface BuildOptions {
  readonly store: Store;
  readonly encoders: Encoders;
  readonly compute: Compute;
  readonly matrices: CorpusMatrices;
  readonly plan: IndexPlan;
  readonly speed: SpeedRecord;
}

/** Train queries from which the score scale of A.4 is estimated. */
const SCALE_QUERIES = 100;

/**
 * Runs a plan: scores what is missing, factorises (MF_Trns), stores the item matrix with its provenance.
 * The job row is written first and removed last, so a build cut off anywhere is listed as unfinished.
 *
 * @throws CancelledError (the job stays listed); FactorizeError; EncoderError; StorageError.
 */
export async function buildIndex(
  options: BuildOptions,
  context: CallContext<IndexProgress> = {},
): Promise<IndexSummary> {
  const { store, compute, matrices, plan } = options;
  const { parameters } = plan;
  const startedMs = performance.now();
  const job = await openJob(store, parameters);
  const pairs = await scorePairs(options, context);
  const scoreScale = estimateScoreScale(...scalePairs(pairs, plan.queryVectors, matrices.itemVectors));
  const callsTotal = pairs.score.length;
  const lossPerEpoch: number[] = [];
  const meter = startMeter('factorizing', 'epochs', parameters.epochs);
  const result = await factorize({
    pairs,
    queryVectors: plan.queryVectors,
    itemVectors: matrices.itemVectors,
    scoreScale,
    learningRate: parameters.learningRate,
    weightDecay: DEFAULT_WEIGHT_DECAY,
    epochs: parameters.epochs,
    batchSize: DEFAULT_BATCH_SIZE,
    seed: parameters.seed,
    heldOutShare: DEFAULT_HELD_OUT_SHARE,
    compute,
    async onEpoch(_, loss) {
      lossPerEpoch.push(loss);
      context.onProgress?.({
        ...meter.report(lossPerEpoch.length),
        lossPerEpoch: [...lossPerEpoch],
        scorerCallsDone: callsTotal,
        scorerCallsTotal: callsTotal,
      });
      await breathe();
    },
    ...(context.cancel && { cancel: context.cancel }),
  });
  context.onProgress?.({
    ...startMeter('saving', 'documents', result.itemMatrix.rows).report(0),
    lossPerEpoch: result.lossPerEpoch,
    scorerCallsDone: callsTotal,
    scorerCallsTotal: callsTotal,
  });
  const { hash: corpusHash } = await store.readCorpus(parameters.corpusId);
  const summary: IndexSummary = {
    indexId: crypto.randomUUID(),
    name: parameters.name.trim(),
    createdMs: Date.now(),
    rows: result.itemMatrix.rows,
    cols: result.itemMatrix.cols,
    provenance: provenanceOf(options, corpusHash, result),
    scoreScale,
    heldOutRmseBefore: result.heldOutRmseBefore,
    heldOutRmseAfter: result.heldOutRmseAfter,
    lossPerEpoch: result.lossPerEpoch,
    elapsedMs: performance.now() - startedMs,
  };
  await store.writeIndex(parameters.corpusId, summary, result.itemMatrix);
  await store.deleteJob(parameters.corpusId, job.jobId);
  return summary;
}

async function scorePairs(
  { store, encoders: { crossEncoder }, matrices, plan, speed }: BuildOptions,
  context: CallContext<IndexProgress>,
): Promise<ScoredPairs> {
  const { parameters, queries, pairs, pairTokens } = plan;
  const totalTokens = pairTokens.reduce((sum, tokens) => sum + tokens, 0);
  const score = new Float32Array(pairs.docRow.length);
  let doneCalls = 0;
  let doneTokens = 0;
  const passageIds = unpackPassageIds(matrices.packedIds, matrices.passageTokens.rows);
  const scorers: QueryScorer[] = [];
  for (const { text } of queries) {
    const onBatch = (batch: ScoreBatch) => {
      speed.add(batch.tokens, batch.modelMs);
      doneCalls += batch.positions.length;
      doneTokens += batch.tokens;
      report();
    };
    const target = {
      store,
      crossEncoder,
      corpusId: parameters.corpusId,
      queryText: text,
      passageIds,
      onBatch,
    };
    scorers.push(await openQueryScorer(target));
  }
  pairs.docRow.forEach((docRow, pair) => {
    if (!scorers[pairs.queryRow[pair]].isKnown(docRow)) return;
    doneCalls++;
    doneTokens += pairTokens[pair];
  });
  const meter = startMeter('scoring', 'tokens', totalTokens, doneTokens);
  report();

  const scoreQuery = async (query: number, scorer: QueryScorer): Promise<void> => {
    context.cancel?.throwIfAborted();
    const [start, end] = pairs.rowStart.subarray(query, query + 2);
    try {
      score.set(await scorer.score(pairs.docRow.slice(start, end), context.cancel), start);
    } finally {
      await scorer.flush();
    }
  };
  const remaining = scorers.entries();
  /** In the order in which they happened. */
  const failures: unknown[] = [];
  /** Scores query after query, each taken by one lane only, until none is left or a lane has failed. */
  const lane = async (): Promise<void> => {
    for (const [query, scorer] of remaining) {
      if (failures.length > 0) return;
      await scoreQuery(query, scorer).catch((error: unknown) => void failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: crossEncoder.queriesAtOnce }, lane));
  if (failures.length > 0) throw failures[0];
  return { queryRow: pairs.queryRow, docRow: pairs.docRow, score };

  function report() {
    context.onProgress?.({
      ...meter.report(doneTokens),
      lossPerEpoch: [],
      scorerCallsDone: doneCalls,
      scorerCallsTotal: score.length,
    });
  }
}

/** Cross-encoder scores and dual-encoder scores of the same pairs, for A.4. */
function scalePairs(
  { queryRow, docRow, score }: ScoredPairs,
  queryVectors: Matrix,
  itemVectors: Matrix,
): [Float32Array, Float32Array] {
  const end = queryRow.findIndex((query) => query >= SCALE_QUERIES);
  const count = end < 0 ? queryRow.length : end;
  const dualEncoderScores = Float32Array.from({ length: count }, (_, pair) =>
    dot(rowOf(queryVectors, queryRow[pair]), rowOf(itemVectors, docRow[pair])),
  );
  return [score.slice(0, count), dualEncoderScores];
}

function provenanceOf(
  { encoders: { crossEncoder, dualEncoder, report }, compute, plan }: BuildOptions,
  corpusHash: string,
  counts: { readonly trainPairCount: number; readonly heldOutPairCount: number },
): IndexProvenance {
  const { parameters } = plan;
  return {
    corpusHash,
    crossEncoder: crossEncoder.identity,
    dualEncoder: dualEncoder.identity,
    codeVersion: __XENN_VERSION__,
    seed: parameters.seed,
    trainQueries: parameters.trainQueries,
    trainQueryCount: plan.queries.length,
    pairsPerQuery: parameters.pairsPerQuery,
    pairSource: parameters.pairSource,
    trainPairCount: counts.trainPairCount,
    heldOutPairCount: counts.heldOutPairCount,
    learningRate: parameters.learningRate,
    weightDecay: DEFAULT_WEIGHT_DECAY,
    epochs: parameters.epochs,
    batchSize: DEFAULT_BATCH_SIZE,
    backend: report().backend,
    compute: compute.name,
  };
}

/** The job row of these parameters: the one there is, or a new one. */
async function openJob(store: Store, parameters: IndexParameters): Promise<StoredJob> {
  const plan = JSON.stringify(parameters);
  const jobs = await store.listJobs(parameters.corpusId);
  const existing = jobs.find((job) => job.kind === 'build-index' && job.plan === plan);
  if (existing) return existing;
  const job: StoredJob = { jobId: crypto.randomUUID(), kind: 'build-index', createdMs: Date.now(), plan };
  await store.writeJob(parameters.corpusId, job);
  return job;
}

/** Builds that were begun and neither finished nor discarded. */
export async function listUnfinishedBuilds(store: Store, corpusId: string): Promise<UnfinishedBuild[]> {
  const jobs = await store.listJobs(corpusId);
  return jobs.map(({ jobId, createdMs, plan }) => ({
    jobId,
    createdMs,
    parameters: JSON.parse(plan) as IndexParameters,
  }));
}
