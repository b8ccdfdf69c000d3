import { expect, test } from 'vitest';
import { threadCount } from './thread-count.ts';

test.each([
  { isolated: false, logicalProcessors: 16, threads: 1 },
  { isolated: true, logicalProcessors: 1, threads: 1 },
  { isolated: true, logicalProcessors: 2, threads: 2 },
  { isolated: true, logicalProcessors: 4, threads: 4 },
  { isolated: true, logicalProcessors: 6, threads: 4 },
  { isolated: true, logicalProcessors: 8, threads: 4 },
  { isolated: true, logicalProcessors: 12, threads: 6 },
  { isolated: true, logicalProcessors: 64, threads: 8 },
])('isolated $isolated, $logicalProcessors processors: $threads threads', (row) => {
  expect(threadCount(row.isolated, row.logicalProcessors)).toBe(row.threads);
});
