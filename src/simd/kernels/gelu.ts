/** GELU by the distribution function of the standard normal, as `src/gpu/normal.wgsl` has it. */

const ONE_OVER_SQRT_2_PI: f32 = 0.39894228;

/** x Phi(x) of the blocks `start..end` (exclusive), four floats each. */
export function geluBlocks(preactivations: usize, activations: usize, start: u32, end: u32): void {
  for (let at = (<usize>start) << 4; at < (<usize>end) << 4; at += 16) {
    const x = v128.load(preactivations + at);
    v128.store(activations + at, f32x4.mul(x, normalDistribution(x, expOfHalfSquare(x))));
  }
}

/** Multiplies the slopes of activations, in place, by the derivative of GELU; blocks as in `geluBlocks`. */
export function geluSlopeBlocks(preactivations: usize, slopes: usize, start: u32, end: u32): void {
  for (let at = (<usize>start) << 4; at < (<usize>end) << 4; at += 16) {
    const x = v128.load(preactivations + at);
    const exp = expOfHalfSquare(x);
    const density = f32x4.mul(f32x4.splat(ONE_OVER_SQRT_2_PI), exp);
    const derivative = f32x4.add(normalDistribution(x, exp), f32x4.mul(x, density));
    v128.store(slopes + at, f32x4.mul(v128.load(slopes + at), derivative));
  }
}

/**
 * Phi(x), given e^(-x^2 / 2), with an absolute error below 2e-7: Abramowitz and Stegun, "Handbook of Mathematical
 * Functions", 7.1.26, erf(x) = 1 - (a1 t + ... + a5 t^5) e^(-x^2), t = 1 / (1 + p x), with an error below 1.5e-7 for
 * x >= 0.
 */
function normalDistribution(x: v128, exp: v128): v128 {
  const one = f32x4.splat(1);
  const size = f32x4.mul(f32x4.abs(x), f32x4.splat(<f32>Math.SQRT1_2));
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(f32x4.splat(0.3275911), size)));
  let sum = f32x4.splat(1.061405429);
  sum = f32x4.add(f32x4.splat(-1.453152027), f32x4.mul(t, sum));
  sum = f32x4.add(f32x4.splat(1.421413741), f32x4.mul(t, sum));
  sum = f32x4.add(f32x4.splat(-0.284496736), f32x4.mul(t, sum));
  sum = f32x4.add(f32x4.splat(0.254829592), f32x4.mul(t, sum));
  const beyond = f32x4.mul(f32x4.mul(f32x4.splat(0.5), f32x4.mul(t, sum)), exp);
  return v128.bitselect(f32x4.sub(one, beyond), beyond, f32x4.gt(x, f32x4.splat(0)));
}

/**
 * e^(-x^2 / 2), as exact as float32 allows for |x| < 13; beyond, where it is below 1e-36, never less than 1e-38.
 *
 * It is 2^n e^r with |r| <= ln(2) / 2, where n ln(2) is taken off in two parts, and e^r the sum of its series up to
 * r^7 / 5040: the first term left out is below 1e-8.
 */
function expOfHalfSquare(x: v128): v128 {
  const exponent = f32x4.max(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)), f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(exponent, f32x4.splat(<f32>Math.LOG2E)));
  let r = f32x4.sub(exponent, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.1219444e-4)));
  let sum = f32x4.splat(1.0 / 5040);
  sum = f32x4.add(f32x4.splat(1.0 / 720), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(1.0 / 120), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(1.0 / 24), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(1.0 / 6), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(0.5), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(1), f32x4.mul(r, sum));
  sum = f32x4.add(f32x4.splat(1), f32x4.mul(r, sum));
  // 2^n by its exponent's bits.
  const bits = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(sum, bits);
}
