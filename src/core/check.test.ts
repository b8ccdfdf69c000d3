import { describe, expect, it } from 'vitest';
import { checkCount, checkFinite, checkInteger, checkNumber, checkRows, checkSize } from './check.ts';

describe('checkInteger', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => checkInteger('budget', value, 1)).toThrow(
      `budget must be a whole number of at least 1, but is ${value}.`,
    );
  });

  it('takes the least value and any above it', () => {
    expect(() => checkInteger('k', 0, 0)).not.toThrow();
    expect(() => checkInteger('k', 2 ** 40, 0)).not.toThrow();
  });
});

describe('checkNumber', () => {
  it.each([0, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => checkNumber('mu', value, value > 0, 'above 0')).toThrow(
      `mu must be a number above 0, but is ${value}.`,
    );
  });

  it('takes what is in range', () => {
    expect(() => checkNumber('mu', 1e-9, true, 'above 0')).not.toThrow();
  });
});

describe('checkCount', () => {
  it('names what is too short', () => {
    expect(() => checkCount('prior', 2, 3)).toThrow('prior must have 3 entries, but has 2.');
    expect(() => checkCount('prior', 3, 3)).not.toThrow();
  });
});

describe('checkSize', () => {
  it('names what does not fit', () => {
    expect(() => checkSize('itemVectors.cols', 2, 3)).toThrow('itemVectors.cols must be 3, but is 2.');
    expect(() => checkSize('itemVectors.cols', 3, 3)).not.toThrow();
  });
});

describe('checkRows', () => {
  it('names the first row out of range', () => {
    expect(() => checkRows('docRows', Uint32Array.of(0, 4, 7, 9), 7)).toThrow(
      'docRows must hold rows below 7, but entry 2 is 7.',
    );
    expect(() => checkRows('docRows', Uint32Array.of(0, 6), 7)).not.toThrow();
  });
});

describe('checkFinite', () => {
  it('names the first entry that is not', () => {
    expect(() => checkFinite('scores', Float32Array.of(1, Number.NEGATIVE_INFINITY, Number.NaN))).toThrow(
      'scores must hold finite numbers, but entry 1 is -Infinity.',
    );
    expect(() => checkFinite('scores', Float32Array.of(1, -2))).not.toThrow();
  });
});
