import { expect, test } from 'vitest';
import { readAll } from '../../src/testing/source-files.ts';
import { readEvaluationSet } from '../models/evaluation-sets.ts';
import { readCallSet } from './call-sets.ts';

test('the sample corpus can be read', async () => {
  const files = readCallSet('sample', '/nowhere');
  expect(files.map(({ path }) => path)).toContain('sample-corpus/qrels/train.tsv');
  const { documents, queries, judgements, refused } = await readAll(files, { format: 'beir' });
  const judged = judgements.filter(({ value }) => value.split === 'test').map(({ value }) => value.queryId);
  expect({
    documents: documents.length,
    queries: queries.length,
    testQueries: new Set(judged).size,
    refused,
  }).toEqual({ documents: 528, queries: 120, testQueries: 30, refused: [] });
});

test('other test queries can be chosen', async () => {
  const files = readCallSet('sample', '/nowhere', (queries) => queries.slice(3, 5));
  const { judgements } = await readAll(files, { format: 'beir' });
  const judged = judgements.filter(({ value }) => value.split === 'test').map(({ value }) => value.queryId);
  const { queries } = readEvaluationSet('sample', '/nowhere');
  expect([...new Set(judged)].sort()).toEqual([queries[3].id, queries[4].id].sort());
});

test('a set that is not there is named', () => {
  expect(() => readCallSet('vaswani', '/nowhere')).toThrow(
    expect.objectContaining({
      name: 'ImportError',
      message:
        'Set vaswani: expected its data at /nowhere/vaswani, found nothing there. Name the folder of the data sets with ' +
        '--data DIR, or other sets with --sets scifact,nfcorpus,vaswani,sample.',
    }),
  );
});
