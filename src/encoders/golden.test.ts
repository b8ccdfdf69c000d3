import { expect, test } from 'vitest';
import { readGolden } from '../testing/node-encoders.ts';
import { compareWithGolden, parseGolden, SCORE_TOLERANCE, scoreTolerance } from './golden.ts';

test.each([
  { name: 'equal', found: [1, 2], expected: [1, 2], result: { maxError: 0 } },
  { name: 'within the tolerance', found: [1.5, 2], expected: [1, 2], result: { maxError: 0.5 } },
  { name: 'equal inputs, equal outputs', found: [1, 1], expected: [1, 1], result: { maxError: 0 } },
  {
    name: 'equal inputs, all wrong',
    found: [3, 3],
    expected: [1, 1],
    result: {
      maxError: 2,
      wrongBecause: 'its numbers differ from the reference by up to 2.00, more than 0.5',
    },
  },
  {
    name: 'outside the tolerance',
    found: [1, 3],
    expected: [1, 2],
    result: {
      maxError: 1,
      wrongBecause: 'its numbers differ from the reference by up to 1.00, more than 0.5',
    },
  },
  {
    name: 'all zero',
    found: [0, 0],
    expected: [1, 2],
    result: { maxError: 2, wrongBecause: 'it gave 0 for every input' },
  },
  {
    name: 'all equal',
    found: [3, 3, 3],
    expected: [1, 2, 3],
    result: { maxError: 2, wrongBecause: 'it gave 3 for every input' },
  },
  {
    name: 'NaN',
    found: [1, Number.NaN],
    expected: [1, 2],
    result: { maxError: Number.POSITIVE_INFINITY, wrongBecause: 'it gave NaN instead of a finite number' },
  },
  {
    name: 'one missing',
    found: [1],
    expected: [1, 2],
    result: { maxError: Number.POSITIVE_INFINITY, wrongBecause: 'it gave 1 numbers instead of 2' },
  },
])('$name', ({ found, expected, result }) => {
  expect(compareWithGolden(found, expected, 0.5)).toEqual(result);
});

test('a long tolerance is told with three digits', () => {
  expect(compareWithGolden([3], [1], 2 / 3).wrongBecause).toBe(
    'its numbers differ from the reference by up to 2.00, more than 0.667',
  );
});

test('scores may be off in proportion where they spread more than those of the embedded model', async () => {
  const embedded = (await readGolden()).pairs.map(({ logit }) => logit);
  expect(scoreTolerance('wasm', embedded, false)).toBe(SCORE_TOLERANCE.wasm);
  expect(scoreTolerance('webgpu', embedded, false)).toBe(SCORE_TOLERANCE.webgpu);
  expect(scoreTolerance('webgpu', [-30, 30], false)).toBeCloseTo(10 * SCORE_TOLERANCE.webgpu, 12);
});

test('only a GPU may compute in half precision', () => {
  expect(scoreTolerance('webgpu', [-3, 3], true)).toBeCloseTo(0.02, 12);
  expect(scoreTolerance('wasm', [-3, 3], true)).toBe(SCORE_TOLERANCE.wasm);
});

test('what half precision may cost shrinks with the spread, to what a GPU may cost anyway', () => {
  expect(scoreTolerance('webgpu', [-1, 1], true)).toBeCloseTo(0.02 / 3, 12);
  expect(scoreTolerance('webgpu', [-0.01, 0.01], true)).toBe(SCORE_TOLERANCE.webgpu);
});

test('the embedded file: 19 pairs and 8 texts, all different', async () => {
  const { pairs, texts } = await readGolden();
  expect(new Set(pairs.map(({ logit }) => logit)).size).toBe(19);
  expect(texts.map(({ embedding }) => embedding.length)).toEqual(Array(8).fill(256));
  expect(pairs[0]).toMatchObject({ query: 'How many people live in Berlin?', logit: 1.0969058275222778 });
  expect(pairs[0].pair.ids.length).toBe(35);
  expect(pairs[0].pair.ids[pairs[0].pair.passageStart - 1]).toBe(3);
});

test.each([
  { json: {}, found: 'nothing' },
  { json: { pairs: [], texts: [] }, found: 'pairs, texts' },
  { json: { pairs: 'x' }, found: 'pairs' },
])('$json is refused', ({ json, found }) => {
  expect(() => parseGolden(json)).toThrow(
    `Model file models/golden.json: expected lists "pairs" and "texts", found ${found}. ` +
      'Reload the page; if it happens again, the installation is incomplete.',
  );
});
