import { Factor } from './factor';

/** The steps that a row skips, as `factor-room.ts` and `decay-table.ts` write them. */
@unmanaged
export class Decay {
  /** The last step taken. */
  step: u32;
  /** For each age of a step (0: the last) two floats: numerator and offset of its update. */
  terms: usize;
  /** For each number of steps (from 0) three floats: what they leave of the values and of both moments. */
  powers: usize;
}

/** Brings one row to `decay.step`. */
export function catchUpRow(factor: Factor, decay: Decay, row: u32): void {
  const skipped = decay.step - factor.stepOf(row);
  if (skipped === 0) return;
  const powers = decay.powers + skipped * 12;
  const firstKept = v128.load32_splat(powers, 4);
  const secondKept = v128.load32_splat(powers, 8);
  const rowBytes: usize = factor.rowBytes;
  const values = factor.valuesOf(row);
  for (let at = values; at < values + rowBytes; at += 16) {
    v128.store(at, valuesAfter(decay, skipped, at, rowBytes));
    const first = at + rowBytes;
    const second = first + rowBytes;
    v128.store(first, f32x4.mul(v128.load(first), firstKept));
    v128.store(second, f32x4.mul(v128.load(second), secondKept));
  }
  factor.setStepOf(row, decay.step);
}

/** What becomes of the four values at an address in `skipped` steps without a slope. */
export function valuesAfter(decay: Decay, skipped: u32, values: usize, rowBytes: usize): v128 {
  const powers = decay.powers + skipped * 12;
  const first = f32x4.mul(v128.load(values + rowBytes), v128.load32_splat(powers, 4));
  const second = f32x4.mul(v128.load(values + 2 * rowBytes), v128.load32_splat(powers, 8));
  const root = f32x4.sqrt(second);
  let sum = f32x4.splat(0);
  const end = decay.terms + (skipped << 3);
  for (let term = decay.terms; term < end; term += 8) {
    const denominator = f32x4.add(root, v128.load32_splat(term, 4));
    sum = f32x4.add(sum, f32x4.div(v128.load32_splat(term), denominator));
  }
  const kept = f32x4.mul(v128.load(values), v128.load32_splat(powers));
  return f32x4.sub(kept, f32x4.mul(first, sum));
}
