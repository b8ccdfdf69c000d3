/**
 * AdamW on the blocks `start..end` (exclusive), four weights each, with the scalars of the step; see `decay-table.ts`.
 */
export function updateWeights(
  weights: usize,
  slopes: usize,
  firstMoments: usize,
  secondMoments: usize,
  kept: f32,
  numerator: f32,
  offset: f32,
  start: u32,
  end: u32,
): void {
  for (let at = (<usize>start) << 4; at < (<usize>end) << 4; at += 16) {
    const slope = v128.load(slopes + at);
    const first = f32x4.add(
      f32x4.mul(f32x4.splat(0.9), v128.load(firstMoments + at)),
      f32x4.mul(f32x4.splat(0.1), slope),
    );
    const second = f32x4.add(
      f32x4.mul(f32x4.splat(0.999), v128.load(secondMoments + at)),
      f32x4.mul(f32x4.splat(0.001), f32x4.mul(slope, slope)),
    );
    v128.store(firstMoments + at, first);
    v128.store(secondMoments + at, second);
    const denominator = f32x4.add(f32x4.sqrt(second), f32x4.splat(offset));
    const update = f32x4.div(f32x4.mul(f32x4.splat(numerator), first), denominator);
    v128.store(weights + at, f32x4.sub(f32x4.mul(f32x4.splat(kept), v128.load(weights + at)), update));
  }
}
