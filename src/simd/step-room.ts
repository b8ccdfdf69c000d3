import type { StepScalars } from './decay-table.ts';
import type { SimdMemory } from './simd-memory.ts';
import type { TouchedRows } from './touched-rows.ts';

/** Room in the memory for steps of up to `pairs` pairs. */
export interface StepRoom {
  readonly pairs: number;
  /** Address of the kernels' `Step`. */
  readonly step: number;
  /** One for each pair of the step. */
  readonly targets: Float32Array;
  readonly errors: Float32Array;
  readonly queries: TouchedRoom;
  readonly items: TouchedRoom;
  /** Writes the scalars of one step of `pairCount` pairs. */
  write(number: number, scalars: StepScalars, pairCount: number): void;
  free(): void;
}

export interface TouchedRoom extends TouchedRows {
  /** Address of the kernels' `Touched`. */
  readonly touched: number;
}

/** `cols` are the padded ones. Throws a SimdError when the memory cannot hold it. */
export function allocateStepRoom(
  memory: SimdMemory,
  pairs: number,
  queryRows: number,
  cols: number,
): StepRoom {
  const touchedSizes = [12, 4 * pairs, 4 * (pairs + 1), 8 * pairs];
  const newQueriesSize = 4 * cols * Math.min(pairs, queryRows);
  const [step, targets, errors, newQueries, ...touched] = memory.allocate([
    32,
    4 * pairs,
    4 * pairs,
    newQueriesSize,
    ...touchedSizes,
    ...touchedSizes,
  ]);
  const words = memory.words(step, 8);
  const floats = memory.floats(step, 8);
  return {
    pairs,
    step,
    targets: memory.floats(targets, pairs),
    errors: memory.floats(errors, pairs),
    queries: placeTouched(memory, pairs, touched.slice(0, 4)),
    items: placeTouched(memory, pairs, touched.slice(4)),
    write(number, { kept, numerator, offset }, pairCount) {
      // The fields of `Step` in kernels/factorization.ts.
      words[0] = number;
      floats.set([kept, numerator, offset, 2 / pairCount], 1);
      words.set([targets, errors, newQueries], 5);
    },
    free: () => memory.free(step),
  };
}

function placeTouched(memory: SimdMemory, pairs: number, addresses: readonly number[]): TouchedRoom {
  const [touched, rows, entryStarts, entries] = addresses;
  memory.words(touched, 3).set([rows, entryStarts, entries]);
  return {
    touched,
    rows: memory.words(rows, pairs),
    entryStarts: memory.words(entryStarts, pairs + 1),
    entries: memory.words(entries, 2 * pairs),
  };
}
