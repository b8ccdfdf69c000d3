/** Inner product of two vectors of `length` floats, a multiple of 4. */
export function dot(left: usize, right: usize, length: u32): f32 {
  const end = left + ((<usize>length) << 2);
  const blocksEnd = left + ((<usize>(length & ~15)) << 2);
  // Four sums: an addition would otherwise wait for the one before it.
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  let sum3 = f32x4.splat(0);
  while (left < blocksEnd) {
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load(left), v128.load(right)));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load(left, 16), v128.load(right, 16)));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load(left, 32), v128.load(right, 32)));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load(left, 48), v128.load(right, 48)));
    left += 64;
    right += 64;
  }
  while (left < end) {
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load(left), v128.load(right)));
    left += 16;
    right += 16;
  }
  const sum = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3));
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}
