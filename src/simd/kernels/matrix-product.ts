/**
 * Products of matrices by blocks of 4 x 8 that stay in registers. Both factors are copied into panels first: all that a
 * block reads is then one stretch of each, whether a matrix is multiplied as it is or transposed.
 */

/**
 * Writes the panels `start..end` (exclusive) of a factor. A panel has `width` numbers for each step of the sum, side by
 * side; number w of step s of panel p is the factor's at s stepBytes + (p width + w) acrossBytes.
 */
export function packPanels(
  factor: usize,
  stepBytes: usize,
  acrossBytes: usize,
  depth: u32,
  width: u32,
  panels: usize,
  start: u32,
  end: u32,
): void {
  for (let panel = start; panel < end; panel++) {
    let target = panels + ((<usize>panel * depth * width) << 2);
    let source = factor + <usize>panel * width * acrossBytes;
    for (let step: u32 = 0; step < depth; step++) {
      let at = source;
      for (let w: u32 = 0; w < width; w++) {
        store<f32>(target, load<f32>(at));
        target += 4;
        at += acrossBytes;
      }
      source += stepBytes;
    }
  }
}

/**
 * The rows of the left panels `start..end` (exclusive), 4 each, of a product of `cols` columns, a multiple of 8, plus a
 * bias for each column, unless its address is 0.
 */
export function multiplyPanels(
  left: usize,
  right: usize,
  depth: u32,
  bias: usize,
  product: usize,
  cols: u32,
  start: u32,
  end: u32,
): void {
  const leftBytes = (<usize>depth) << 4;
  const rightBytes = (<usize>depth) << 5;
  const rowBytes = (<usize>cols) << 2;
  // The panel on the right stays in the cache for all of those on the left.
  for (let at: usize = 0; at < rowBytes; at += 32) {
    const rightPanel = right + (at >> 5) * rightBytes;
    const biasOfBlock = bias ? bias + at : 0;
    for (let panel: usize = start; panel < end; panel++) {
      const block = product + 4 * panel * rowBytes + at;
      multiplyBlock(left + panel * leftBytes, rightPanel, depth, biasOfBlock, block, rowBytes);
    }
  }
}

function multiplyBlock(
  left: usize,
  right: usize,
  depth: u32,
  bias: usize,
  block: usize,
  rowBytes: usize,
): void {
  let sum00 = f32x4.splat(0);
  let sum01 = f32x4.splat(0);
  if (bias) {
    sum00 = v128.load(bias);
    sum01 = v128.load(bias, 16);
  }
  let sum10 = sum00;
  let sum11 = sum01;
  let sum20 = sum00;
  let sum21 = sum01;
  let sum30 = sum00;
  let sum31 = sum01;
  const end = left + ((<usize>depth) << 4);
  while (left < end) {
    const right0 = v128.load(right);
    const right1 = v128.load(right, 16);
    let factor = v128.load32_splat(left);
    sum00 = f32x4.add(sum00, f32x4.mul(factor, right0));
    sum01 = f32x4.add(sum01, f32x4.mul(factor, right1));
    factor = v128.load32_splat(left, 4);
    sum10 = f32x4.add(sum10, f32x4.mul(factor, right0));
    sum11 = f32x4.add(sum11, f32x4.mul(factor, right1));
    factor = v128.load32_splat(left, 8);
    sum20 = f32x4.add(sum20, f32x4.mul(factor, right0));
    sum21 = f32x4.add(sum21, f32x4.mul(factor, right1));
    factor = v128.load32_splat(left, 12);
    sum30 = f32x4.add(sum30, f32x4.mul(factor, right0));
    sum31 = f32x4.add(sum31, f32x4.mul(factor, right1));
    left += 16;
    right += 32;
  }
  v128.store(block, sum00);
  v128.store(block, sum01, 16);
  block += rowBytes;
  v128.store(block, sum10);
  v128.store(block, sum11, 16);
  block += rowBytes;
  v128.store(block, sum20);
  v128.store(block, sum21, 16);
  block += rowBytes;
  v128.store(block, sum30);
  v128.store(block, sum31, 16);
}

/**
 * The sums of eight columns for each of `start..end` (exclusive) of a matrix of `rows` rows of `cols` floats.
 */
export function sumColumns(matrix: usize, rows: u32, cols: u32, sums: usize, start: u32, end: u32): void {
  const rowBytes = (<usize>cols) << 2;
  for (let eight: usize = start; eight < end; eight++) {
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    let at = matrix + (eight << 5);
    for (let row: u32 = 0; row < rows; row++) {
      low = f32x4.add(low, v128.load(at));
      high = f32x4.add(high, v128.load(at, 16));
      at += rowBytes;
    }
    v128.store(sums + (eight << 5), low);
    v128.store(sums + (eight << 5), high, 16);
  }
}
