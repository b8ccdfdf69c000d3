/** .npy files of small matrices, written as NumPy writes them. */
import { writeFileSync } from 'node:fs';
import { encodeNpyHeader } from '../formats/npy-header.ts';

/** float32, row by row. */
export function writeNpy(path: string, rows: readonly (readonly number[])[]): void {
  const shape = [rows.length, rows[0].length];
  writeNpyData(path, { dtype: '<f4', shape }, Float32Array.from(rows.flat()));
}

/** Entries of any type and shape. `fortranOrder`: the header says that they are column by column. */
export function writeNpyData(
  path: string,
  { dtype, shape, fortranOrder = false }: { dtype: string; shape: readonly number[]; fortranOrder?: boolean },
  entries: Float32Array | Float64Array,
): void {
  const header = Buffer.from(encodeNpyHeader({ dtype, shape }));
  // As long as before: the header's length does not change.
  const text = fortranOrder ? header.toString('latin1').replace('False', ' True') : header.toString('latin1');
  writeFileSync(path, Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from(entries.buffer)]));
}
