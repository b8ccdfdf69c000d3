/**
 * One factor, as `factor-room.ts` writes it. A row has its values, first moments and second moments side by side: a step
 * reaches for rows anywhere, and so each of them is one place in the memory instead of three.
 */
@unmanaged
export class Factor {
  /** Address of the first row. */
  state: usize;
  /** For each row the last step that it has taken. */
  stepOfRow: usize;
  /** Of a third of a row: cols floats. */
  rowBytes: u32;

  /** Address of the row's values. */
  valuesOf(row: u32): usize {
    return this.state + <usize>row * 3 * this.rowBytes;
  }

  stepOf(row: u32): u32 {
    return load<u32>(this.stepOfRow + ((<usize>row) << 2));
  }

  setStepOf(row: u32, step: u32): void {
    store<u32>(this.stepOfRow + ((<usize>row) << 2), step);
  }
}
