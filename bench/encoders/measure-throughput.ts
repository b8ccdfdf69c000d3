import { XennError } from '../../src/core/errors.ts';
import type { BenchModel } from './bench-models.ts';
import type { OpenPage } from './bench-page.ts';
import type { NativeModel } from './native-runs.ts';
import type { SearchPairs } from './sample-pairs.ts';
import { largestDifference, type PlainRun, rowTokens, SCORE_TOLERANCE, type ScoreRun } from './score-run.ts';
import { warmUp } from './warm-up.ts';

/** The times of one search's pairs, in all three ways. */
export interface QueryTimes {
  /** The app, from texts to scores. */
  readonly elapsedMs: number;
  readonly modelMs: number;
  /** onnxruntime-node on the app's batches, inside the runs. */
  readonly nativeMs: number;
  /** Of each pair, in the order in which they were run. */
  readonly pairTokens: readonly number[];
  /** Of all of them with padding, as the app ran them. */
  readonly paddedTokens: number;
  /** Undefined for a search that was not scored the plain way. */
  readonly plain: { readonly elapsedMs: number; readonly paddedTokens: number } | undefined;
}

export interface MeasuredModel {
  readonly model: BenchModel;
  readonly page: OpenPage;
  readonly native: NativeModel;
  readonly maxTokens: number;
}

/** Enough work that a run takes a good part of a second. */
const WARM_UP_PASSAGES = 16;

/** Runs all three ways until they are as fast as they get. */
export async function warmUpModel({ page, native }: MeasuredModel, search: SearchPairs): Promise<void> {
  const { query } = search;
  const passages = search.passages.slice(0, WARM_UP_PASSAGES);
  await warmUp(() => page.inWorker('timeScore', query, passages));
  await warmUp(() => page.inWorker('timePlain', query, passages));
  const { batches } = await page.inWorker('score', query, passages);
  await warmUp(() => native.run(batches));
}

/**
 * Scores the pairs of each search with the app, then the batches that it made natively, then the first
 * `plainSearches` of them the plain way: in turn, so that a machine that gets slower does so for all. Throws
 * EncoderError when the ways do not agree on the scores.
 */
export async function measureSearches(
  measured: MeasuredModel,
  searches: readonly SearchPairs[],
  plainSearches: number,
): Promise<QueryTimes[]> {
  const { page, native } = measured;
  const times: QueryTimes[] = [];
  for (const [position, { query, passages }] of searches.entries()) {
    const app = await page.inWorker('score', query, passages);
    const nativeMs = await native.run(app.batches);
    const plain = position < plainSearches ? await page.inWorker('scorePlain', query, passages) : undefined;
    if (plain) checkAgreement(measured, app, plain);
    times.push({
      elapsedMs: app.elapsedMs,
      modelMs: sum(app.batches.map(({ modelMs }) => modelMs)),
      nativeMs,
      pairTokens: app.batches.flatMap(rowTokens),
      paddedTokens: sum(app.batches.map(({ rows, length }) => rows * length)),
      plain: plain && { elapsedMs: plain.elapsedMs, paddedTokens: plain.tokens },
    });
  }
  return times;
}

/** Pairs that fill the model's input are left out: transformers.js cuts the last separator of a pair. */
function checkAgreement({ model, maxTokens }: MeasuredModel, app: ScoreRun, plain: PlainRun): void {
  const whole = app.batches.flatMap((batch) => {
    const tokens = rowTokens(batch);
    return Array.from(batch.positions).filter((_, row) => tokens[row] < maxTokens);
  });
  const scoresOf = (scores: Float32Array) => whole.map((position) => scores[position]);
  const difference = largestDifference(scoresOf(app.scores), scoresOf(plain.scores));
  if (difference <= SCORE_TOLERANCE) return;
  throw new XennError(
    'EncoderError',
    `${model.description.name}: expected transformers.js to score whole pairs as the app does, found a difference of ` +
      `${difference}. The two did not do the same work.`,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
