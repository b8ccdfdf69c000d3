/** For each row of a factor, the pairs of one step that touch it: row r owns entries rowStart[r] .. rowStart[r + 1] // exclusive. */
export interface StepLists {
  /** rows + 1 entries. */
  readonly rowStart: Uint32Array;
  /** Two numbers per pair: its position in the step, and its row in the other factor. */
  readonly entries: Uint32Array;
}

/**
 * Groups the pairs `order[start..end)` by their row in one factor (counting sort). Within a row the
 * positions ascend, so sums have the same order on every device.
 */
export function groupByRow(
  rows: number,
  rowOfPair: Uint32Array,
  otherRowOfPair: Uint32Array,
  stepOrder: Uint32Array,
): StepLists {
  const rowStart = new Uint32Array(rows + 1);
  for (const pair of stepOrder) rowStart[rowOfPair[pair] + 1] += 1;
  for (let row = 0; row < rows; row++) rowStart[row + 1] += rowStart[row];
  const next = rowStart.slice(0, rows);
  const entries = new Uint32Array(2 * stepOrder.length);
  stepOrder.forEach((pair, position) => {
    const index = next[rowOfPair[pair]]++;
    entries[2 * index] = position;
    entries[2 * index + 1] = otherRowOfPair[pair];
  });
  return { rowStart, entries };
}
