import type { Simd } from './simd.ts';

/** Sides of a block of the product that a kernel keeps in registers. */
const BLOCK_ROWS = 4;
const BLOCK_COLS = 8;
/** Multiplications, and numbers copied, that a thread takes at a time. */
const RANGE_PRODUCTS = 1 << 21;
const RANGE_NUMBERS = 1 << 16;

/** A matrix in the memory: entry (r, c) is at `address + r rowBytes + c colBytes`. */
export interface Operand {
  readonly address: number;
  readonly rowBytes: number;
  readonly colBytes: number;
}

/** left (rows x depth) times right (depth x cols), plus the bias of each column. */
export interface Product {
  readonly left: Operand;
  readonly right: Operand;
  /** Address of `cols` floats; 0: none. */
  readonly bias: number;
  /** Address of `paddedRows(rows)` x cols floats; nothing is to be made of those beyond `rows`. */
  readonly product: number;
  readonly rows: number;
  readonly depth: number;
  /** A multiple of 8. */
  readonly cols: number;
}

/** Addresses of room for both factors as panels: paddedRows(rows) x depth and depth x cols floats. */
export interface Panels {
  readonly left: number;
  readonly right: number;
}

/** Rows that a factor on the left, and a product, need room for. */
export function paddedRows(rows: number): number {
  return Math.ceil(rows / BLOCK_ROWS) * BLOCK_ROWS;
}

/** Columns that a factor on the right, and a product, must have: what is added is 0. */
export function paddedProductCols(cols: number): number {
  return Math.ceil(cols / BLOCK_COLS) * BLOCK_COLS;
}

export function rowMajor(address: number, cols: number): Operand {
  return { address, rowBytes: 4 * cols, colBytes: 4 };
}

export function transposed({ address, rowBytes, colBytes }: Operand): Operand {
  return { address, rowBytes: colBytes, colBytes: rowBytes };
}

/** Multiplies in float32; every sum has one order, whatever the number of threads. Within `simd.exclusive` only. */
export async function multiplyMatrices(
  simd: Simd,
  panels: Panels,
  { left, right, bias, product, rows, depth, cols }: Product,
): Promise<void> {
  const leftPanels = paddedRows(rows) / BLOCK_ROWS;
  const pack = (stepBytes: number, acrossBytes: number, width: number) => ({
    args: [stepBytes, acrossBytes, depth, width],
    rangeSize: Math.ceil(RANGE_NUMBERS / (depth * width)),
  });
  const packLeft = pack(left.colBytes, left.rowBytes, BLOCK_ROWS);
  await simd.run({
    kernel: 'packPanels',
    args: [left.address, ...packLeft.args, panels.left],
    count: leftPanels,
    rangeSize: packLeft.rangeSize,
  });
  const packRight = pack(right.rowBytes, right.colBytes, BLOCK_COLS);
  await simd.run({
    kernel: 'packPanels',
    args: [right.address, ...packRight.args, panels.right],
    count: cols / BLOCK_COLS,
    rangeSize: packRight.rangeSize,
  });
  await simd.run({
    kernel: 'multiplyPanels',
    args: [panels.left, panels.right, depth, bias, product, cols],
    count: leftPanels,
    rangeSize: Math.ceil(RANGE_PRODUCTS / (BLOCK_ROWS * depth * cols)),
  });
}
