import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { chooseMu, leaveOneOutError, muGrid, neighboursOf } from './leave-one-out.ts';

const GRID = [0.01, 0.1, 1, 10, 100];

/** The error at each place of the grid, and which of them were asked for, in order. */
function errorsOf(errors: number[]) {
  const asked: number[] = [];
  const errorOf = (mu: number) => {
    asked.push(mu);
    return errors[GRID.indexOf(mu)];
  };
  return { asked, errorOf };
}

describe('muGrid', () => {
  it('goes from 1e-4 to 1e2 times the mean, two steps a decade', () => {
    const grid = muGrid(1);
    expect(grid.length).toBe(13);
    expectAllClose([grid[0], grid[1], grid[12]], [1e-4, 10 ** -3.5, 100], 1e-12);
  });

  it('of a mean between two steps is that of the nearest, value for value', () => {
    expect(muGrid(12)).toEqual(muGrid(10));
    expect(muGrid(10).slice(0, -2)).toEqual(muGrid(1).slice(2));
  });

  it('of items without features is that of 1', () => {
    expect(muGrid(0)).toEqual(muGrid(1));
  });
});

describe('leaveOneOutError', () => {
  it('is the mean square of weight / diagonal', () => {
    expect(leaveOneOutError(Float64Array.of(1, -3), Float64Array.of(0.5, 1))).toBe(6.5);
  });
});

describe('chooseMu', () => {
  it.each([
    { name: 'the smallest error', errors: [3, 1, 2, 0.5, 4], expected: 10 },
    { name: 'the largest mu of equal ones', errors: [3, 1, 2, 1 + 1e-12, 4], expected: 10 },
    { name: 'the largest of all where no error differs', errors: [0, 0, 0, 0, 0], expected: 100 },
    { name: 'not one that is worse by more than rounding', errors: [3, 1, 1 + 1e-6, 2, 4], expected: 0.1 },
  ])('over the whole grid: $name', ({ errors, expected }) => {
    const { asked, errorOf } = errorsOf(errors);
    expect(chooseMu(GRID, errorOf)).toBe(expected);
    expect(asked).toEqual(GRID);
  });

  it.each([
    { name: 'stays', errors: [0, 5, 2, 3, 1], expected: 1, tried: [1, 10, 0.1] },
    { name: 'goes down', errors: [3, 1, 2, 4, 0], expected: 0.1, tried: [1, 10, 0.1, 0.01] },
    { name: 'goes up, to the end', errors: [0, 1, 5, 4, 3], expected: 100, tried: [1, 10, 100] },
    { name: 'goes up where nothing differs', errors: [0, 0, 0, 0, 0], expected: 100, tried: [1, 10, 100] },
    {
      name: 'does not go down for rounding',
      errors: [9, 1 - 1e-12, 1, 2, 3],
      expected: 1,
      tried: [1, 10, 0.1],
    },
  ])('from the last mu: $name', ({ errors, expected, tried }) => {
    const { asked, errorOf } = errorsOf(errors);
    expect(chooseMu(GRID, errorOf, 1)).toBe(expected);
    expect(new Set(asked)).toEqual(new Set(tried));
    expect(asked.length).toBe(new Set(asked).size);
  });

  it('starts at the nearest end where the grid has moved away', () => {
    const errors = errorsOf([1, 2, 3, 4, 5]);
    expect(chooseMu(GRID, errors.errorOf, 1e-5)).toBe(0.01);
    expect(errors.asked).toEqual([0.1, 0.01]);
    const falling = errorsOf([5, 4, 3, 2, 1]);
    expect(chooseMu(GRID, falling.errorOf, 1e5)).toBe(100);
  });
});

describe('neighboursOf', () => {
  it.each([
    [1, [0.1, 1, 10]],
    [0.01, [0.01, 0.1]],
    [100, [10, 100]],
  ])('%d', (mu, expected) => {
    expect(neighboursOf(GRID, mu)).toEqual(expected);
  });
});
