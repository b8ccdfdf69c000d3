import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Compute } from '../core/compute.ts';
import type { Matrix } from '../core/types.ts';
import { randomMatrix, randomVector } from './random-matrix.ts';

/** Half the distance between neighbouring float32 numbers, relative. */
const FLOAT32_ROUNDING = 2 ** -24;

/** What every implementation of `Compute.nearest` has to do; `tolerance` is that of a product. */
export function describeNearest(compute: () => Compute, tolerance: number): void {
  describe('nearest', () => {
    test.each([
      { rows: 1, cols: 1, count: 1 },
      { rows: 9, cols: 7, count: 20 },
      { rows: 130, cols: 65, count: 10 },
      { rows: 300, cols: 384, count: 299 },
      { rows: 5_000, cols: 3, count: 1_000 },
      { rows: 70_001, cols: 2, count: 17 },
    ])('$count of $rows x $cols', async ({ rows, cols, count }) => {
      const matrix = randomMatrix(rows, cols, 41);
      const vector = randomVector(cols, 42);
      await expectNearest(compute(), matrix, vector, count, undefined, tolerance);
    });

    test('any shape, some rows excluded', async () => {
      const shape = fc.record({
        rows: fc.nat(300),
        cols: fc.integer({ min: 1, max: 40 }),
        count: fc.nat(310),
        seed: fc.nat(1000),
      });
      await fc.assert(
        fc.asyncProperty(shape, async ({ rows, cols, count, seed }) => {
          const matrix = randomMatrix(rows, cols, seed);
          const vector = randomVector(cols, seed + 1);
          const excluded = Uint8Array.from(randomVector(rows, seed + 2), (value) => (value > 0.5 ? 2 : 0));
          await expectNearest(compute(), matrix, vector, count, excluded, tolerance);
        }),
        { seed: 2, numRuns: 20 },
      );
    });

    // Rows 0 to 5 have the products 1, 5, 3, 5, -2, 3: whole numbers, so every implementation has them exactly.
    const small: Matrix = { rows: 6, cols: 2, data: Float32Array.of(1, 0, 2, 1, 0, 1, 5, 0, 1, -1, 3, 0) };
    const vector = Float64Array.of(1, 3);
    test.each([
      { name: 'best first, ties to the lower row', count: 4, docRows: [1, 3, 2, 5], scores: [5, 5, 3, 3] },
      { name: 'of a tie at the end the lower row', count: 1, docRows: [1], scores: [5] },
      { name: 'no more than there are', count: 9, docRows: [1, 3, 2, 5, 0, 4], scores: [5, 5, 3, 3, 1, -2] },
      { name: 'none', count: 0, docRows: [], scores: [] },
      {
        name: 'none of the excluded',
        count: 3,
        excluded: Uint8Array.of(0, 1, 0, 0, 0, 255),
        docRows: [3, 2, 0],
        scores: [5, 3, 1],
      },
      {
        name: 'nothing when all are excluded',
        count: 3,
        excluded: new Uint8Array(6).fill(1),
        docRows: [],
        scores: [],
      },
    ])('$name', async ({ count, excluded, docRows, scores }) => {
      const ranking = await compute().nearest(small, vector, count, excluded);
      expect(ranking).toEqual({ docRows: Uint32Array.from(docRows), scores: Float32Array.from(scores) });
    });

    test('many equal rows, in the order of rows', async () => {
      const matrix = { rows: 3_000, cols: 4, data: new Float32Array(12_000).fill(0.5) };
      const ranking = await compute().nearest(matrix, Float64Array.of(1, 2, 3, 4), 1_500);
      expect(ranking.docRows).toEqual(Uint32Array.from({ length: 1_500 }, (_, row) => row));
      expect(ranking.scores).toEqual(new Float32Array(1_500).fill(5));
    });

    test.each([
      {
        name: 'a vector that is too short',
        vector: Float64Array.of(1),
        count: 1,
        message: 'vector must have 2 entries, but has 1.',
      },
      {
        name: 'a count below zero',
        vector,
        count: -1,
        message: 'count must be a whole number of at least 0, but is -1.',
      },
      {
        name: 'excluded rows of another matrix',
        vector,
        count: 1,
        excluded: new Uint8Array(5),
        message: 'excluded must have 6 entries, but has 5.',
      },
      {
        name: 'what gives no number',
        vector: Float64Array.of(Number.NaN, 1),
        count: 1,
        message: 'A ranking needs numbers, but the score of row 0 is NaN.',
      },
    ])('refuses $name', async ({ vector, count, excluded, message }) => {
      await expect(compute().nearest(small, vector, count, excluded)).rejects.toMatchObject({
        name: 'InvalidArgumentError',
        message,
      });
    });
  });
}

/** The scores are the products, in order, and no row that is left out has a larger one. */
async function expectNearest(
  compute: Compute,
  matrix: Matrix,
  vector: Float64Array,
  count: number,
  excluded: Uint8Array | undefined,
  tolerance: number,
): Promise<void> {
  const { docRows, scores } = await compute.nearest(matrix, vector, count, excluded);
  const taking = Uint32Array.from({ length: matrix.rows }, (_, row) => row).filter((row) => !excluded?.[row]);
  expect(docRows.length).toBe(Math.min(count, taking.length));
  expect(scores.length).toBe(docRows.length);

  const products = exactProducts(matrix, vector, tolerance + FLOAT32_ROUNDING);
  const offAt = docRows.findIndex(
    (row, place) => !(Math.abs(scores[place] - products[row].exact) <= products[row].allowed),
  );
  const unsortedAt = docRows.findIndex((row, place) => {
    if (place === 0 || scores[place - 1] > scores[place]) return false;
    return !(scores[place - 1] === scores[place] && docRows[place - 1] < row);
  });
  const found = new Set(docRows);
  const last = scores.at(-1) ?? Number.POSITIVE_INFINITY;
  const forgotten = taking.filter(
    (row) => !found.has(row) && products[row].exact - products[row].allowed > last,
  );
  expect({ offAt, unsortedAt, forgotten }).toEqual({
    offAt: -1,
    unsortedAt: -1,
    forgotten: new Uint32Array(0),
  });
  expect(docRows.filter((row) => excluded?.[row])).toEqual(new Uint32Array(0));
}

/** Of each row the product in float64 and how far from it a score may be. */
function exactProducts(
  { rows, cols, data }: Matrix,
  vector: Float64Array,
  tolerance: number,
): { exact: number; allowed: number }[] {
  return Array.from({ length: rows }, (_, row) => {
    let exact = 0;
    let size = 0;
    for (let col = 0; col < cols; col++) {
      const term = data[row * cols + col] * vector[col];
      exact += term;
      size += Math.abs(term);
    }
    return { exact, allowed: tolerance * size };
  });
}
