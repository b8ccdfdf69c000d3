import { expect, test } from 'vitest';
import { hrefOf, parseRoute, ROUTES } from './route.ts';

test.each([
  ['#/corpus', 'corpus'],
  ['#/index', 'index'],
  ['#settings', 'settings'],
  ['', 'search'],
  ['#/', 'search'],
  ['#/nowhere', 'search'],
  ['#/corpus/deeper', 'search'],
])('parse %j', (hash, route) => {
  expect(parseRoute(hash)).toBe(route);
});

test('every route is read back from its own address', () => {
  expect(ROUTES.map((route) => parseRoute(hrefOf(route)))).toEqual([...ROUTES]);
});
