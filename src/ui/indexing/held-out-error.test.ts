import { expect, test } from 'vitest';
import type { IndexSummary } from '../../core/index-records.ts';
import { heldOutError, heldOutText } from './held-out-error.ts';

const scoreScale = { alpha: 3, beta: 0.5 };

test('is in units of the cross-encoder: scaled errors divided by beta', () => {
  const index = { heldOutRmseBefore: 0.3, heldOutRmseAfter: 0.2, scoreScale } as IndexSummary;
  expect(heldOutError(index)).toEqual({ before: 0.6, after: 0.4 });
});

test('is absent where nothing was held out', () => {
  expect(heldOutError({ scoreScale } as IndexSummary)).toBeUndefined();
});

test.each([
  [{ before: 0.6, after: 0.45 }, '0.6000 → 0.4500 (−25 %)'],
  [{ before: 0.5, after: 0.75 }, '0.5000 → 0.7500 (+50 %)'],
  [{ before: 0.5, after: 0.5 }, '0.5000 → 0.5000 (0 %)'],
])('%o reads %s', (error, text) => {
  expect(heldOutText(error)).toBe(text);
});
