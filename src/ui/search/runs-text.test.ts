import { expect, test } from 'vitest';
import { STORED_RUN } from '../../testing/stored-runs.ts';
import { addressOfRun } from './runs-address.ts';
import { newestFirst, runLine } from './runs-text.ts';

test('a kept search in a line', () => {
  expect(runLine({ ...STORED_RUN, labels: ['Paper', 'Best'], budget: 1000 }, 'UTC')).toBe(
    'Seas · Paper, Best · B 1,000 · 14 Nov 2023, 22:13',
  );
});

test('the newest comes first, and the list that was given stays as it is', () => {
  const runs = [3, 9, 5, 9].map((createdMs, i) => ({ ...STORED_RUN, createdMs, runId: `run-${i}` }));
  expect(newestFirst(runs).map(({ runId }) => runId)).toEqual(['run-1', 'run-3', 'run-2', 'run-0']);
  expect(runs[0].runId).toBe('run-0');
});

test.each([
  ['https://example.org/xenn/', 'https://example.org/xenn/#/search/run/a-1'],
  ['http://localhost:4173/?x=1#/search', 'http://localhost:4173/?x=1#/search/run/a-1'],
])('the address of a kept search on the page %s', (page, address) => {
  expect(addressOfRun('a-1', page)).toBe(address);
});
