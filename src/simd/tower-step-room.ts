import type { Matrix } from '../core/types.ts';
import type { Panels } from './matrix-product.ts';
import type { SimdMemory } from './simd-memory.ts';
import type { TouchedRows } from './touched-rows.ts';
import { slopeSizes, type TowerSlopes } from './tower-backward.ts';
import { panelSizes, passAt, passSizes, type TowerPass } from './tower-forward.ts';

/** Room in the memory for steps of up to `pairs` pairs. */
export interface TowerStepRoom {
  readonly pairs: number;
  /** One for each pair of the step, and where they are. */
  readonly targets: Float32Array;
  readonly targetsAt: number;
  readonly errors: Float32Array;
  readonly errorsAt: number;
  readonly panels: Panels;
  readonly queries: TowerSideRoom;
  readonly items: TowerSideRoom;
  free(): void;
}

/** The rows of one tower's inputs that a step needs: forth and back once for each, however many pairs have it. */
export interface TowerSideRoom {
  readonly touched: TouchedRows;
  /** Address of the kernels' `PairLists`, which says the same. */
  readonly lists: number;
  readonly pass: TowerPass;
  readonly slopes: TowerSlopes;
  /** The values of `pass.inputs`. */
  readonly inputs: Float32Array;
}

/** `cols` is the padded dimension. Throws a SimdError when the memory cannot hold it. */
export function allocateTowerStepRoom(
  memory: SimdMemory,
  pairs: number,
  queryInputs: Matrix,
  itemInputs: Matrix,
  cols: number,
): TowerStepRoom {
  const queryRows = Math.min(pairs, queryInputs.rows);
  const itemRows = Math.min(pairs, itemInputs.rows);
  const querySizes = sideSizes(pairs, queryRows, cols);
  const [targetsAt, errorsAt, left, right, ...sides] = memory.allocate([
    4 * pairs,
    4 * pairs,
    ...panelSizes(Math.max(queryRows, itemRows), cols),
    ...querySizes,
    ...sideSizes(pairs, itemRows, cols),
  ]);
  return {
    pairs,
    targets: memory.floats(targetsAt, pairs),
    targetsAt,
    errors: memory.floats(errorsAt, pairs),
    errorsAt,
    panels: { left, right },
    queries: placeSide(memory, pairs, queryRows, cols, sides.slice(0, querySizes.length)),
    items: placeSide(memory, pairs, itemRows, cols, sides.slice(querySizes.length)),
    free: () => memory.free(targetsAt),
  };
}

/** The kernels' `PairLists`, what its fields point to, the slopes, and the pass. */
function sideSizes(pairs: number, rows: number, cols: number): number[] {
  return [8, 4 * (pairs + 1), 8 * pairs, ...slopeSizes(rows, cols), ...passSizes(rows, cols)];
}

function placeSide(
  memory: SimdMemory,
  pairs: number,
  rows: number,
  cols: number,
  [lists, entryStarts, entries, mapped, hidden, gate, ...parts]: readonly number[],
): TowerSideRoom {
  memory.words(lists, 2).set([entryStarts, entries]);
  const pass = passAt(parts);
  return {
    touched: {
      rows: new Uint32Array(rows),
      entryStarts: memory.words(entryStarts, pairs + 1),
      entries: memory.words(entries, 2 * pairs),
    },
    lists,
    pass,
    slopes: { mapped, hidden, gate },
    inputs: memory.floats(pass.inputs, rows * cols).fill(0),
  };
}
