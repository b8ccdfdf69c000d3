import type { Vector } from './matrix.ts';
import { embedText } from './static-embedding.ts';
import type { SparseMatrix } from './types.ts';

/** What a static dual-encoder is to learn: the order of each query's items by their scores. */
export interface DistillProblem {
  /** Tokens of each query and of each document: rows of the table that is trained. */
  readonly queries: readonly Uint32Array[];
  readonly documents: readonly Uint32Array[];
  /** Scaled scores (A.4), queries x documents. */
  readonly observed: SparseMatrix;
  readonly temperature: number;
}

/**
 * The sum over the given queries of -Σ_i p_i log π_i over a query's items i, where p = softmax(score / temperature) and
 * π = softmax(u · v_i / temperature), u and v_i being vectors by `embedText`. The gradient of its *mean* with respect
 * to the table (vocabulary x d) is written over `gradient`, which is as long as the table.
 */
export function distillLoss(
  problem: DistillProblem,
  table: Vector,
  dimension: number,
  queryRows: Uint32Array,
  gradient: Float64Array,
): number {
  const { queries, documents, observed, temperature } = problem;
  gradient.fill(0);
  const { slotOf, vectors, lengths } = embedDocuments(problem, table, dimension, queryRows);
  const slopes = new Float64Array(vectors.length);
  const query = new Float64Array(dimension);
  const querySlope = new Float64Array(dimension);
  let loss = 0;
  for (const queryRow of queryRows) {
    const items = observed.col.subarray(observed.rowStart[queryRow], observed.rowStart[queryRow + 1]);
    const queryLength = embedText(table, queries[queryRow], query);
    const offsets = Array.from(items, (docRow) => (slotOf.get(docRow) as number) * dimension);
    const scores = observed.value.subarray(observed.rowStart[queryRow], observed.rowStart[queryRow + 1]);
    const logWanted = logSoftmax(Array.from(scores, (score) => score / temperature));
    const logPredicted = logSoftmax(offsets.map((offset) => dotAt(vectors, offset, query) / temperature));
    querySlope.fill(0);
    offsets.forEach((offset, item) => {
      const wanted = Math.exp(logWanted[item]);
      loss -= wanted * logPredicted[item];
      const slope = (Math.exp(logPredicted[item]) - wanted) / (temperature * queryRows.length);
      for (let c = 0; c < dimension; c++) {
        querySlope[c] += slope * vectors[offset + c];
        slopes[offset + c] += slope * query[c];
      }
    });
    addTokenSlopes(queries[queryRow], query, queryLength, querySlope, gradient);
  }
  for (const [docRow, slot] of slotOf) {
    const [start, end] = [slot * dimension, (slot + 1) * dimension];
    const slope = slopes.subarray(start, end);
    addTokenSlopes(documents[docRow], vectors.subarray(start, end), lengths[slot], slope, gradient);
  }
  return loss;
}

/** Each document of the queries once: slot s has `vectors[s * d ..]`, and its sum of token vectors had `lengths[s]`. */
function embedDocuments(
  { documents, observed }: DistillProblem,
  table: Vector,
  dimension: number,
  queryRows: Uint32Array,
) {
  const slotOf = new Map<number, number>();
  for (const queryRow of queryRows) {
    for (let i = observed.rowStart[queryRow]; i < observed.rowStart[queryRow + 1]; i++) {
      if (!slotOf.has(observed.col[i])) slotOf.set(observed.col[i], slotOf.size);
    }
  }
  const vectors = new Float64Array(slotOf.size * dimension);
  const lengths = new Float64Array(slotOf.size);
  for (const [docRow, slot] of slotOf) {
    const vector = vectors.subarray(slot * dimension, (slot + 1) * dimension);
    lengths[slot] = embedText(table, documents[docRow], vector);
  }
  return { slotOf, vectors, lengths };
}

/**
 * Adds to the gradient of each of a text's tokens. With vector = sum / length, the slope by the sum is what of the slope
 * by the vector stands at right angles to the vector, divided by the length. A vector of zero has no direction to turn.
 */
function addTokenSlopes(
  tokens: Uint32Array,
  vector: Float64Array,
  length: number,
  slope: Float64Array,
  gradient: Float64Array,
): void {
  if (length === 0) return;
  const dimension = vector.length;
  const along = dotAt(vector, 0, slope);
  const sumSlope = slope.map((value, c) => (value - along * vector[c]) / length);
  for (let i = 0; i < tokens.length; i++) {
    const start = tokens[i] * dimension;
    for (let c = 0; c < dimension; c++) gradient[start + c] += sumSlope[c];
  }
}

/** Inner product of `vector` with the entries of `values` from `start` on. */
function dotAt(values: Float64Array, start: number, vector: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < vector.length; c++) sum += values[start + c] * vector[c];
  return sum;
}

function logSoftmax(logits: readonly number[]): number[] {
  const largest = logits.reduce((max, logit) => Math.max(max, logit), Number.NEGATIVE_INFINITY);
  const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  return logits.map((logit) => logit - largest - logSum);
}
