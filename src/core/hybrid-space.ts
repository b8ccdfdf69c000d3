import { checkCount, checkSize } from './check.ts';
import { XennError } from './errors.ts';
import type { Vector } from './matrix.ts';
import { checkMatrix, dot, rowOf } from './matrix.ts';
import { momentsOf } from './moments.ts';
import { createRandom } from './random.ts';
import type { Matrix } from './types.ts';

/** Pairs of documents whose inner products are measured: the spread is known to about one percent. */
const SAMPLED_PAIRS = 10_000;
/**
 * Standard deviation of the lexical inner products over that of the dual-encoder's. Two documents at random hardly
 * share words, so equal spreads would make those few that do count too much: on SciFact the scores of the
 * cross-encoder ask for this share (`learnHybridWeight`), and recall is best there.
 */
const LEXICAL_SPREAD = 0.2;
/** Of the product of both squared lengths: below it one side is a multiple of the other. */
const COLLINEAR = 1e-9;
/** A learned weight beyond this many times the measured one (or below its inverse) is taken for noise. */
const MOST_TIMES_MEASURED = 4;

/**
 * [left | weight * right], row by row. An inner product of two such rows is that of the left parts plus weight^2
 * times that of the right ones.
 */
export function placeSideBySide(left: Matrix, right: Matrix, weight: number): Matrix {
  checkMatrix('left', left);
  checkMatrix('right', right);
  checkSize('right.rows', right.rows, left.rows);
  checkWeight(weight);
  const cols = left.cols + right.cols;
  const data = new Float32Array(left.rows * cols);
  for (let row = 0; row < left.rows; row++) {
    const start = row * cols + left.cols;
    data.set(rowOf(left, row), row * cols);
    for (let c = 0; c < right.cols; c++) data[start + c] = weight * right.data[row * right.cols + c];
  }
  return { rows: left.rows, cols, data };
}

/**
 * The weight for which the lexical side's inner products have a fifth of the standard deviation of the dual-encoder's,
 * over a seeded sample of pairs of different documents. 1 where either side's do not vary, so that there is nothing to
 * match.
 */
export function measureHybridWeight(dual: Matrix, lexical: Matrix, seed: number): number {
  checkMatrix('dual', dual);
  checkMatrix('lexical', lexical);
  checkSize('lexical.rows', lexical.rows, dual.rows);
  if (dual.rows < 2) return 1;
  const random = createRandom(seed);
  const dualProducts = new Float64Array(SAMPLED_PAIRS);
  const lexicalProducts = new Float64Array(SAMPLED_PAIRS);
  for (let pair = 0; pair < SAMPLED_PAIRS; pair++) {
    const first = random.nextInt(dual.rows);
    const drawn = random.nextInt(dual.rows - 1);
    const second = drawn < first ? drawn : drawn + 1;
    dualProducts[pair] = dot(rowOf(dual, first), rowOf(dual, second));
    lexicalProducts[pair] = dot(rowOf(lexical, first), rowOf(lexical, second));
  }
  return weightOfSpread(dualProducts, lexicalProducts, LEXICAL_SPREAD);
}

/**
 * The weight that the scores of a cross-encoder ask for: sqrt(b_lexical / b_dual) of the non-negative least squares
 * of score on (dual, lexical, 1), the inner products of the same pairs of query and document. Kept within a factor of
 * four of the weight that gives both sides the same spread over these pairs, and that one where neither side, or no
 * single combination of the two, explains the scores.
 */
export function learnHybridWeight(
  scores: Vector,
  dualInnerProducts: Vector,
  lexicalInnerProducts: Vector,
): number {
  checkCount('dualInnerProducts', dualInnerProducts.length, scores.length);
  checkCount('lexicalInnerProducts', lexicalInnerProducts.length, scores.length);
  if (scores.length === 0) return 1;
  const measured = weightOfSpread(dualInnerProducts, lexicalInnerProducts, 1);
  const [dual, lexical] = nonNegativeSlopes(scores, dualInnerProducts, lexicalInnerProducts);
  if (!(dual > 0 || lexical > 0)) return measured;
  const learned = Math.sqrt(lexical / dual);
  return Math.min(MOST_TIMES_MEASURED * measured, Math.max(measured / MOST_TIMES_MEASURED, learned));
}

/** The weight that gives the lexical products `share` of the dual-encoder's standard deviation. */
function weightOfSpread(dualProducts: Vector, lexicalProducts: Vector, share: number): number {
  const dual = momentsOf(dualProducts);
  const lexical = momentsOf(lexicalProducts);
  return dual.sd > 0 && lexical.sd > 0 ? Math.sqrt((share * dual.sd) / lexical.sd) : 1;
}

/**
 * Slopes of the least squares of `target` on (left, right, 1) with neither slope below 0: of the four ways to let a
 * slope be 0 or not, the best that is allowed (Lawson and Hanson 1974, chapter 23, for two unknowns).
 */
function nonNegativeSlopes(target: Vector, left: Vector, right: Vector): [number, number] {
  const y = centred(target);
  const a = centred(left);
  const b = centred(right);
  const [aa, bb, ab, ay, by] = [dot(a, a), dot(b, b), dot(a, b), dot(a, y), dot(b, y)];
  const determinant = aa * bb - ab * ab;
  if (determinant > COLLINEAR * aa * bb) {
    const both: [number, number] = [(bb * ay - ab * by) / determinant, (aa * by - ab * ay) / determinant];
    if (both[0] >= 0 && both[1] >= 0) return both;
  } else if (aa > 0 && bb > 0) {
    return [0, 0];
  }
  const leftAlone = aa > 0 ? Math.max(0, ay) / aa : 0;
  const rightAlone = bb > 0 ? Math.max(0, by) / bb : 0;
  return leftAlone * ay >= rightAlone * by ? [leftAlone, 0] : [0, rightAlone];
}

function centred(values: Vector): Float64Array {
  const { mean, sd } = momentsOf(values);
  return Float64Array.from(values, (value) => (sd > 0 ? value - mean : 0));
}

function checkWeight(weight: number): void {
  if (!(weight > 0 && Number.isFinite(weight))) {
    throw new XennError('InvalidArgumentError', `The weight must be a number above 0, but is ${weight}.`);
  }
}
