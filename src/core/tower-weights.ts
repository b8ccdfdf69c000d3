import type { Vector } from './matrix.ts';
import type { Tower } from './tower.ts';

/** The weights of a tower, or one number for each of them (their slopes), all as arrays; matrices row-major. */
export interface TowerArrays {
  /** d x 2d */
  readonly hiddenWeights: Vector;
  /** 2d entries */
  readonly hiddenBias: Vector;
  /** 2d x d */
  readonly outputWeights: Vector;
  /** d entries */
  readonly outputBias: Vector;
  /** 1 entry */
  readonly gate: Vector;
}

/** The arrays of a tower: views, not copies, but for the gate. */
export function arraysOf(tower: Tower): TowerArrays {
  return {
    hiddenWeights: tower.hiddenWeights.data,
    hiddenBias: tower.hiddenBias,
    outputWeights: tower.outputWeights.data,
    outputBias: tower.outputBias,
    gate: Float32Array.of(tower.gate),
  };
}

/** How many weights a tower for vectors of `dimension` numbers has. */
export function weightCount(dimension: number): number {
  return 4 * dimension * dimension + 3 * dimension + 1;
}

/** Cuts one array of `weightCount(dimension)` numbers into the five: views, not copies. */
export function splitWeights(all: Vector, dimension: number): TowerArrays {
  let end = 0;
  const next = (length: number) => {
    end += length;
    return all.subarray(end - length, end);
  };
  return {
    hiddenWeights: next(2 * dimension * dimension),
    hiddenBias: next(2 * dimension),
    outputWeights: next(2 * dimension * dimension),
    outputBias: next(dimension),
    gate: next(1),
  };
}

/** A copy of all weights in one array that `splitWeights` cuts; the tower is for vectors of `dimension` numbers. */
export function joinWeights(tower: Tower, dimension: number): Float32Array {
  const all = new Float32Array(weightCount(dimension));
  const { hiddenWeights, hiddenBias, outputWeights, outputBias, gate } = splitWeights(all, dimension);
  hiddenWeights.set(tower.hiddenWeights.data);
  hiddenBias.set(tower.hiddenBias);
  outputWeights.set(tower.outputWeights.data);
  outputBias.set(tower.outputBias);
  gate[0] = tower.gate;
  return all;
}

/** The tower that an array of `joinWeights` holds: a copy. */
export function towerOf(all: Float32Array, dimension: number): Tower {
  const { hiddenWeights, hiddenBias, outputWeights, outputBias, gate } = splitWeights(all, dimension);
  const hidden = 2 * dimension;
  return {
    hiddenWeights: { rows: dimension, cols: hidden, data: Float32Array.from(hiddenWeights) },
    hiddenBias: Float32Array.from(hiddenBias),
    outputWeights: { rows: hidden, cols: dimension, data: Float32Array.from(outputWeights) },
    outputBias: Float32Array.from(outputBias),
    gate: gate[0],
  };
}
