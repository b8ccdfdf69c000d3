import { catchUpRow, Decay, valuesAfter } from './decay';
import { Factor } from './factor';
import { dot } from './vectors';

/** One AdamW step, as `step-room.ts` writes it. */
@unmanaged
class Step {
  /** Counted from 1. */
  number: u32;
  /** The scalars of the step; see `decay-table.ts`. */
  kept: f32;
  numerator: f32;
  offset: f32;
  /** 2 / pairs of the step: the slope of the mean squared error for an error of 1. */
  slopeOfError: f32;
  /** One float for each pair of the step. */
  targets: usize;
  errors: usize;
  /** The query rows after the step, in the order of `Touched`. */
  newQueries: usize;
}

/** The rows of one factor that a step touches; see `touched-rows.ts`. */
@unmanaged
class Touched {
  rows: usize;
  entryStarts: usize;
  /** Two numbers an entry: its pair's position in the step, and its row in the other factor. */
  entries: usize;

  rowAt(slot: u32): u32 {
    return load<u32>(this.rows + ((<usize>slot) << 2));
  }

  /** Address of the first entry of a slot; the slot's end is where the next one starts. */
  entryStart(slot: u32): usize {
    return this.entries + ((<usize>load<u32>(this.entryStarts + ((<usize>slot) << 2))) << 3);
  }
}

/** Brings the touched rows `start..end` (exclusive) to the step before the one that touches them. */
export function catchUpTouched(factor: Factor, touched: Touched, decay: Decay, start: u32, end: u32): void {
  for (let slot = start; slot < end; slot++) catchUpRow(factor, decay, touched.rowAt(slot));
}

/** Brings the rows `start..end` (exclusive) of the factor to the last step taken. */
export function catchUpRows(factor: Factor, decay: Decay, start: u32, end: u32): void {
  for (let row = start; row < end; row++) catchUpRow(factor, decay, row);
}

/** Writes to `output` what the rows `first + start .. first + end` (exclusive) would be if they were caught up. */
export function readRows(
  factor: Factor,
  decay: Decay,
  first: u32,
  output: usize,
  start: u32,
  end: u32,
): void {
  const rowBytes: usize = factor.rowBytes;
  for (let index = start; index < end; index++) {
    const row = first + index;
    const skipped = decay.step - factor.stepOf(row);
    const values = factor.valuesOf(row);
    const to = output + <usize>index * rowBytes;
    for (let at: usize = 0; at < rowBytes; at += 16) {
      v128.store(to + at, valuesAfter(decay, skipped, values + at, rowBytes));
    }
  }
}

/**
 * The errors of all pairs of the touched query rows `start..end` (exclusive), and those rows after the step. They wait in
 * `newQueries`, because the items' slopes need the rows before it.
 */
export function stepQueries(
  queries: Factor,
  items: Factor,
  touched: Touched,
  decay: Decay,
  step: Step,
  start: u32,
  end: u32,
): void {
  const rowBytes: usize = queries.rowBytes;
  for (let slot = start; slot < end; slot++) {
    const row = touched.rowAt(slot);
    catchUpRow(queries, decay, row);
    const values = queries.valuesOf(row);
    for (let entry = touched.entryStart(slot); entry < touched.entryStart(slot + 1); entry += 8) {
      const position = (<usize>load<u32>(entry)) << 2;
      const estimate = dot(values, items.valuesOf(load<u32>(entry, 4)), <u32>(rowBytes >> 2));
      store<f32>(step.errors + position, estimate - load<f32>(step.targets + position));
    }
    stepRow(queries, items, touched, slot, step, step.newQueries + <usize>slot * rowBytes);
  }
}

/** Takes the touched item rows `start..end` (exclusive) through the step. */
export function stepItems(
  items: Factor,
  queries: Factor,
  touched: Touched,
  step: Step,
  start: u32,
  end: u32,
): void {
  for (let slot = start; slot < end; slot++) {
    stepRow(items, queries, touched, slot, step, items.valuesOf(touched.rowAt(slot)));
  }
}

/** Puts the new values of the touched query rows `start..end` (exclusive) in their places. */
export function placeQueries(queries: Factor, touched: Touched, step: Step, start: u32, end: u32): void {
  const rowBytes: usize = queries.rowBytes;
  for (let slot = start; slot < end; slot++) {
    memory.copy(queries.valuesOf(touched.rowAt(slot)), step.newQueries + <usize>slot * rowBytes, rowBytes);
  }
}

/** AdamW on one row that is caught up: writes its moments, and its new values to `output`. */
function stepRow(
  factor: Factor,
  other: Factor,
  touched: Touched,
  slot: u32,
  step: Step,
  output: usize,
): void {
  const rowBytes: usize = factor.rowBytes;
  const row = touched.rowAt(slot);
  const values = factor.valuesOf(row);
  const firstMoment = values + rowBytes;
  const secondMoment = firstMoment + rowBytes;
  const entryStart = touched.entryStart(slot);
  const entryEnd = touched.entryStart(slot + 1);
  const kept = f32x4.splat(step.kept);
  const numerator = f32x4.splat(step.numerator);
  const offset = f32x4.splat(step.offset);
  for (let at: usize = 0; at < rowBytes; at += 16) {
    let slope = f32x4.splat(0);
    for (let entry = entryStart; entry < entryEnd; entry += 8) {
      const error = load<f32>(step.errors + ((<usize>load<u32>(entry)) << 2));
      const otherValues = v128.load(other.valuesOf(load<u32>(entry, 4)) + at);
      slope = f32x4.add(slope, f32x4.mul(f32x4.splat(error * step.slopeOfError), otherValues));
    }
    const first = f32x4.add(
      f32x4.mul(f32x4.splat(0.9), v128.load(firstMoment + at)),
      f32x4.mul(f32x4.splat(0.1), slope),
    );
    const second = f32x4.add(
      f32x4.mul(f32x4.splat(0.999), v128.load(secondMoment + at)),
      f32x4.mul(f32x4.splat(0.001), f32x4.mul(slope, slope)),
    );
    v128.store(firstMoment + at, first);
    v128.store(secondMoment + at, second);
    const update = f32x4.div(f32x4.mul(numerator, first), f32x4.add(f32x4.sqrt(second), offset));
    v128.store(output + at, f32x4.sub(f32x4.mul(kept, v128.load(values + at)), update));
  }
  factor.setStepOf(row, step.number);
}
