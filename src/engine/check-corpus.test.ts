import { expect, test } from 'vitest';
import { cancelledError, XennError } from '../core/errors.ts';
import type { CorpusPart } from '../core/records.ts';
import { checkCorpus } from './check-corpus.ts';
import type { JobProgress } from './records.ts';

/** Notes what it is asked for; `damaged` is. */
function createFakeStore(damaged?: CorpusPart) {
  const asked: (readonly [corpusId: string, part?: CorpusPart])[] = [];
  const store = {
    checkCorpus: async (corpusId: string, part?: CorpusPart) => {
      asked.push(part === undefined ? [corpusId] : [corpusId, part]);
      if (part === damaged) throw new XennError('DamagedError', `damaged ${part}`);
    },
  };
  return { store, asked };
}

test('asks for one part after the other, and says how far it is', async () => {
  const { store, asked } = createFakeStore();
  const reports: JobProgress[] = [];
  await checkCorpus(store, 'c', { onProgress: (progress) => reports.push(progress) });
  expect(asked).toEqual([
    ['c', 'pages'],
    ['c', 'records'],
    ['c', 'text-index'],
    ['c', 'documents'],
    ['c', 'matrices'],
  ]);
  expect(reports.map(({ stage, done, total, unit }) => [stage, done, total, unit])).toEqual(
    [0, 1, 2, 3, 4].map((done) => ['checking', done, 5, 'parts']),
  );
  expect(reports.filter((report) => 'remainingMs' in report)).toEqual([]);
});

test('stops at what is damaged', async () => {
  const { store, asked } = createFakeStore('text-index');
  await expect(checkCorpus(store, 'c')).rejects.toThrow('damaged text-index');
  expect(asked).toHaveLength(3);
});

test('a cancel takes effect before the next part', async () => {
  const { store, asked } = createFakeStore();
  const controller = new AbortController();
  const checking = checkCorpus(store, 'c', {
    cancel: controller.signal,
    onProgress: ({ done }) => done === 1 && controller.abort(cancelledError()),
  });
  await expect(checking).rejects.toThrow('Cancelled.');
  expect(asked.map(([, part]) => part)).toEqual(['pages', 'records']);
});
