import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancelledError } from './errors.ts';
import type { PairChoice } from './index-records.ts';
import { createRandom } from './random.ts';
import {
  allPairs,
  type ChoosePairsOptions,
  choosePairs,
  type PairPlan,
  type RankDocuments,
} from './sample-pairs.ts';

/** Each query ranks the documents in an order of its own. */
function rankingOf(itemCount: number, seed: number, longest = itemCount): RankDocuments {
  return async (query, count) => {
    const rows = Uint32Array.from({ length: itemCount }, (_, row) => row);
    createRandom(seed + query).shuffle(rows);
    return rows.slice(0, Math.min(count, longest));
  };
}

const always =
  (...rows: number[]): RankDocuments =>
  async (_, count) =>
    Uint32Array.from(rows.slice(0, count));

const perQuery = (
  documentsPerQuery: number,
  dualEncoder: number,
  bm25: number,
  random: number,
): PairChoice => ({ kind: 'per-query', documentsPerQuery, shares: { dualEncoder, bm25, random } });

const docRowsOf = ({ rowStart, docRow }: PairPlan, query: number) => [
  ...docRow.subarray(rowStart[query], rowStart[query + 1]),
];

const small: ChoosePairsOptions = {
  queryCount: 2,
  itemCount: 6,
  seed: 1,
  seedOfQuery: Uint32Array.of(7, 8),
  dualEncoderRanking: always(5, 4, 3, 2, 1, 0),
  bm25Ranking: always(4, 0, 1),
};

describe('documents of each query', () => {
  it.each([
    ['the dual-encoder’s best first', perQuery(3, 1, 0, 0), [5, 4, 3]],
    ['then BM25’s, without what is taken', perQuery(4, 0.5, 0.5, 0), [5, 4, 0, 1]],
    ['the dual-encoder’s where BM25 has too few', perQuery(5, 0, 1, 0), [4, 0, 1, 5, 3]],
    ['all where more are asked for', perQuery(9, 1, 0, 0), [5, 4, 3, 2, 1, 0]],
  ])('%s', async (_, choice, expected) => {
    expect(await choosePairs(choice, small)).toEqual({
      rowStart: Uint32Array.of(0, expected.length, 2 * expected.length),
      queryRow: Uint32Array.from([...expected.map(() => 0), ...expected.map(() => 1)]),
      docRow: Uint32Array.from([...expected, ...expected]),
    });
  });

  it.each([
    [10, 0.7, 0.2, 0.1, [7, 2, 1]],
    [50, 0.5, 0.5, 0, [25, 25, 0]],
    [3, 0.5, 0.5, 0, [2, 1, 0]],
    [4, 0.45, 0.45, 0.1, [2, 2, 0]],
    [1, 0, 0, 1, [0, 0, 1]],
  ])('shares out %d as %d : %d : %d', async (count, dualEncoder, bm25, random, expected) => {
    // Rows tell their source: the dual-encoder's are below 100, BM25's below 200.
    const plan = await choosePairs(perQuery(count, dualEncoder, bm25, random), {
      ...small,
      itemCount: 1_000_000,
      dualEncoderRanking: async (_, asked) => Uint32Array.from({ length: asked }, (_, row) => row),
      bm25Ranking: async (_, asked) => Uint32Array.from({ length: asked }, (_, row) => 100 + row),
    });
    const rows = docRowsOf(plan, 0);
    const found = [
      rows.filter((row) => row < 100).length,
      rows.filter((row) => row >= 100 && row < 200).length,
      rows.filter((row) => row >= 200).length,
    ];
    expect(found).toEqual(expected);
  });

  const cases = fc
    .record({
      queryCount: fc.integer({ min: 1, max: 5 }),
      itemCount: fc.integer({ min: 1, max: 20 }),
      documentsPerQuery: fc.integer({ min: 1, max: 25 }),
      weights: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)).filter((weights) => Math.max(...weights) > 0),
      bm25Longest: fc.nat(8),
      seed: fc.nat(1e6),
      excludes: fc.boolean(),
    })
    .map(({ queryCount, itemCount, documentsPerQuery, weights, bm25Longest, seed, excludes }) => {
      const sum = weights[0] + weights[1] + weights[2];
      const rows = Uint32Array.from({ length: queryCount }, (_, query) => (seed + query) % itemCount);
      const options: ChoosePairsOptions = {
        queryCount,
        itemCount,
        seed,
        seedOfQuery: rows.map((row) => row + seed),
        dualEncoderRanking: rankingOf(itemCount, seed),
        bm25Ranking: rankingOf(itemCount, seed + 100, bm25Longest),
        excludedRowOfQuery: excludes ? rows : undefined,
      };
      const choiceOf = (count: number) =>
        perQuery(count, weights[0] / sum, weights[1] / sum, weights[2] / sum);
      return { options, choiceOf, documentsPerQuery };
    });

  it('are different ones, as many as asked for, never the excluded one; the same again', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ options, choiceOf, documentsPerQuery }) => {
        const { queryCount, itemCount, excludedRowOfQuery } = options;
        const plan = await choosePairs(choiceOf(documentsPerQuery), options);
        expect(await choosePairs(choiceOf(documentsPerQuery), options)).toEqual(plan);
        const expected = Math.min(documentsPerQuery, excludedRowOfQuery ? itemCount - 1 : itemCount);
        for (let query = 0; query < queryCount; query++) {
          const rows = docRowsOf(plan, query);
          expect(new Set(rows).size).toBe(expected);
          expect(rows.length).toBe(expected);
          expect(rows.every((row) => row < itemCount)).toBe(true);
          if (excludedRowOfQuery) expect(rows).not.toContain(excludedRowOfQuery[query]);
          const [start, end] = plan.rowStart.subarray(query, query + 2);
          expect(plan.queryRow.subarray(start, end).every((row) => row === query)).toBe(true);
        }
      }),
      { seed: 1 },
    );
  });

  it('are among those of a larger count', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ options, choiceOf, documentsPerQuery }) => {
        const fewer = await choosePairs(choiceOf(documentsPerQuery), options);
        const more = await choosePairs(choiceOf(documentsPerQuery + 1), options);
        for (let query = 0; query < options.queryCount; query++) {
          expect(docRowsOf(more, query)).toEqual(expect.arrayContaining(docRowsOf(fewer, query)));
        }
      }),
      { seed: 1 },
    );
  });

  it('are drawn about equally often at random, by the seed of the query', async () => {
    const seedOfQuery = Uint32Array.from({ length: 3000 }, (_, query) => query);
    const options = { queryCount: 3000, itemCount: 5, seed: 1, seedOfQuery };
    const plan = await choosePairs(perQuery(2, 0, 0, 1), options);
    const counts = [0, 0, 0, 0, 0];
    for (const row of plan.docRow) counts[row] += 1;
    for (const count of counts) expect(Math.abs(count - 1200)).toBeLessThan(120);
    const alone = { ...options, queryCount: 1, seedOfQuery: Uint32Array.of(1234) };
    expect(docRowsOf(await choosePairs(perQuery(2, 0, 0, 1), alone), 0)).toEqual(docRowsOf(plan, 1234));
  });

  it('are reported query by query, and stop between queries when cancelled', async () => {
    const done: number[] = [];
    const cancelled = choosePairs(perQuery(1, 1, 0, 0), {
      ...small,
      onStep: (queriesDone) => void done.push(queriesDone),
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
});

describe('queries of each document', () => {
  const cases = fc
    .record({
      queryCount: fc.integer({ min: 1, max: 12 }),
      itemCount: fc.integer({ min: 1, max: 12 }),
      queriesPerDocument: fc.integer({ min: 1, max: 14 }),
      seed: fc.nat(1e6),
      excludes: fc.boolean(),
    })
    .map(({ queryCount, itemCount, seed, excludes, queriesPerDocument }) => {
      const rows = Uint32Array.from({ length: queryCount }, (_, query) => query % itemCount);
      const excludedRowOfQuery = excludes ? rows : undefined;
      const options = { queryCount, itemCount, seed, seedOfQuery: rows, excludedRowOfQuery };
      return { options, queriesPerDocument };
    });

  it('are different ones, as many as asked for, grouped by query; the same again; among those of more', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ options, queriesPerDocument }) => {
        const { queryCount, itemCount, excludedRowOfQuery } = options;
        const plan = await choosePairs({ kind: 'per-document', queriesPerDocument }, options);
        expect(await choosePairs({ kind: 'per-document', queriesPerDocument }, options)).toEqual(plan);
        const more = await choosePairs(
          { kind: 'per-document', queriesPerDocument: queriesPerDocument + 1 },
          options,
        );
        const queriesOf = ({ queryRow, docRow }: PairPlan, wanted: number) =>
          [...queryRow].filter((_, pair) => docRow[pair] === wanted);
        for (let docRow = 0; docRow < itemCount; docRow++) {
          const allowed = [...Array(queryCount).keys()].filter(
            (query) => excludedRowOfQuery?.[query] !== docRow,
          );
          const queries = queriesOf(plan, docRow);
          expect(queries.length).toBe(Math.min(queriesPerDocument, allowed.length));
          expect(new Set(queries).size).toBe(queries.length);
          expect(allowed).toEqual(expect.arrayContaining(queries));
          expect(queriesOf(more, docRow)).toEqual(expect.arrayContaining(queries));
        }
        for (let query = 0; query < queryCount; query++) {
          const [start, end] = plan.rowStart.subarray(query, query + 2);
          expect(plan.queryRow.subarray(start, end).every((row) => row === query)).toBe(true);
        }
      }),
      { seed: 1 },
    );
  });

  it('are drawn about equally often, and differently by another seed', async () => {
    const options = { queryCount: 5, itemCount: 3000, seed: 1, seedOfQuery: new Uint32Array(5) };
    const choice: PairChoice = { kind: 'per-document', queriesPerDocument: 2 };
    const plan = await choosePairs(choice, options);
    for (let query = 0; query < 5; query++) {
      expect(Math.abs(docRowsOf(plan, query).length - 1200)).toBeLessThan(120);
    }
    expect(await choosePairs(choice, { ...options, seed: 2 })).not.toEqual(plan);
  });
});

describe('queries of each document, as they were ever drawn', () => {
  /** By the code that made the first plans: stored jobs go on with the same pairs. */
  it('of a few', async () => {
    const plan = await choosePairs(
      { kind: 'per-document', queriesPerDocument: 2 },
      {
        queryCount: 4,
        itemCount: 7,
        seed: 3,
        seedOfQuery: new Uint32Array(4),
        excludedRowOfQuery: Uint32Array.of(0, 2, 4, 6),
      },
    );
    expect(plan).toEqual({
      rowStart: Uint32Array.of(0, 4, 8, 10, 14),
      queryRow: Uint32Array.of(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3),
      docRow: Uint32Array.of(1, 2, 3, 5, 1, 4, 5, 6, 0, 6, 0, 2, 3, 4),
    });
  });

  const many = { queryCount: 50, itemCount: 5000, seed: 11, seedOfQuery: new Uint32Array(50) };
  const choice: PairChoice = { kind: 'per-document', queriesPerDocument: 3 };

  it('of many, whoever watches', async () => {
    const done: number[] = [];
    const plan = await choosePairs(choice, { ...many, onStep: async (items) => void done.push(items) });
    expect(done).toEqual([1000, 2000, 3000, 4000, 5000]);
    expect(createHash('sha256').update(plan.docRow).digest('hex')).toBe(
      'c9f32a5aa35cd92ebda46f0986c8d6c2e96d2070bbd6d772fdb1c930a67e55ae',
    );
  });

  it('stop between steps when cancelled', async () => {
    const done: number[] = [];
    const stop = new AbortController();
    const onStep = (items: number) => {
      done.push(items);
      if (items === 2000) stop.abort(cancelledError());
    };
    await expect(choosePairs(choice, { ...many, onStep, cancel: stop.signal })).rejects.toMatchObject({
      name: 'CancelledError',
    });
    expect(done).toEqual([1000, 2000]);
  });
});

it('all pairs, whatever is excluded', async () => {
  const expected = {
    rowStart: Uint32Array.of(0, 3, 6),
    queryRow: Uint32Array.of(0, 0, 0, 1, 1, 1),
    docRow: Uint32Array.of(0, 1, 2, 0, 1, 2),
  };
  expect(allPairs(2, 3)).toEqual(expected);
  const excludedRowOfQuery = Uint32Array.of(1, 0);
  expect(await choosePairs({ kind: 'all' }, { ...small, itemCount: 3, excludedRowOfQuery })).toEqual(
    expected,
  );
});

describe('refuses', () => {
  const one = perQuery(1, 1, 0, 0);
  it.each<[PairChoice, Partial<ChoosePairsOptions>, string]>([
    [perQuery(0, 1, 0, 0), {}, 'documentsPerQuery must be a whole number of at least 1, but is 0.'],
    [
      { kind: 'per-document', queriesPerDocument: 0 },
      {},
      'queriesPerDocument must be a whole number of at least 1, but is 0.',
    ],
    [perQuery(1, 0.5, 0.4, 0), {}, 'The sum of the shares must be a number equal to 1, but is 0.9.'],
    [perQuery(1, 1.5, -0.5, 0), {}, 'The smallest share must be a number of at least 0, but is -0.5.'],
    [
      one,
      { queryCount: 0, seedOfQuery: new Uint32Array() },
      'The number of train queries must be a whole number of at least 1, but is 0.',
    ],
    [one, { itemCount: 0 }, 'The number of items must be a whole number of at least 1, but is 0.'],
    [one, { seedOfQuery: Uint32Array.of(1) }, 'seedOfQuery must have 2 entries, but has 1.'],
    [
      one,
      { excludedRowOfQuery: Uint32Array.of(1, 6) },
      'excludedRowOfQuery must hold rows below 6, but entry 1 is 6.',
    ],
    [one, { excludedRowOfQuery: Uint32Array.of(1) }, 'excludedRowOfQuery must have 2 entries, but has 1.'],
    [one, { dualEncoderRanking: always(6) }, 'The rankings must hold rows below 6, but entry 0 is 6.'],
    [
      one,
      { dualEncoderRanking: undefined },
      'The shares of the pairs need dualEncoderRanking, but there is none: give it, or a share of 0.',
    ],
    [
      perQuery(1, 0, 1, 0),
      { bm25Ranking: undefined },
      'The shares of the pairs need bm25Ranking, but there is none: give it, or a share of 0.',
    ],
  ])('%j with %o', async (choice, changes, message) => {
    await expect(choosePairs(choice, { ...small, ...changes })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });
});
