import { describe, expect, test } from 'vitest';
import { cellOf, makeExperiment, makeResults, rankingOf } from '../testing/experiments.ts';
import { compareExperiments } from './experiment-differences.ts';
import type { Experiment, ExperimentProvenance } from './experiment-records.ts';

const before = makeExperiment();
const withProvenance = (changes: Partial<ExperimentProvenance>): Experiment =>
  makeExperiment({ provenance: { ...before.provenance, ...changes } });

test('the same again is identical, whenever it ran', () => {
  const again = withProvenance({ startedMs: 5000, finishedMs: 9000, msPerPair: 7 });
  expect(compareExperiments(before, again)).toEqual({
    conditions: [],
    comparedQueryCount: 2,
    cells: [],
    isIdentical: true,
  });
});

test('says what decides the numbers and is another', () => {
  const after = withProvenance({
    appVersion: '0.2.0',
    crossEncoder: { name: 'ce', hash: 'other-hash' },
    machine: 'Node 20.19.0, 2 cores',
  });
  const { conditions, isIdentical } = compareExperiments(before, after);
  expect(conditions).toEqual([
    { what: 'version of xenn', before: '0.1.0', after: '0.2.0' },
    { what: 'cross-encoder', before: 'ce (ce-hash)', after: 'ce (other-hash)' },
    { what: 'machine', before: 'Chromium 141, 2 cores', after: 'Node 20.19.0, 2 cores' },
  ]);
  expect(isIdentical).toBe(true);
});

test('vectors are told apart where two indexes have one name', () => {
  const space = (itemSpace: string, vectorsHash: string) => ({ itemSpace, name: 'MF', vectorsHash });
  const one = withProvenance({ itemSpaces: [space('a', 'hash-1'), space('b', 'hash-2')] });
  const other = withProvenance({ itemSpaces: [space('a', 'hash-3'), space('b', 'hash-2')] });
  expect(compareExperiments(one, other).conditions).toEqual([
    { what: 'vectors of “MF”', before: 'hash-1, hash-2', after: 'hash-2, hash-3' },
  ]);
});

test('says which cells rank otherwise, and how far scores are apart', () => {
  const [first, second] = makeResults();
  const swapped = { docRows: Uint32Array.of(1, 3), scores: Float32Array.of(2.5, 1.75) };
  const results = [{ ...first, cells: [cellOf(swapped, [0, 1]), first.cells[1]] }, second];
  expect(compareExperiments(before, makeExperiment({ results }))).toEqual({
    conditions: [],
    comparedQueryCount: 2,
    // Rows 3 and 1 had the scores 2 and 1.
    cells: [{ methodIndex: 0, budget: 10, differentRankings: 1, largestScoreDifference: 1.5 }],
    isIdentical: false,
  });
});

test('documents are told by their ids, whatever rows they have', () => {
  const moved = new Map([
    [1, 5],
    [3, 1],
    [4, 3],
  ]);
  const move = (docRow: number) => moved.get(docRow) as number;
  const results = makeResults().map((result) => ({
    ...result,
    cells: result.cells.map((cell) => ({
      ...cell,
      ranking: { ...cell.ranking, docRows: cell.ranking.docRows.map(move) },
    })),
  }));
  const documentIds = { docRows: Uint32Array.of(1, 3, 5), ids: ['three', 'four', 'one'] };
  expect(compareExperiments(before, makeExperiment({ results, documentIds })).isIdentical).toBe(true);
});

test('what only one of them has is not compared, and then they are not identical', () => {
  const [first] = makeResults();
  const fewer = makeExperiment({ results: [first], doneQueryCount: 1 });
  expect(compareExperiments(before, fewer)).toEqual({
    conditions: [{ what: 'test queries', before: '2 of 2', after: '1 of 2' }],
    comparedQueryCount: 1,
    cells: [],
    isIdentical: false,
  });
  const { request } = before;
  const renamed = makeExperiment({
    request: { ...request, methods: [request.methods[0], { ...request.methods[1], label: 'C' }] },
  });
  const { conditions, isIdentical } = compareExperiments(before, renamed);
  expect(
    conditions.map(({ what, before: one, after: other }) => [what, one === 'none', other === 'none']),
  ).toEqual([
    ['method “B”', false, true],
    ['method “C”', true, false],
  ]);
  expect(isIdentical).toBe(false);
});

describe('judgements', () => {
  const [first, second] = makeResults();
  const judged = (...judgements: { docRow: number; grade: number }[]) =>
    makeExperiment({ results: [{ ...first, judgements }, second] });

  test.each([
    [
      'another grade',
      judged({ docRow: 1, grade: 1 }, { docRow: 4, grade: 0 }),
      '2, other ones for 1 of 2 queries',
    ],
    [
      'another document',
      judged({ docRow: 1, grade: 2 }, { docRow: 3, grade: 0 }),
      '2, other ones for 1 of 2 queries',
    ],
    ['fewer', judged({ docRow: 1, grade: 2 }), '1, other ones for 1 of 2 queries'],
  ])('%s: told, though the rankings are identical', (_, after, text) => {
    expect(compareExperiments(before, after)).toEqual({
      conditions: [{ what: 'judgements', before: '2', after: text }],
      comparedQueryCount: 2,
      cells: [],
      isIdentical: true,
    });
  });

  test('of documents in other rows are the same', () => {
    // Rows 1 and 4 change places.
    const after = judged({ docRow: 1, grade: 0 }, { docRow: 4, grade: 2 });
    const documentIds = { docRows: Uint32Array.of(1, 3, 4), ids: ['four', 'three', 'one'] };
    expect(compareExperiments(before, { ...after, documentIds }).conditions).toEqual([]);
  });
});

test('rankings of different length are different', () => {
  const [first, second] = makeResults();
  const shorter = { ...first, cells: [cellOf(rankingOf(3), [0, 1]), first.cells[1]] };
  const { cells } = compareExperiments(before, makeExperiment({ results: [shorter, second] }));
  expect(cells).toMatchObject([{ methodIndex: 0, differentRankings: 1 }]);
});
