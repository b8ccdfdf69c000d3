import { expect, test } from 'vitest';
import { hrefOf, hrefOfReport, hrefOfRun, parseReportId, parseRoute, parseRunId, ROUTES } from './route.ts';

test.each([
  ['#/corpus', 'corpus'],
  ['#/index', 'index'],
  ['#settings', 'settings'],
  ['', 'search'],
  ['#/', 'search'],
  ['#/nowhere', 'search'],
  ['#/corpus/deeper', 'search'],
  ['#/search/run/0b7f-42', 'search'],
  ['#/report/0b7f-42', 'evaluate'],
  ['#/report', 'search'],
])('parse %j', (hash, route) => {
  expect(parseRoute(hash)).toBe(route);
});

test('every route is read back from its own address', () => {
  expect(ROUTES.map((route) => parseRoute(hrefOf(route)))).toEqual([...ROUTES]);
});

test.each([
  ['#/search/run/0b7f-42', '0b7f-42'],
  ['#/search', undefined],
  ['#/search/run', undefined],
  ['#/search/run/', undefined],
  ['#/search/run/a/b', undefined],
  ['#/search/run/%zz', undefined],
  ['#/corpus/run/a', undefined],
])('the kept search of %j', (hash, runId) => {
  expect(parseRunId(hash)).toBe(runId);
});

test('a kept search is read back from its own address', () => {
  const runId = '3f2b8a10-9c1d-4e7a-8a55-0c9e6f1d2b34';
  expect(parseRunId(hrefOfRun(runId))).toBe(runId);
});

test.each([
  ['#/report/0b7f-42', '0b7f-42'],
  ['#/report', undefined],
  ['#/report/', undefined],
  ['#/report/a/b', undefined],
  ['#/report/%zz', undefined],
  ['#/evaluate', undefined],
])('the experiment of the report %j', (hash, experimentId) => {
  expect(parseReportId(hash)).toBe(experimentId);
});

test('a report is read back from its own address', () => {
  const experimentId = '3f2b8a10-9c1d-4e7a-8a55-0c9e6f1d2b34';
  expect(parseReportId(hrefOfReport(experimentId))).toBe(experimentId);
});
