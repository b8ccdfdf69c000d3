/** The expensive part of an index, from its plan to its matrices: score, scale, train. */
import type { ScoredPairs } from '../core/held-out.ts';
import { learnHybridWeight } from '../core/hybrid-space.ts';
import { dot, rowOf } from '../core/matrix.ts';
import { estimateScoreScale } from '../core/score-scale.ts';
import type { EpochReport } from '../core/train-epochs.ts';
import type { Matrix } from '../core/types.ts';
import { breathe } from '../formats/breathe.ts';
import { isComputeLoss } from './lasting-compute.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { IndexPlan } from './plan-index.ts';
import { startMeter } from './progress.ts';
import type { CallContext, IndexProgress } from './records.ts';
import { scorePairs } from './score-pairs.ts';
import { type TrainedIndex, type TrainIndexInput, trainIndex } from './train-index.ts';

/** Train queries from which the score scale of A.4 is estimated. */
const SCALE_QUERIES = 100;

export interface TrainedScores {
  readonly trained: TrainedIndex;
  /** Of the hybrid space only. */
  readonly hybridWeight?: number;
  /** Of the spaces with lexical vectors only. */
  readonly lexicalBasis?: string;
  /** Without scoring. */
  readonly trainMs: number;
}

/**
 * Scores what a plan needs and is not stored, then trains. A GPU that is lost in training costs the epochs so far, no
 * score: training begins again on what is left.
 *
 * @throws CancelledError; FactorizeError; EncoderError; StorageError.
 */
export async function trainScores(
  corpus: OpenCorpus,
  plan: IndexPlan,
  context: CallContext<IndexProgress> = {},
): Promise<TrainedScores> {
  const { encoders, compute } = corpus;
  const { parameters } = plan;
  const { cancel, onProgress } = context;
  const pairs = await scorePairs({ ...corpus, ...encoders }, plan, {
    ...(cancel && { cancel }),
    onProgress: (progress) => onProgress?.({ ...progress, lossPerEpoch: [], heldOutRmsePerEpoch: [] }),
  });
  const startedMs = performance.now();
  const texts = plan.queries.map(({ text }) => text);
  const weight = parameters.space === 'hybrid' ? await learnWeight(corpus, texts, pairs) : undefined;
  const start = await corpus.openStart(parameters.space, weight);
  const queryVectors = await start.embedQueries(texts);
  const input: Omit<TrainIndexInput, 'onEpoch'> = {
    pairs,
    queryVectors,
    itemVectors: start.itemVectors,
    basis: start.basis,
    scoreScale: estimateScoreScale(...scalePairs(pairs, queryVectors, start.itemVectors)),
    seed: parameters.seed,
    compute,
    cancel,
    openTexts: () => corpus.trainingTexts(texts),
  };
  const train = () => trainIndex(parameters.method, { ...input, onEpoch: reportEpochs(plan, onProgress) });
  const trained = await train().catch((error: unknown) => {
    if (!isComputeLoss(error)) throw error;
    return train();
  });
  return {
    trained,
    ...(weight !== undefined && { hybridWeight: weight }),
    trainMs: performance.now() - startedMs,
    ...(start.basis && { lexicalBasis: start.basis.hash }),
  };
}

/** Tells each epoch together with those before it, and lets other messages through. */
function reportEpochs(
  { parameters: { method }, pairs }: IndexPlan,
  onProgress: CallContext<IndexProgress>['onProgress'],
): (report: EpochReport) => Promise<void> {
  const meter = startMeter('factorizing', 'epochs', 'epochs' in method ? method.epochs : 0);
  const lossPerEpoch: number[] = [];
  const heldOutRmsePerEpoch: number[] = [];
  const scorerCalls = pairs.docRow.length;
  return async ({ epoch, loss, heldOutRmse }) => {
    lossPerEpoch.push(loss);
    heldOutRmsePerEpoch.push(heldOutRmse);
    onProgress?.({
      ...meter.report(epoch),
      lossPerEpoch: [...lossPerEpoch],
      heldOutRmsePerEpoch: [...heldOutRmsePerEpoch],
      scorerCallsDone: scorerCalls,
      scorerCallsTotal: scorerCalls,
    });
    await breathe();
  };
}

async function learnWeight(
  corpus: OpenCorpus,
  texts: readonly string[],
  pairs: ScoredPairs,
): Promise<number> {
  const products = async (space: 'dual-encoder' | 'lsa') => {
    const { itemVectors, embedQueries } = await corpus.openStart(space);
    return innerProducts(pairs, await embedQueries(texts), itemVectors);
  };
  return learnHybridWeight(pairs.score, await products('dual-encoder'), await products('lsa'));
}

/** Cross-encoder scores and the start space's inner products of the same pairs, for A.4. */
function scalePairs(
  pairs: ScoredPairs,
  queryVectors: Matrix,
  itemVectors: Matrix,
): [Float32Array, Float32Array] {
  const end = pairs.queryRow.findIndex((query) => query >= SCALE_QUERIES);
  const count = end < 0 ? pairs.queryRow.length : end;
  const first: ScoredPairs = {
    queryRow: pairs.queryRow.subarray(0, count),
    docRow: pairs.docRow.subarray(0, count),
    score: pairs.score.slice(0, count),
  };
  return [first.score, innerProducts(first, queryVectors, itemVectors)];
}

function innerProducts(
  { queryRow, docRow }: ScoredPairs,
  queryVectors: Matrix,
  itemVectors: Matrix,
): Float32Array {
  return Float32Array.from(queryRow, (query, pair) =>
    dot(rowOf(queryVectors, query), rowOf(itemVectors, docRow[pair])),
  );
}
