import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatCountOf,
  formatDate,
  formatDuration,
  formatEstimate,
  formatHash,
  formatLoss,
  formatPercent,
  formatRate,
  formatScoreError,
} from './format.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test.each([
  [0, '0'],
  [999, '999'],
  [5183, '5,183'],
  [1_234_567, '1,234,567'],
])('count %d', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [0, '0 documents'],
  [1, '1 document'],
  [1500, '1,500 documents'],
])('count of %d', (count, text) => {
  expect(formatCountOf(count, 'document')).toBe(text);
});

test('count of with its own plural', () => {
  expect([formatCountOf(1, 'query', 'queries'), formatCountOf(2, 'query', 'queries')]).toEqual([
    '1 query',
    '2 queries',
  ]);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [999.6, '1 kB'],
  [1000, '1 kB'],
  [218_809, '219 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [13_343_567, '13.3 MB'],
  [5e9, '5 GB'],
  [2.5e15, '2,500 TB'],
])('bytes %d', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '<1 ms'],
  [0.4, '<1 ms'],
  [340, '340 ms'],
  [999.4, '999 ms'],
  [999.5, '1.0 s'],
  [4230, '4.2 s'],
  [9949, '9.9 s'],
  [9950, '10 s'],
  [59.4 * SECOND, '59 s'],
  [59.5 * SECOND, '1 min'],
  [80 * SECOND, '1 min 20 s'],
  [599.6 * SECOND, '10 min'],
  [12.4 * MINUTE, '12 min'],
  [59.6 * MINUTE, '1 h'],
  [125 * MINUTE, '2 h 5 min'],
  [26 * HOUR, '1 d 2 h'],
  [48 * HOUR, '2 d'],
])('duration %d ms', (elapsedMs, text) => {
  expect(formatDuration(elapsedMs)).toBe(text);
});

test.each([
  [0, 'a few seconds'],
  [4999, 'a few seconds'],
  [42 * SECOND, 'about 40 s'],
  [56 * SECOND, 'about 1 min'],
  [80 * SECOND, 'about 1 min'],
  [3.4 * MINUTE, 'about 3 min'],
  [59.6 * MINUTE, 'about 1 h'],
  [134 * MINUTE, 'about 2 h 10 min'],
  [13.2 * HOUR, 'about 13 h'],
  [72 * HOUR, 'about 3 days'],
  [Number.NaN, 'an unknown time'],
  [Number.POSITIVE_INFINITY, 'an unknown time'],
])('estimate %d ms', (estimatedMs, text) => {
  expect(formatEstimate(estimatedMs)).toBe(text);
});

test.each([
  [18.64, '18.6'],
  [544, '544'],
  [1520.4, '1,520'],
])('rate %d', (perSecond, text) => {
  expect(formatRate(perSecond)).toBe(text);
});

test.each([
  [0, '0'],
  [5.04e-6, '5.0e-6'],
])('score error %d', (error, text) => {
  expect(formatScoreError(error)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.425, '42 %'],
  [0.9999, '99 %'],
  [1, '100 %'],
  [1.2, '100 %'],
  [-1, '0 %'],
])('percent %d', (share, text) => {
  expect(formatPercent(share)).toBe(text);
});

test('loss, hash, date', () => {
  expect(formatLoss(0.0123456)).toBe('0.01235');
  expect(formatHash('0123456789abcdef0123')).toBe('0123456789ab');
  expect(formatDate(Date.UTC(2026, 10, 23, 19, 5), 'UTC')).toBe('23 Nov 2026, 19:05');
  expect([9e15, Number.NaN].map((epochMs) => formatDate(epochMs))).toEqual([
    'an unknown time',
    'an unknown time',
  ]);
});

describe('properties', () => {
  test('a duration never shows a full small unit, such as "1 min 60 s"', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e10, noNaN: true }), (elapsedMs) => {
        expect(formatDuration(elapsedMs)).not.toMatch(/\b60 (s|min)\b|\b24 h\b|\b1000 ms\b/);
      }),
      { seed: 1 },
    );
  });

  test('an estimate never shows one either', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e10, noNaN: true }), (estimatedMs) => {
        expect(formatEstimate(estimatedMs)).not.toMatch(/\b60 (s|min)\b/);
      }),
      { seed: 1 },
    );
  });

  test('bytes have at most three digits below the largest unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9e14 }), (bytes) => {
        expect(formatBytes(bytes).replace(/\D/g, '').length).toBeLessThanOrEqual(3);
      }),
      { seed: 1 },
    );
  });
});
