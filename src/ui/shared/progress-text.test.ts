import { expect, test } from 'vitest';
import type { JobProgress } from '../../workers/client.ts';
import { progressAmount, progressRemaining, progressShare, spokenProgress } from './progress-text.ts';

const scoring: JobProgress = { stage: 'scoring', done: 2340, total: 5000, unit: 'tokens', elapsedMs: 1000 };
const reading: JobProgress = { stage: 'reading', done: 1.2e6, total: 4.5e6, unit: 'bytes', elapsedMs: 1000 };

test('share', () => {
  expect(progressShare(scoring)).toBe(0.468);
  expect(progressShare({ ...scoring, done: 6000 })).toBe(1);
  expect(progressShare({ ...scoring, done: 0, total: 0 })).toBe(0);
});

test('amount in the unit of the work', () => {
  expect(progressAmount(scoring)).toBe('2,340 of 5,000 tokens');
  expect(progressAmount(reading)).toBe('1.2 MB of 4.5 MB');
  expect(progressAmount({ ...reading, total: 0 })).toBe('1.2 MB');
  expect(progressAmount({ ...reading, done: 5e6 })).toBe('5 MB');
});

test('remaining time only when there is one', () => {
  expect(progressRemaining(scoring)).toBeUndefined();
  expect(progressRemaining({ ...scoring, remainingMs: 21_000 })).toBe('about 20 s left');
  expect(progressRemaining({ ...scoring, done: 5000, remainingMs: 0 })).toBeUndefined();
});

test('spoken progress moves by tenths', () => {
  expect(spokenProgress(scoring)).toBe('Scoring: 40 %');
  expect(spokenProgress({ ...scoring, done: 2499 })).toBe('Scoring: 40 %');
  expect(spokenProgress({ ...scoring, done: 2500 })).toBe('Scoring: 50 %');
});
