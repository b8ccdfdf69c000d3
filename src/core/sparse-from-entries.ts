import type { SparseMatrix } from './types.ts';

/** Entry e is `value[e]` at (`row[e]`, `col[e]`); entries of a row keep their order, the same place twice stays two. */
export function sparseFromEntries(
  rows: number,
  cols: number,
  row: Uint32Array,
  col: Uint32Array,
  value: Float32Array,
): SparseMatrix {
  const rowStart = new Uint32Array(rows + 1);
  for (const r of row) rowStart[r + 1] += 1;
  for (let r = 0; r < rows; r++) rowStart[r + 1] += rowStart[r];
  const next = rowStart.slice(0, rows);
  const sorted = { col: new Uint32Array(col.length), value: new Float32Array(value.length) };
  row.forEach((r, entry) => {
    const place = next[r]++;
    sorted.col[place] = col[entry];
    sorted.value[place] = value[entry];
  });
  return { rows, cols, rowStart, ...sorted };
}
