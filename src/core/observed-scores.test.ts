import { describe, expect, it, test } from 'vitest';
import { prepareScores, type ScoreOptions } from './observed-scores.ts';

const options: ScoreOptions = {
  pairs: {
    queryRow: Uint32Array.of(0, 2, 2, 2),
    docRow: Uint32Array.of(4, 4, 1, 2),
    score: Float32Array.of(1, 2, 3, 4),
  },
  queryVectors: { rows: 3, cols: 1, data: Float32Array.of(1, 2, 3) },
  itemVectors: { rows: 5, cols: 1, data: Float32Array.of(0, 1, 0, 0, -1) },
  scoreScale: { alpha: 1, beta: 2 },
  seed: 1,
  heldOutShare: 0.25,
};

describe('prepareScores', () => {
  it('scales the scores and holds some pairs out of training', () => {
    const { scaledScore, heldOut, queries, items, queryRow, itemRow, target } = prepareScores(options);
    expect([...scaledScore]).toEqual([0, 2, 4, 6]);
    expect(heldOut.length).toBe(1);
    const training = [0, 1, 2, 3].filter((pair) => pair !== heldOut[0]);
    const { pairs } = options;
    expect([...target]).toEqual(training.map((pair) => scaledScore[pair]));
    // Packed rows lead back to the rows of the pairs.
    expect([...queryRow].map((row) => queries.rows[row])).toEqual(
      training.map((pair) => pairs.queryRow[pair]),
    );
    expect([...itemRow].map((row) => items.rows[row])).toEqual(training.map((pair) => pairs.docRow[pair]));
    expect([...items.rows]).toEqual([...new Set(training.map((pair) => pairs.docRow[pair]))].sort());
  });

  it('holds other pairs out for another seed', () => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => prepareScores({ ...options, seed }).heldOut[0]);
    expect(new Set(seeds).size).toBeGreaterThan(1);
    expect(prepareScores(options).heldOut).toEqual(prepareScores(options).heldOut);
  });

  test.each([
    // The start vectors give -1, -3, 3 and 0; zero is worse where scores are large, better where they are small.
    { name: 'zero for every pair', scoreScale: { alpha: 0, beta: 100 }, of: () => 0 },
    {
      name: 'the start vectors',
      scoreScale: { alpha: 0, beta: 0.01 },
      of: (pair: number) => [-1, -3, 3, 0][pair],
    },
  ])('limits the loss to ten times that of $name where that is the worse', ({ scoreScale, of }) => {
    const { scaledScore, heldOut, lossLimit } = prepareScores({ ...options, scoreScale });
    const training = [0, 1, 2, 3].filter((pair) => pair !== heldOut[0]);
    const squares = training.map((pair) => (of(pair) - scaledScore[pair]) ** 2);
    expect(lossLimit / ((10 * squares.reduce((sum, square) => sum + square)) / 3)).toBeCloseTo(1, 10);
  });

  const { pairs } = options;
  test.each<{ change: Partial<ScoreOptions>; message: string }>([
    {
      change: { itemVectors: { rows: 5, cols: 2, data: new Float32Array(10) } },
      message: 'itemVectors.cols must be 1, but is 2.',
    },
    {
      change: { queryVectors: { ...options.queryVectors, data: Float32Array.of(1, 2) } },
      message: 'queryVectors.data must have 3 entries, but has 2.',
    },
    {
      change: { queryVectors: { ...options.queryVectors, data: Float32Array.of(1, 2, Number.NaN) } },
      message: 'queryVectors.data must hold finite numbers, but entry 2 is NaN.',
    },
    {
      change: { itemVectors: { rows: 5, cols: 1, data: new Float32Array(5).fill(Number.POSITIVE_INFINITY) } },
      message: 'itemVectors.data must hold finite numbers, but entry 0 is Infinity.',
    },
    {
      change: { pairs: { ...pairs, docRow: Uint32Array.of(0) } },
      message: 'pairs.docRow must have 4 entries, but has 1.',
    },
    {
      change: { pairs: { ...pairs, score: new Float32Array(5) } },
      message: 'pairs.score must have 4 entries, but has 5.',
    },
    {
      change: { pairs: { ...pairs, queryRow: Uint32Array.of(0, 3, 0, 0) } },
      message: 'pairs.queryRow must hold rows below 3, but entry 1 is 3.',
    },
    {
      change: { pairs: { ...pairs, docRow: Uint32Array.of(0, 0, 0, 5) } },
      message: 'pairs.docRow must hold rows below 5, but entry 3 is 5.',
    },
    {
      change: { pairs: { ...pairs, score: Float32Array.of(1, Number.NaN, 2, 3) } },
      message: 'pairs.score must hold finite numbers, but entry 1 is NaN.',
    },
    {
      change: {
        pairs: { queryRow: Uint32Array.of(0), docRow: Uint32Array.of(0), score: Float32Array.of(1) },
      },
      message: 'The number of scored pairs must be a whole number of at least 2, but is 1.',
    },
    { change: { heldOutShare: 0 }, message: 'heldOutShare must be a number between 0 and 1, but is 0.' },
    { change: { heldOutShare: 1 }, message: 'heldOutShare must be a number between 0 and 1, but is 1.' },
  ])('refuses: $message', ({ change, message }) => {
    expect(() => prepareScores({ ...options, ...change })).toThrow(
      expect.objectContaining({ name: 'InvalidArgumentError', message }),
    );
  });
});
