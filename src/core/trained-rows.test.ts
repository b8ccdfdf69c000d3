import { describe, expect, it } from 'vitest';
import { rowOf } from './matrix.ts';
import { findTrainedRows, NOT_TRAINED, packRows, unpackedRow, unpackRows } from './trained-rows.ts';

const full = { rows: 4, cols: 2, data: Float32Array.of(0, 1, 10, 11, 20, 21, 30, 31) };
// Pairs 0, 2 and 3 are trained on: rows 3, 1 and 3.
const some = findTrainedRows(4, Uint32Array.of(3, 0, 1, 3), Uint32Array.of(0, 2, 3));
const all = findTrainedRows(4, Uint32Array.of(2, 0, 3, 1), Uint32Array.of(0, 1, 2, 3));
const none = findTrainedRows(4, Uint32Array.of(2), new Uint32Array(0));

describe('trained rows', () => {
  it('are those of the training pairs, each once, ascending', () => {
    expect(some.rows).toEqual(Uint32Array.of(1, 3));
    expect(some.position).toEqual(Uint32Array.of(NOT_TRAINED, 0, NOT_TRAINED, 1));
    expect(all.rows).toEqual(Uint32Array.of(0, 1, 2, 3));
    expect(none.rows).toEqual(new Uint32Array(0));
  });

  it('are packed in their order', () => {
    expect(packRows(full, some)).toEqual({ rows: 2, cols: 2, data: Float32Array.of(10, 11, 30, 31) });
    expect(packRows(full, none)).toEqual({ rows: 0, cols: 2, data: new Float32Array(0) });
  });

  it('replace theirs in a copy of the full matrix', () => {
    const packed = { rows: 2, cols: 2, data: Float32Array.of(-1, -2, -3, -4) };
    const before = full.data.slice();
    const unpacked = unpackRows(full, some, packed);
    expect(unpacked).toEqual({ ...full, data: Float32Array.of(0, 1, -1, -2, 20, 21, -3, -4) });
    expect(full.data).toEqual(before);
    for (const row of [0, 1, 2, 3]) {
      expect(unpackedRow(full, some, packed, row)).toEqual(rowOf(unpacked, row));
    }
  });

  it('are not copied when they are all', () => {
    const packed = { ...full, data: full.data.map((value) => -value) };
    expect(packRows(full, all)).toBe(full);
    expect(unpackRows(full, all, packed)).toBe(packed);
  });
});
