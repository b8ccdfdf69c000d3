import { dot } from './vectors';

/** The pairs of a step by their row in one tower, as `tower-step-room.ts` writes them; see `touched-rows.ts`. */
@unmanaged
class PairLists {
  entryStarts: usize;
  /** Two numbers an entry: its pair's position in the step, and the slot of its row in the other tower. */
  entries: usize;

  /** Address of the first entry of a slot; the slot's end is where the next one starts. */
  entryStart(slot: u32): usize {
    return this.entries + ((<usize>load<u32>(this.entryStarts + ((<usize>slot) << 2))) << 3);
  }
}

/** share mapped + (1 - share) input of the blocks `start..end` (exclusive), four floats each. */
export function gateBlocks(
  mapped: usize,
  inputs: usize,
  share: f32,
  outputs: usize,
  start: u32,
  end: u32,
): void {
  const kept = f32x4.splat(1 - share);
  for (let at = (<usize>start) << 4; at < (<usize>end) << 4; at += 16) {
    const taken = f32x4.mul(f32x4.splat(share), v128.load(mapped + at));
    v128.store(outputs + at, f32x4.add(taken, f32x4.mul(kept, v128.load(inputs + at))));
  }
}

/** Estimate less target of the pairs of the query slots `start..end` (exclusive). */
export function pairErrors(
  lists: PairLists,
  queryOutputs: usize,
  itemOutputs: usize,
  cols: u32,
  targets: usize,
  errors: usize,
  start: u32,
  end: u32,
): void {
  const rowBytes = (<usize>cols) << 2;
  for (let slot = start; slot < end; slot++) {
    const query = queryOutputs + <usize>slot * rowBytes;
    for (let entry = lists.entryStart(slot); entry < lists.entryStart(slot + 1); entry += 8) {
      const position = (<usize>load<u32>(entry)) << 2;
      const estimate = dot(query, itemOutputs + <usize>load<u32>(entry, 4) * rowBytes, cols);
      store<f32>(errors + position, estimate - load<f32>(targets + position));
    }
  }
}

/**
 * How the loss changes with what the tower maps the slots `start..end` (exclusive) to, before the gate: a pair adds
 * `scale` times its error times the other tower's output, in the order of the lists.
 */
export function mappedSlopes(
  lists: PairLists,
  errors: usize,
  otherOutputs: usize,
  cols: u32,
  scale: f32,
  slopes: usize,
  start: u32,
  end: u32,
): void {
  const rowBytes = (<usize>cols) << 2;
  for (let slot = start; slot < end; slot++) {
    const target = slopes + <usize>slot * rowBytes;
    memory.fill(target, 0, rowBytes);
    for (let entry = lists.entryStart(slot); entry < lists.entryStart(slot + 1); entry += 8) {
      const factor = f32x4.splat(scale * load<f32>(errors + ((<usize>load<u32>(entry)) << 2)));
      const other = otherOutputs + <usize>load<u32>(entry, 4) * rowBytes;
      for (let at: usize = 0; at < rowBytes; at += 16) {
        v128.store(target + at, f32x4.add(v128.load(target + at), f32x4.mul(factor, v128.load(other + at))));
      }
    }
  }
}

/** Σ_c (mapped - input) slope of each of the rows `start..end` (exclusive). */
export function gateSlopes(
  mapped: usize,
  inputs: usize,
  slopes: usize,
  cols: u32,
  sums: usize,
  start: u32,
  end: u32,
): void {
  const rowBytes = (<usize>cols) << 2;
  for (let row: usize = start; row < end; row++) {
    let sum = f32x4.splat(0);
    for (let at = row * rowBytes; at < (row + 1) * rowBytes; at += 16) {
      const difference = f32x4.sub(v128.load(mapped + at), v128.load(inputs + at));
      sum = f32x4.add(sum, f32x4.mul(difference, v128.load(slopes + at)));
    }
    const first = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
    const second = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
    store<f32>(sums + (row << 2), first + second);
  }
}
