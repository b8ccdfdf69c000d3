/**
 * Symmetric positive definite systems in float64. A matrix has rows of `stride` doubles, a multiple of 4, of which the
 * lower triangle counts.
 */

/**
 * Adds the inner products of all pairs of rows of `vectors` to the lower triangle of `gram`. There are `rows` of them, a
 * multiple of 4, of `length` doubles, a multiple of 2, which lie `vectorBytes` apart.
 */
export function addGram(
  gram: usize,
  stride: u32,
  vectors: usize,
  vectorBytes: usize,
  rows: u32,
  length: u32,
): void {
  const gramBytes = (<usize>stride) << 3;
  const lengthBytes = (<usize>length) << 3;
  for (let i: usize = 0; i < rows; i += 4) {
    for (let j: usize = 0; j < i + 4; j += 2) {
      const products = gram + i * gramBytes + (j << 3);
      addProducts(
        products,
        gramBytes,
        vectors + i * vectorBytes,
        vectors + j * vectorBytes,
        vectorBytes,
        lengthBytes,
      );
    }
  }
}

/** Adds the inner products of four vectors with two others to a block of 4 x 2 doubles. */
function addProducts(
  products: usize,
  productBytes: usize,
  left: usize,
  right: usize,
  vectorBytes: usize,
  lengthBytes: usize,
): void {
  let sum00 = f64x2.splat(0);
  let sum01 = f64x2.splat(0);
  let sum10 = f64x2.splat(0);
  let sum11 = f64x2.splat(0);
  let sum20 = f64x2.splat(0);
  let sum21 = f64x2.splat(0);
  let sum30 = f64x2.splat(0);
  let sum31 = f64x2.splat(0);
  const left1 = left + vectorBytes;
  const left2 = left1 + vectorBytes;
  const left3 = left2 + vectorBytes;
  const right1 = right + vectorBytes;
  for (let at: usize = 0; at < lengthBytes; at += 16) {
    const factor0 = v128.load(right + at);
    const factor1 = v128.load(right1 + at);
    let own = v128.load(left + at);
    sum00 = f64x2.add(sum00, f64x2.mul(own, factor0));
    sum01 = f64x2.add(sum01, f64x2.mul(own, factor1));
    own = v128.load(left1 + at);
    sum10 = f64x2.add(sum10, f64x2.mul(own, factor0));
    sum11 = f64x2.add(sum11, f64x2.mul(own, factor1));
    own = v128.load(left2 + at);
    sum20 = f64x2.add(sum20, f64x2.mul(own, factor0));
    sum21 = f64x2.add(sum21, f64x2.mul(own, factor1));
    own = v128.load(left3 + at);
    sum30 = f64x2.add(sum30, f64x2.mul(own, factor0));
    sum31 = f64x2.add(sum31, f64x2.mul(own, factor1));
  }
  addSums(products, sum00, sum01);
  addSums(products + productBytes, sum10, sum11);
  addSums(products + 2 * productBytes, sum20, sum21);
  addSums(products + 3 * productBytes, sum30, sum31);
}

/** Adds the sum of each of two vectors' lanes to two doubles. */
function addSums(target: usize, sum0: v128, sum1: v128): void {
  const evens = v128.shuffle<f64>(sum0, sum1, 0, 2);
  const odds = v128.shuffle<f64>(sum0, sum1, 1, 3);
  v128.store(target, f64x2.add(v128.load(target), f64x2.add(evens, odds)));
}

/**
 * Puts L of L Lᵀ in the place of the lower triangle of the matrix. False when the matrix is not positive definite to
 * working precision.
 */
export function factorize(matrix: usize, stride: u32, size: u32): bool {
  const rowBytes = (<usize>stride) << 3;
  for (let i: u32 = 0; i < size; i++) {
    const row = matrix + <usize>i * rowBytes;
    for (let j: u32 = 0; j < i; j++) {
      const other = matrix + <usize>j * rowBytes;
      const entry = row + ((<usize>j) << 3);
      const rest = load<f64>(entry) - dot64(row, other, j);
      store<f64>(entry, rest / load<f64>(other + ((<usize>j) << 3)));
    }
    const diagonal = row + ((<usize>i) << 3);
    const pivot = load<f64>(diagonal) - dot64(row, row, i);
    if (!(pivot > 0)) return false;
    store<f64>(diagonal, Math.sqrt(pivot));
  }
  return true;
}

/** Puts the solution x of L Lᵀ x = b in the place of b. */
export function solveFactorized(lower: usize, stride: u32, size: u32, right: usize): void {
  const rowBytes = (<usize>stride) << 3;
  for (let i: u32 = 0; i < size; i++) {
    const row = lower + <usize>i * rowBytes;
    const at = (<usize>i) << 3;
    store<f64>(right + at, (load<f64>(right + at) - dot64(row, right, i)) / load<f64>(row + at));
  }
  for (let i = <i32>size - 1; i >= 0; i--) {
    const row = lower + <usize>i * rowBytes;
    const at = (<usize>i) << 3;
    const solved = load<f64>(right + at) / load<f64>(row + at);
    store<f64>(right + at, solved);
    addScaled(right, row, -solved, i);
  }
}

/** Adds `factor` times `length` doubles to others. */
export function addScaled(target: usize, source: usize, factor: f64, length: u32): void {
  const factors = f64x2.splat(factor);
  const pairsEnd = (<usize>(length & ~1)) << 3;
  for (let at: usize = 0; at < pairsEnd; at += 16) {
    v128.store(target + at, f64x2.add(v128.load(target + at), f64x2.mul(factors, v128.load(source + at))));
  }
  if (length & 1) {
    store<f64>(target + pairsEnd, load<f64>(target + pairsEnd) + factor * load<f64>(source + pairsEnd));
  }
}

/** Inner product of two vectors of `length` doubles. */
function dot64(left: usize, right: usize, length: u32): f64 {
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  const blocksEnd = (<usize>(length & ~3)) << 3;
  const end = (<usize>length) << 3;
  let at: usize = 0;
  for (; at < blocksEnd; at += 32) {
    sum0 = f64x2.add(sum0, f64x2.mul(v128.load(left + at), v128.load(right + at)));
    sum1 = f64x2.add(sum1, f64x2.mul(v128.load(left + at, 16), v128.load(right + at, 16)));
  }
  sum0 = f64x2.add(sum0, sum1);
  let sum = f64x2.extract_lane(sum0, 0) + f64x2.extract_lane(sum0, 1);
  for (; at < end; at += 8) sum += load<f64>(left + at) * load<f64>(right + at);
  return sum;
}
