import { describe, expect, it } from 'vitest';
import { stackSparse } from './stack-sparse.ts';
import type { SparseMatrix } from './types.ts';

function sparse(rowStart: number[], col: number[], value: number[]): SparseMatrix {
  return {
    rows: rowStart.length - 1,
    cols: 3,
    rowStart: Uint32Array.from(rowStart),
    col: Uint32Array.from(col),
    value: Float32Array.from(value),
  };
}

describe('stackSparse', () => {
  it('puts the rows of all parts below each other, empty ones too', () => {
    const parts = [sparse([0, 1, 1], [2], [5]), sparse([0], [], []), sparse([0, 0, 2], [0, 1], [6, 7])];
    expect(stackSparse(parts, 3)).toEqual(sparse([0, 1, 1, 1, 3], [2, 0, 1], [5, 6, 7]));
  });

  it('gives no rows for no parts', () => {
    expect(stackSparse([], 3)).toEqual(sparse([0], [], []));
  });

  it('refuses parts of another width', () => {
    expect(() => stackSparse([sparse([0], [], [])], 4)).toThrow('cols of each part must be 4, but is 3.');
  });
});
