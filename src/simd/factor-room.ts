import type { Matrix } from '../core/types.ts';
import { createDecayTable, type DecayTable, decayPowers } from './decay-table.ts';
import { copyRows, paddedCols } from './padding.ts';
import type { SimdMemory } from './simd-memory.ts';

/** One factor in the memory. */
export interface FactorRoom {
  readonly rows: number;
  /** Address of the kernels' `Factor`. */
  readonly factor: number;
}

/** What a factorisation keeps in the memory from step to step. */
export interface FactorRooms {
  readonly queries: FactorRoom;
  readonly items: FactorRoom;
  /** Address of the kernels' `Decay`. */
  readonly decay: number;
  readonly table: DecayTable;
  /** Says to the kernels which step was the last. */
  setStep(step: number): void;
  free(): void;
}

/**
 * Copies both factors and sets their moments to 0. `decaySteps` is the largest number of steps that a row makes up for.
 * Throws a SimdError when the memory cannot hold it, before anything is copied.
 */
export function allocateFactorRooms(
  memory: SimdMemory,
  queryFactors: Matrix,
  itemFactors: Matrix,
  kept: number,
  decaySteps: number,
): FactorRooms {
  const cols = paddedCols(queryFactors.cols);
  const powerValues = decayPowers(decaySteps, kept);
  const [decay, terms, powers, ...factors] = memory.allocate([
    12,
    8 * decaySteps,
    powerValues.byteLength,
    ...factorSizes(queryFactors.rows, cols),
    ...factorSizes(itemFactors.rows, cols),
  ]);
  memory.floats(powers, powerValues.length).set(powerValues);
  const decayWords = memory.words(decay, 3);
  // The fields of `Decay` in kernels/decay.ts.
  decayWords.set([0, terms, powers]);
  return {
    queries: placeFactor(memory, queryFactors, factors.slice(0, 3)),
    items: placeFactor(memory, itemFactors, factors.slice(3)),
    decay,
    table: createDecayTable(decaySteps, memory.floats(terms, 2 * decaySteps)),
    setStep(step) {
      decayWords[0] = step;
    },
    free: () => memory.free(decay),
  };
}

/** The kernels' `Factor`, then what its fields point to. */
function factorSizes(rows: number, cols: number): number[] {
  return [12, 3 * 4 * rows * cols, 4 * rows];
}

function placeFactor(memory: SimdMemory, initial: Matrix, addresses: readonly number[]): FactorRoom {
  const { rows, cols, data } = initial;
  const stride = paddedCols(cols);
  const [factor, state, stepOfRow] = addresses;
  // The fields of `Factor` in kernels/factor.ts.
  memory.words(factor, 3).set([state, stepOfRow, 4 * stride]);
  const target = memory.floats(state, 3 * rows * stride).fill(0);
  copyRows(rows, cols, data, cols, target, 3 * stride);
  memory.words(stepOfRow, rows).fill(0);
  return { rows, factor };
}
