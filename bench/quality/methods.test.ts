import { expect, it, test } from 'vitest';
import { presetOf, SEARCH_PRESETS } from '../../src/core/search-presets.ts';
import { ANCHORS, FACTORISED, METHOD_NAMES, METHODS, REFERENCE } from './methods.ts';

const methodOf = (name: string) => {
  const found = METHODS.find((each) => each.name === name);
  if (!found) throw new Error(`No method ${name}.`);
  return found;
};

test('every preset is compared, the reference first', () => {
  expect(METHOD_NAMES[0]).toBe(REFERENCE);
  expect(METHOD_NAMES).toEqual(expect.arrayContaining(SEARCH_PRESETS.map(({ name }) => name)));
  expect(new Set(METHOD_NAMES).size).toBe(METHOD_NAMES.length);
});

test('a figure can be told apart by its dots', () => {
  expect(METHOD_NAMES.filter((name) => name.includes('.'))).toEqual([]);
});

it.each(['anncur', 'adacur'])('%s is searched in anchor scores', (name) => {
  expect(methodOf(name).place).toEqual({ index: ANCHORS });
});

it.each([
  { name: 'rnr-dual-encoder', firstRound: 'dual-encoder', schedule: { kind: 'equal', rounds: 1 } },
  { name: 'rnr-fusion', firstRound: 'fusion', schedule: { kind: 'equal', rounds: 1 } },
  { name: 'axn-lambda-0', firstRound: 'dual-encoder', fit: { kind: 'mix', lambda: 0 } },
  { name: 'axn-lambda-05', firstRound: 'dual-encoder', fit: { kind: 'mix', lambda: 0.5 } },
  { name: 'axn-lambda-08', firstRound: 'dual-encoder', fit: { kind: 'mix', lambda: 0.8 } },
])('$name on the dual-encoder', ({ name, ...expected }) => {
  const { place, make } = methodOf(name);
  expect(place).toEqual({ startSpace: 'dual-encoder' });
  expect(make('dual-encoder')).toMatchObject({ itemSpace: 'dual-encoder', ...expected });
});

test("what 'best' is made of", () => {
  const best = presetOf('best');
  const without = methodOf('best-without-columns');
  expect(without.place).toEqual({ startSpace: best.startSpace });
  expect(without.make('hybrid')).toEqual({ ...best.make('hybrid', 1), columns: [] });
  const onIndex = methodOf('best-on-mf-trns');
  expect(onIndex.place).toEqual({ index: FACTORISED });
  expect(onIndex.make('some index')).toEqual(best.make('some index', 1));
});
