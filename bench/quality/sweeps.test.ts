import { expect, it, test } from 'vitest';
import { FACTORISED } from './methods.ts';
import { METHODS_OF, PARTS } from './sweeps.ts';

const methodOf = (name: string) => {
  const found = Object.values(METHODS_OF)
    .flat()
    .find((each) => each.name === name);
  if (!found) throw new Error(`No method ${name}.`);
  return found;
};

it.each(PARTS)('names of part %s differ, and have no dot', (part) => {
  const names = METHODS_OF[part].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => name.includes('.'))).toEqual([]);
});

test('how many methods each part compares', () => {
  expect(PARTS.slice(1).map((part) => METHODS_OF[part].length)).toEqual([30, 22, 21]);
});

it.each([
  { name: 'axn-lambda-08-r3', schedule: { rounds: 3 }, fit: { kind: 'mix', lambda: 0.8 } },
  { name: 'best-r7', schedule: { rounds: 7 }, fit: { kind: 'ridge', mu: 'leave-one-out' } },
  { name: 'axn-lambda-1-dual-encoder', schedule: { rounds: 10 }, fit: { kind: 'mix', lambda: 1 } },
  { name: 'ridge-none', schedule: { rounds: 10 }, fit: { kind: 'ridge', mu: 'leave-one-out' }, columns: [] },
])('$name', ({ name, ...expected }) => {
  expect(methodOf(name).make('hybrid')).toMatchObject(expected);
});

test('one index for all methods that need it', () => {
  expect(methodOf('axn-lambda-03-mf-trns').place).toEqual({ index: FACTORISED });
  const places = ['axn-lambda-0-kd25-q100', 'axn-lambda-08-kd25-q100', 'ridge-kd25-q100'].map(
    (name) => methodOf(name).place,
  );
  const indexes = places.map((place) => ('index' in place ? place.index : undefined));
  expect(new Set(indexes).size).toBe(1);
  expect(indexes[0]).toEqual({
    method: 'mf-trns',
    space: 'dual-encoder',
    trainQueries: 100,
    documentsPerQuery: 25,
  });
});
