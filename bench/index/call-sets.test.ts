import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAll } from '../../src/testing/source-files.ts';
import { readEvaluationSet } from '../models/evaluation-sets.ts';
import { readCallSet } from './call-sets.ts';

test('the sample corpus can be read, without the test queries that are not taken', async () => {
  const files = readCallSet('sample', '/nowhere');
  expect(files.map(({ path }) => path)).toContain('sample-corpus/qrels/train.tsv');
  const { documents, queries, judgements, refused } = await readAll(files, { format: 'beir' });
  const judged = judgements.filter(({ value }) => value.split === 'test').map(({ value }) => value.queryId);
  expect({
    documents: documents.length,
    queries: queries.length,
    testQueries: new Set(judged).size,
    refused,
  }).toEqual({ documents: 528, queries: 110, testQueries: 30, refused: [] });
});

test('other test queries can be chosen', async () => {
  const files = readCallSet('sample', '/nowhere', (queries) => queries.slice(3, 5));
  const { judgements } = await readAll(files, { format: 'beir' });
  const judged = judgements.filter(({ value }) => value.split === 'test').map(({ value }) => value.queryId);
  const { queries } = readEvaluationSet('sample', '/nowhere');
  expect([...new Set(judged)].sort()).toEqual([queries[3].id, queries[4].id].sort());
});

test('a split that the queries name themselves is restricted too', async () => {
  const data = mkdtempSync(join(tmpdir(), 'xenn-call-set-'));
  mkdirSync(join(data, 'vaswani', 'qrels'), { recursive: true });
  const write = (path: string, lines: readonly string[]) =>
    writeFileSync(join(data, 'vaswani', path), `${lines.join('\n')}\n`);
  write('corpus.jsonl', ['{"_id": "d", "title": "", "text": "A text."}']);
  write(
    'queries.jsonl',
    ['train', 'test', 'test'].map((split, i) => JSON.stringify({ _id: `q${i}`, text: `query ${i}`, split })),
  );
  write('qrels/test.tsv', ['query-id\tcorpus-id\tscore', 'q1\td\t1', 'q2\td\t1']);
  try {
    const files = readCallSet('vaswani', data, (queries) => queries.filter(({ id }) => id === 'q2'));
    const { queries } = await readAll(files, { format: 'beir' });
    expect(queries.map(({ value: { id, split } }) => [id, split])).toEqual([
      ['q0', 'train'],
      ['q2', 'test'],
    ]);
  } finally {
    rmSync(data, { recursive: true });
  }
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
