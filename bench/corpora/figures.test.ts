import { expect, it } from 'vitest';
import { corporaFigures, quantile, sizeName } from './figures.ts';

const PAGE = {
  corpusId: 'c',
  seconds: 60,
  bytesOnDisk: 2_000_000,
  queryMs: [1, 9, 3],
  importMemoryMb: 400,
  queryMemoryMb: 100,
};
const NATIVE = { version: '3.40.1', seconds: 30 };
const LIST = { frameMs: [16, 17, 40], filledMs: [5, 7, 90], memoryMb: 450 };

it('gives every figure for its size, and those of the largest corpus without', () => {
  const corpora = [1000, 1_000_000].map((count) => ({ count, page: PAGE, native: NATIVE, list: LIST }));
  expect(corporaFigures(corpora)).toMatchObject({
    'importPerSecond.jsonl': 1_000_000 / 60,
    'importPerSecond.jsonl.1k': 1000 / 60,
    importRatioToNativeSqlite: 2,
    'importRatioToNativeSqlite.1m': 2,
    'importMemoryMb.1m': 400,
    'pageMemoryMb.1m': 450,
    'bytesPerPassage.1m': 2,
    'bm25Ms.1m': 3,
    'bm25Ms.p95.1m': 9,
    'listFrameMs.p95.1m': 40,
    'listFrameMs.max.1m': 40,
    'listFilledMs.1m': 7,
  });
});

it('does not take a smaller corpus for the largest where that one could not be measured', () => {
  const native = { absentBecause: 'no space' };
  const corpora = [
    { count: 1000, page: PAGE, native: NATIVE },
    { count: 2000, page: PAGE, native },
  ];
  expect(corporaFigures(corpora)).not.toHaveProperty('importRatioToNativeSqlite');
  expect(corporaFigures(corpora)).toHaveProperty(['importRatioToNativeSqlite.1k'], 2);
});

it('has no figure of what was not measured', () => {
  expect(corporaFigures([{ count: 10, native: NATIVE }])).toEqual({});
  expect(corporaFigures([{ count: 10, page: PAGE }])).not.toHaveProperty('importRatioToNativeSqlite');
  expect(
    corporaFigures([{ count: 10, page: { ...PAGE, queryMemoryMb: null } }])['pageMemoryMb.10'],
  ).toBeNull();
});

it.each([
  [10_000, '10k'],
  [1_500_000, '1500k'],
  [2_000_000, '2m'],
  [123, '123'],
])('%i passages are %s', (count, name) => {
  expect(sizeName(count)).toBe(name);
});

it.each([
  [0.5, 2],
  [0.95, 4],
  [1, 4],
  [0, 1],
])('the quantile %d is a value that was measured', (share, value) => {
  expect(quantile([4, 1, 3, 2], share)).toBe(value);
});
