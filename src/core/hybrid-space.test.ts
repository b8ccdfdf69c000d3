import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { learnHybridWeight, measureHybridWeight, placeSideBySide } from './hybrid-space.ts';
import { dot, rowOf } from './matrix.ts';
import { createRandom } from './random.ts';
import type { Matrix } from './types.ts';

function gaussian(rows: number, cols: number, spread: number, seed: number): Matrix {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * cols }, () => spread * random.nextGaussian());
  return { rows, cols, data };
}

describe('placeSideBySide', () => {
  it('adds the inner products, the right ones times the square of the weight', () => {
    const [left, right] = [gaussian(4, 3, 1, 1), gaussian(4, 2, 1, 2)];
    const both = placeSideBySide(left, right, 1.5);
    expect(both).toMatchObject({ rows: 4, cols: 5 });
    expect(dot(rowOf(both, 1), rowOf(both, 3))).toBeCloseTo(
      dot(rowOf(left, 1), rowOf(left, 3)) + 2.25 * dot(rowOf(right, 1), rowOf(right, 3)),
      5,
    );
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a weight of %d', (weight) => {
    const matrix = gaussian(2, 2, 1, 1);
    expect(() => placeSideBySide(matrix, matrix, weight)).toThrow(
      `The weight must be a number above 0, but is ${weight}.`,
    );
  });

  it('refuses vectors of other documents', () => {
    expect(() => placeSideBySide(gaussian(2, 2, 1, 1), gaussian(3, 2, 1, 1), 1)).toThrow(
      'right.rows must be 2, but is 3.',
    );
  });
});

describe('measureHybridWeight', () => {
  it('gives the lexical side a fifth of the spread of inner products', () => {
    // Their standard deviation is spread^2 sqrt(cols) for gaussian rows: 0.25 * 8 = 2, and 4 * 4 = 16.
    const weight = measureHybridWeight(gaussian(500, 64, 0.5, 1), gaussian(500, 16, 2, 2), 0);
    expect(weight / Math.sqrt((0.2 * 2) / 16)).toBeGreaterThan(0.97);
    expect(weight / Math.sqrt((0.2 * 2) / 16)).toBeLessThan(1.03);
  });

  it('is the same for the same seed and hardly another for another', () => {
    const sides = [gaussian(300, 8, 1, 1), gaussian(300, 4, 1, 2)] as const;
    expect(measureHybridWeight(...sides, 5)).toBe(measureHybridWeight(...sides, 5));
    expect(measureHybridWeight(...sides, 6)).not.toBe(measureHybridWeight(...sides, 5));
    expect(measureHybridWeight(...sides, 6)).toBeCloseTo(measureHybridWeight(...sides, 5), 1);
  });

  it.each([
    ['one document', 1, 1],
    ['no document', 0, 1],
    ['lexical vectors that are all zero', 20, 0],
  ])('is 1 for %s', (_, rows, spread) => {
    expect(measureHybridWeight(gaussian(rows, 4, 1, 1), gaussian(rows, 3, spread, 2), 0)).toBe(1);
  });
});

describe('learnHybridWeight', () => {
  const dual = [0.1, 0.9, 0.4, 0.7, 0.2];
  const lexical = [0.5, 0.2, 0.4, 0.9, 0.1];
  const learn = (scores: number[], left = dual, right = lexical) =>
    learnHybridWeight(Float64Array.from(scores), Float64Array.from(left), Float64Array.from(right));
  /** sqrt(numpy.std(dual) / numpy.std(lexical)) */
  const measured = 1.0389070115160126;

  it('agrees with NumPy', () => {
    // b = numpy.linalg.lstsq(numpy.c_[dual, lexical, numpy.ones(5)], scores)[0]; sqrt(b[1] / b[0])
    expect(learn([1.0, 2.5, 1.5, 3.7, 0.6])).toBeCloseTo(0.9220733692313288, 12);
  });

  it('does not depend on the scores having an offset or another unit', () => {
    const scores = [1.0, 2.5, 1.5, 3.7, 0.6];
    expect(learn(scores.map((score) => 7 * score - 100))).toBeCloseTo(learn(scores), 12);
  });

  it.each([
    ['the lexical side counts against', dual.map((value, i) => value - 0.3 * lexical[i]), measured / 4],
    ['the dual-encoder counts against', lexical.map((value, i) => value - 0.3 * dual[i]), 4 * measured],
    ['the lexical side says almost nothing', dual.map((value, i) => value + 1e-4 * lexical[i]), measured / 4],
    ['neither side says anything', [1, 1, 1, 1, 1], measured],
    ['both count against', dual.map((value, i) => -value - lexical[i]), measured],
  ])('stays within its range where %s', (_, scores, expected) => {
    expect(learn(scores)).toBeCloseTo(expected, 6);
  });

  it('is as measured where the sides are multiples of each other', () => {
    const doubled = dual.map((value) => 2 * value);
    expect(learn([1, 2, 3, 5, 4], dual, doubled)).toBeCloseTo(Math.sqrt(1 / 2), 12);
  });

  it('is 1 without scores', () => {
    expect(learn([], [], [])).toBe(1);
  });

  it('refuses lists that do not belong together', () => {
    expect(() => learn([1, 2], [1], [1, 2])).toThrow('dualInnerProducts must have 2 entries, but has 1.');
  });

  it('finds the combination that made the scores', () => {
    const random = createRandom(8);
    const left = Array.from({ length: 50 }, () => random.nextGaussian());
    const right = Array.from({ length: 50 }, () => random.nextGaussian());
    const scores = left.map((value, i) => 2 * value + 0.5 * right[i] - 3);
    expectAllClose([learn(scores, left, right)], [0.5], 1e-12);
  });
});
