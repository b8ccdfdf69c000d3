/** What a `SearchMethod` and a `SearchRequest` are, for files that come from elsewhere. */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const seed = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 32 - 1));

const schedule = v.variant('kind', [
  v.object({ kind: v.literal('equal'), rounds: count }),
  v.object({ kind: v.literal('geometric'), rounds: count, ratio: positive }),
  v.object({ kind: v.literal('batches'), size: count }),
]);

export const queryFitSchema = v.variant('kind', [
  v.object({ kind: v.literal('mix'), lambda: share }),
  v.object({ kind: v.literal('ridge'), mu: v.union([v.literal('leave-one-out'), positive]) }),
  v.object({ kind: v.literal('gradient-step'), learningRate: positive }),
]);

const batchRule = v.variant('kind', [
  v.object({ kind: v.literal('greedy') }),
  v.object({ kind: v.literal('upper-confidence'), deviations: v.pipe(v.number(), v.finite()) }),
  v.object({ kind: v.literal('thompson') }),
  v.object({ kind: v.literal('softmax'), temperature: positive }),
  v.object({ kind: v.literal('epsilon-greedy'), epsilon: share }),
  v.object({ kind: v.literal('uniform') }),
  v.object({ kind: v.literal('variance') }),
  v.object({ kind: v.literal('graph') }),
]);

export const searchMethodSchema = v.object({
  itemSpace: v.string(),
  firstRound: v.picklist(['bm25', 'dual-encoder', 'item-space', 'fusion', 'random']),
  schedule,
  fit: queryFitSchema,
  intercept: v.boolean(),
  columns: v.array(v.picklist(['bm25', 'dual-encoder'])),
  transform: v.picklist(['identity', 'clip', 'sigmoid', 'rank']),
  batchRule,
  diversity: v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
  shortlist: v.exactOptional(count),
  stopping: v.exactOptional(
    v.object({ k: count, confidence: v.pipe(v.number(), v.gtValue(0), v.ltValue(1)) }),
  ),
  seed,
});

export const searchRequestSchema = v.object({
  corpusId: v.string(),
  queryText: v.string(),
  method: searchMethodSchema,
  label: v.string(),
  budget: count,
});
