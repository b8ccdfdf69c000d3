import { describe, expect, test } from 'vitest';
import type { IndexSummary } from '../../../core/index-records.ts';
import type { EncoderStatus, MeasuredRecall } from '../../../workers/client.ts';
import { DEFAULT_METHODS } from '../new-index/default-methods.ts';
import { type LibraryOrder, libraryRows, nextOrder, sortRows } from './library-rows.ts';

const trained = {
  indexId: 'i',
  name: 'MF',
  createdMs: 5,
  scoreScale: { alpha: 0, beta: 0.5 },
  heldOutRmseBefore: 0.3,
  heldOutRmseAfter: 0.2,
  scorerCalls: 5000,
  elapsedMs: 60,
  provenance: { method: DEFAULT_METHODS['mf-trns/als'] },
} as IndexSummary;
const anchors = {
  indexId: 'j',
  name: 'Anchors',
  createdMs: 9,
  scoreScale: { alpha: 0, beta: 1 },
  scorerCalls: 90,
  elapsedMs: 20,
  provenance: { method: DEFAULT_METHODS.anchors },
} as IndexSummary;
const recall = (itemSpace: string, value: number) =>
  ({ itemSpace, recall: value, crossEncoderHash: 'ce', dualEncoderHash: 'de' }) as MeasuredRecall;
const recalls = [
  { ...recall('i', 0.1), crossEncoderHash: 'another' },
  { ...recall('i', 0.2), dualEncoderHash: 'another' },
  recall('i', 0.8),
  recall('hybrid', 0.7),
];
const models = { crossEncoder: { hash: 'ce' }, dualEncoder: { hash: 'de' } } as EncoderStatus;
const rows = libraryRows({ indexes: [trained, anchors], recalls }, models);

describe('libraryRows', () => {
  test('has a row for each start space and each index', () => {
    expect(rows.map(({ name, method }) => `${name}: ${method}`)).toEqual([
      'Dual-encoder: No index',
      'Lexical (LSA): No index',
      'Dual-encoder and lexical: No index',
      'MF: MF, transductive (ALS)',
      'Anchors: Anchor scores (ADACUR)',
    ]);
  });

  test('gives errors in units of the cross-encoder and the recall of the same item space', () => {
    expect(rows[3]).toEqual({
      itemSpace: 'i',
      name: 'MF',
      method: 'MF, transductive (ALS)',
      index: trained,
      heldOut: { before: 0.6, after: 0.4 },
      recall: recalls[2],
      calls: 5000,
      elapsedMs: 60,
      createdMs: 5,
    });
  });

  test('has no recall while the models are not known', () => {
    const unknown = libraryRows({ indexes: [trained, anchors], recalls }, undefined);
    expect(unknown.map(({ recall }) => recall)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('leaves out what was not measured', () => {
    expect(rows[4]).not.toHaveProperty('heldOut');
    expect(rows[4]).not.toHaveProperty('recall');
    expect(rows[0]).toEqual({
      itemSpace: 'dual-encoder',
      name: 'Dual-encoder',
      method: 'No index',
      calls: 0,
    });
  });
});

describe('sortRows', () => {
  test.each<[LibraryOrder, string[]]>([
    [{ column: 'recall', descending: true }, ['i', 'hybrid', 'dual-encoder', 'lsa', 'j']],
    [{ column: 'recall', descending: false }, ['hybrid', 'i', 'dual-encoder', 'lsa', 'j']],
    [{ column: 'calls', descending: false }, ['dual-encoder', 'lsa', 'hybrid', 'j', 'i']],
    [{ column: 'createdMs', descending: true }, ['j', 'i', 'dual-encoder', 'lsa', 'hybrid']],
    [{ column: 'heldOut', descending: true }, ['i', 'dual-encoder', 'lsa', 'hybrid', 'j']],
    [{ column: 'name', descending: false }, ['j', 'dual-encoder', 'hybrid', 'lsa', 'i']],
  ])('by %o', (order, itemSpaces) => {
    expect(sortRows(rows, order).map(({ itemSpace }) => itemSpace)).toEqual(itemSpaces);
  });
});

test.each<[LibraryOrder, Parameters<typeof nextOrder>[1], LibraryOrder]>([
  [{ column: 'name', descending: false }, 'name', { column: 'name', descending: true }],
  [{ column: 'name', descending: true }, 'recall', { column: 'recall', descending: true }],
  [{ column: 'recall', descending: true }, 'heldOut', { column: 'heldOut', descending: false }],
])('from %o, a click on %s', (order, column, next) => {
  expect(nextOrder(order, column)).toEqual(next);
});
