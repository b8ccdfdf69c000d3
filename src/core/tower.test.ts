import { describe, expect, it, test } from 'vitest';
import { applyTower } from './cpu-towers.ts';
import { createRandom } from './random.ts';
import { checkTower, initialTower, type Tower } from './tower.ts';
import type { Matrix } from './types.ts';

describe('an initial tower', () => {
  const DIMENSION = 48;
  const tower = initialTower(DIMENSION, createRandom(1));

  it.each([
    { part: 'hiddenWeights', values: tower.hiddenWeights.data, length: 48 * 96, inputCount: 48 },
    { part: 'hiddenBias', values: tower.hiddenBias, length: 96, inputCount: 48 },
    { part: 'outputWeights', values: tower.outputWeights.data, length: 96 * 48, inputCount: 96 },
    { part: 'outputBias', values: tower.outputBias, length: 48, inputCount: 96 },
  ])('has $part spread evenly over +-1/sqrt($inputCount)', ({ values, length, inputCount }) => {
    const limit = 1 / Math.sqrt(inputCount);
    expect(values.length).toBe(length);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-limit);
    expect(Math.max(...values)).toBeLessThanOrEqual(limit);
    // A uniform variable on +-a has mean 0 and variance a^2/3; the variance of its square is 4/45 a^4.
    const mean = values.reduce((sum, value) => sum + value, 0) / length;
    const meanSquare = values.reduce((sum, value) => sum + value * value, 0) / length;
    expect(Math.abs(mean)).toBeLessThan((4 * limit) / Math.sqrt(3 * length));
    expect(Math.abs(meanSquare - limit ** 2 / 3)).toBeLessThan(4 * limit ** 2 * Math.sqrt(4 / 45 / length));
  });

  it('maps a vector to nearly itself', () => {
    const random = createRandom(2);
    const scale = 1 / Math.sqrt(DIMENSION);
    const inputs = {
      rows: 20,
      cols: DIMENSION,
      data: Float32Array.from({ length: 20 * DIMENSION }, () => scale * random.nextGaussian()),
    };
    const { data } = applyTower(tower, inputs);
    // sigmoid(-5) = .0067 of the way from the vector, of length about 1, to an MLP's output that is no longer.
    for (let row = 0; row < inputs.rows; row++) {
      let squares = 0;
      for (let i = row * DIMENSION; i < (row + 1) * DIMENSION; i++)
        squares += (data[i] - inputs.data[i]) ** 2;
      expect(Math.sqrt(squares)).toBeLessThan(2 * 0.0067);
      expect(Math.sqrt(squares)).toBeGreaterThan(0.5 * 0.0067);
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(initialTower(DIMENSION, createRandom(1))).toEqual(tower);
    expect(initialTower(DIMENSION, createRandom(2))).not.toEqual(tower);
  });
});

describe('checkTower', () => {
  const sound = initialTower(2, createRandom(3));
  const matrix = (rows: number, cols: number, value = 0): Matrix => ({
    rows,
    cols,
    data: new Float32Array(rows * cols).fill(value),
  });

  it('accepts a tower that fits', () => {
    expect(() => checkTower('tower', sound, 2)).not.toThrow();
  });

  test.each<{ change: Partial<Tower>; message: string }>([
    { change: { hiddenWeights: matrix(3, 4) }, message: 'tower.hiddenWeights.rows must be 2, but is 3.' },
    { change: { hiddenWeights: matrix(2, 2) }, message: 'tower.hiddenWeights.cols must be 4, but is 2.' },
    {
      change: { hiddenWeights: { ...matrix(2, 4), data: new Float32Array(7) } },
      message: 'tower.hiddenWeights.data must have 8 entries, but has 7.',
    },
    {
      change: { hiddenBias: new Float32Array(2) },
      message: 'tower.hiddenBias must have 4 entries, but has 2.',
    },
    { change: { outputWeights: matrix(2, 4) }, message: 'tower.outputWeights.rows must be 4, but is 2.' },
    { change: { outputWeights: matrix(4, 4) }, message: 'tower.outputWeights.cols must be 2, but is 4.' },
    {
      change: { outputBias: new Float32Array(4) },
      message: 'tower.outputBias must have 2 entries, but has 4.',
    },
    {
      change: { hiddenWeights: matrix(2, 4, Number.NaN) },
      message: 'tower.hiddenWeights must hold finite numbers, but entry 0 is NaN.',
    },
    {
      change: { hiddenBias: Float32Array.of(0, 0, 0, Number.NEGATIVE_INFINITY) },
      message: 'tower.hiddenBias must hold finite numbers, but entry 3 is -Infinity.',
    },
    {
      change: { outputWeights: matrix(4, 2, Number.POSITIVE_INFINITY) },
      message: 'tower.outputWeights must hold finite numbers, but entry 0 is Infinity.',
    },
    {
      change: { outputBias: Float32Array.of(0, Number.NaN) },
      message: 'tower.outputBias must hold finite numbers, but entry 1 is NaN.',
    },
    { change: { gate: Number.NaN }, message: 'tower.gate must be a finite number, but is NaN.' },
  ])('refuses: $message', ({ change, message }) => {
    expect(() => checkTower('tower', { ...sound, ...change }, 2)).toThrow(
      expect.objectContaining({ name: 'InvalidArgumentError', message }),
    );
  });
});
