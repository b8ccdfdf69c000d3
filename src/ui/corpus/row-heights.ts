/** Heights of the rows of a list, most of them never seen: a Fenwick tree of what differs from an estimate. */

/** Layouts count in these (Chromium's LayoutUnit): whole numbers of them add up without error. */
const UNITS_PER_PIXEL = 64;

export interface RowHeights {
  /** Of all rows, in pixels. */
  totalHeight(): number;
  /** Pixels above row `row`, which may be `rowCount`. */
  topOf(row: number): number;
  /** The row at `offset` pixels from the top; the first or the last one where there is none. */
  rowAt(offset: number): number;
  /** Notes what row `row` measures, more than 0 pixels. Returns by how many pixels it is higher than was known. */
  setHeight(row: number, height: number): number;
}

/** Four bytes a row. Every method but `totalHeight` takes time with the logarithm of the rows. */
export function createRowHeights(rowCount: number, estimatedHeight: number): RowHeights {
  const estimatedUnits = toUnits(estimatedHeight);
  const differences = new Int32Array(rowCount + 1);
  let totalUnits = rowCount * estimatedUnits;

  function unitsAbove(row: number): number {
    let units = row * estimatedUnits;
    for (let node = row; node > 0; node -= lowestBit(node)) units += differences[node];
    return units;
  }

  return {
    totalHeight: () => totalUnits / UNITS_PER_PIXEL,
    topOf: (row) => unitsAbove(row) / UNITS_PER_PIXEL,
    rowAt(offset) {
      let left = offset * UNITS_PER_PIXEL;
      let row = 0;
      for (let step = highestBit(rowCount); step > 0; step >>= 1) {
        if (row + step >= rowCount) continue;
        const units = step * estimatedUnits + differences[row + step];
        if (units > left) continue;
        left -= units;
        row += step;
      }
      return row;
    },
    setHeight(row, height) {
      const grown = toUnits(height) - (unitsAbove(row + 1) - unitsAbove(row));
      totalUnits += grown;
      for (let node = row + 1; node <= rowCount; node += lowestBit(node)) differences[node] += grown;
      return grown / UNITS_PER_PIXEL;
    },
  };
}

function toUnits(pixels: number): number {
  return Math.round(pixels * UNITS_PER_PIXEL);
}

function lowestBit(value: number): number {
  return value & -value;
}

/** 0 for 0. */
function highestBit(value: number): number {
  return value === 0 ? 0 : 2 ** (31 - Math.clz32(value));
}
