import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuCompute } from './cpu-compute.ts';
import { cancelledError } from './errors.ts';
import { randomPairs, topPairs } from './sample-pairs.ts';

const compute = createCpuCompute();
const queryVectors = { rows: 2, cols: 2, data: Float32Array.of(1, 0, 0, 1) };
const itemVectors = { rows: 4, cols: 2, data: Float32Array.of(1, 4, 3, 3, 2, 2, 3, 1) };

describe('topPairs', () => {
  it('gives each query its best items, best first, grouped by query', async () => {
    expect(await topPairs({ queryVectors, itemVectors, pairsPerQuery: 3, compute })).toEqual({
      rowStart: Uint32Array.of(0, 3, 6),
      queryRow: Uint32Array.of(0, 0, 0, 1, 1, 1),
      docRow: Uint32Array.of(1, 3, 2, 0, 1, 2),
    });
  });

  it('leaves out the item a query was made from, for that query only', async () => {
    const excludedRowOfQuery = Uint32Array.of(1, 0);
    const plan = await topPairs({ queryVectors, itemVectors, pairsPerQuery: 2, excludedRowOfQuery, compute });
    expect(plan.docRow).toEqual(Uint32Array.of(3, 2, 1, 2));
  });

  it('gives fewer when the corpus has fewer', async () => {
    const excludedRowOfQuery = Uint32Array.of(1, 0);
    const plan = await topPairs({ queryVectors, itemVectors, pairsPerQuery: 9, excludedRowOfQuery, compute });
    expect(plan.rowStart).toEqual(Uint32Array.of(0, 3, 6));
  });

  it('reports each query and stops between queries when cancelled', async () => {
    const done: number[] = [];
    const cancelled = topPairs({
      queryVectors,
      itemVectors,
      pairsPerQuery: 1,
      compute,
      onQuery: (queriesDone) => {
        done.push(queriesDone);
      },
      cancel: {
        aborted: false,
        throwIfAborted() {
          if (done.length === 1) throw cancelledError();
        },
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'CancelledError' });
    expect(done).toEqual([1]);
  });

  it.each([
    {
      changes: { pairsPerQuery: 0 },
      message: 'pairsPerQuery must be a whole number of at least 1, but is 0.',
    },
    {
      changes: { queryVectors: { rows: 1, cols: 1, data: Float32Array.of(1) } },
      message: 'itemVectors.cols must be 1, but is 2.',
    },
    {
      changes: { queryVectors: { rows: 0, cols: 2, data: new Float32Array() } },
      message: 'The number of train queries must be a whole number of at least 1, but is 0.',
    },
    {
      changes: { excludedRowOfQuery: Uint32Array.of(1, 4) },
      message: 'excludedRowOfQuery must hold rows below 4, but entry 1 is 4.',
    },
    {
      changes: { excludedRowOfQuery: Uint32Array.of(1) },
      message: 'excludedRowOfQuery must have 2 entries, but has 1.',
    },
  ])('refuses: $message', async ({ changes, message }) => {
    const options = { queryVectors, itemVectors, pairsPerQuery: 1, compute };
    await expect(topPairs({ ...options, ...changes })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });
});

describe('randomPairs', () => {
  const sizes = fc.record({
    queryCount: fc.integer({ min: 1, max: 8 }),
    itemCount: fc.integer({ min: 1, max: 20 }),
    pairsPerQuery: fc.integer({ min: 1, max: 25 }),
    seed: fc.nat(1e6),
  });

  it('gives each query different items, never the excluded one, and the same plan for the same seed', () => {
    fc.assert(
      fc.property(sizes, fc.boolean(), (options, excludes) => {
        const { queryCount, itemCount, pairsPerQuery } = options;
        const excludedRowOfQuery = Uint32Array.from({ length: queryCount }, (_, query) => query % itemCount);
        const chosen = excludes ? { ...options, excludedRowOfQuery } : options;
        const plan = randomPairs(chosen);
        expect(randomPairs(chosen)).toEqual(plan);
        const perQuery = Math.min(pairsPerQuery, excludes ? itemCount - 1 : itemCount);
        for (let query = 0; query < queryCount; query++) {
          const [start, end] = plan.rowStart.subarray(query, query + 2);
          const docRows = [...plan.docRow.subarray(start, end)];
          expect(docRows.length).toBe(perQuery);
          expect(new Set(docRows).size).toBe(perQuery);
          expect(docRows.every((row) => row < itemCount)).toBe(true);
          if (excludes) expect(docRows).not.toContain(excludedRowOfQuery[query]);
          expect(plan.queryRow.subarray(start, end).every((row) => row === query)).toBe(true);
        }
      }),
      { seed: 1 },
    );
  });

  it('draws each item about equally often, and another seed draws others', () => {
    const options = { queryCount: 3000, itemCount: 5, pairsPerQuery: 2, seed: 1 };
    const { docRow } = randomPairs(options);
    const counts = [0, 0, 0, 0, 0];
    for (const row of docRow) counts[row] += 1;
    for (const count of counts) expect(Math.abs(count - 1200)).toBeLessThan(120);
    expect(randomPairs({ ...options, seed: 2 }).docRow).not.toEqual(docRow);
  });
});
