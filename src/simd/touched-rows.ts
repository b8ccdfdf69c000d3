/** The rows that a step touches, in the order of their first pair; slot s owns the entries `entryStarts[s] .. entryStarts[s + 1]` // exclusive. */
export interface TouchedRows {
  readonly rows: Uint32Array;
  /** At least one longer than `rows`. */
  readonly entryStarts: Uint32Array;
  /** Two numbers for each pair: its position in the step, and its row in the other factor. */
  readonly entries: Uint32Array;
}

/**
 * Groups pairs by their row in one factor (counting sort) into `into`, whose arrays hold as many rows and pairs as there
 * are; returns the number of touched rows. Within a row the positions ascend, so that sums have one order.
 *
 * `slotOfRow` has an entry for each row of the factor and keeps between calls whatever was written: a slot counts only if
 * its row says the same, so that the work grows with the pairs and not with the rows.
 */
export function groupTouchedRows(
  pairs: Uint32Array,
  rowOfPair: Uint32Array,
  otherRowOfPair: Uint32Array,
  slotOfRow: Uint32Array,
  into: TouchedRows,
): number {
  const { rows, entryStarts, entries } = into;
  let rowCount = 0;
  // entryStarts[s + 1] counts the pairs of slot s, then becomes where they end.
  for (let position = 0; position < pairs.length; position++) {
    const row = rowOfPair[pairs[position]];
    const known = slotOfRow[row];
    if (known < rowCount && rows[known] === row) {
      entryStarts[known + 1] += 1;
      continue;
    }
    slotOfRow[row] = rowCount;
    rows[rowCount] = row;
    entryStarts[rowCount + 1] = 1;
    rowCount += 1;
  }
  entryStarts[0] = 0;
  for (let slot = 0; slot < rowCount; slot++) entryStarts[slot + 1] += entryStarts[slot];
  // From the last pair to the first, each to the end of what is left of its slot.
  for (let position = pairs.length - 1; position >= 0; position--) {
    const pair = pairs[position];
    const end = slotOfRow[rowOfPair[pair]] + 1;
    const index = --entryStarts[end];
    entries[2 * index] = position;
    entries[2 * index + 1] = otherRowOfPair[pair];
  }
  // Every slot's end is now its own beginning.
  entryStarts.copyWithin(0, 1, rowCount + 1);
  entryStarts[rowCount] = pairs.length;
  return rowCount;
}
