import { expect, it } from 'vitest';
import { seriesMark } from './chart-marks.ts';

it('tells thirty methods apart by colour and symbol', () => {
  const series = ['a', 'b', 'c', 'd', 'e', 'f'];
  const marks = Array.from({ length: 30 }, (_, place) => seriesMark(place, { series }));
  expect(new Set(marks.map(({ color, symbol }) => `${color} ${symbol}`)).size).toBe(30);
  // Neighbours differ in both, so that either is enough for a few methods.
  expect(new Set(marks.slice(0, 5).map(({ symbol }) => symbol)).size).toBe(5);
});
