/**
 * Reads the 64-byte lines `lineStart..lineEnd` (exclusive) from `address` on, in order, and does next to nothing with
 * them: what a processor can read at most. Four sums, so that no read waits for an addition; they are stored, so that no
 * read can be left out.
 */
export function readLines(address: usize, result: usize, lineStart: u32, lineEnd: u32): void {
  let sum0 = i32x4.splat(0);
  let sum1 = i32x4.splat(0);
  let sum2 = i32x4.splat(0);
  let sum3 = i32x4.splat(0);
  const end = address + ((<usize>lineEnd) << 6);
  for (let line = address + ((<usize>lineStart) << 6); line < end; line += 64) {
    sum0 = i32x4.add(sum0, v128.load(line));
    sum1 = i32x4.add(sum1, v128.load(line, 16));
    sum2 = i32x4.add(sum2, v128.load(line, 32));
    sum3 = i32x4.add(sum3, v128.load(line, 48));
  }
  v128.store(result, i32x4.add(i32x4.add(sum0, sum1), i32x4.add(sum2, sum3)));
}
