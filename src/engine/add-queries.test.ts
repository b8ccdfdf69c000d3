import { describe, expect, it, vi } from 'vitest';
import { XennError } from '../core/errors.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { errorOf } from '../testing/source-files.ts';
import { DOCUMENTS, importCorpus, JUDGEMENTS, QUERIES } from '../testing/store/fixtures.ts';
import { textFiles } from '../testing/text-files.ts';
import { addQueries } from './add-queries.ts';
import { exportJudgements } from './export-judgements.ts';
import { REFUSED_LINES_KEPT } from './refusals.ts';

async function openCorpus() {
  const store = await createMemoryStore();
  const content = { documents: DOCUMENTS, queries: QUERIES, judgements: JUDGEMENTS };
  return { store, corpus: await importCorpus(store, content) };
}

describe('addQueries', () => {
  it('adds queries and judgements, and says what it left out', async () => {
    const { store, corpus } = await openCorpus();
    const { corpusId } = corpus;
    const files = textFiles({
      'qrels.txt': [
        'q4 0 d1 2',
        'q2 0 d3 1',
        'q1 0 d1 1',
        ...['q6', 'q7', 'q8', 'q9', 'q6'].map((id) => `${id} 0 d1 1`),
        'q4 0 d9 1',
        'q4 0 d1 high',
      ].join('\n'),
      'new.tsv': 'q4\trunners\nq5\tsleep\nq1\tcats ',
    });
    expect(await addQueries(store, { corpusId, files })).toEqual({
      newQueryCount: 2,
      newJudgementCount: 2,
      duplicateQueryCount: 1,
      duplicateJudgementCount: 1,
      unknownQueryCount: 4,
      unknownDocumentCount: 1,
      unknownQueryExamples: ['q6', 'q7', 'q8'],
      unknownDocumentExamples: ['d9'],
      refusedCount: 1,
      refused: [{ file: 'qrels.txt', line: 10, reason: 'the grade "high" is not a whole number' }],
    });
    expect((await store.listQueries(corpusId)).slice(3)).toEqual([
      { id: 'q4', text: 'runners', split: 'test' },
      { id: 'q5', text: 'sleep', split: 'test' },
    ]);
    expect(await store.readCorpus(corpusId)).toMatchObject({
      queryCount: 5,
      judgementCount: 5,
      hash: corpus.hash,
    });
  });

  it('takes queries for test queries unless they say, or are judged in, another split', async () => {
    const { store, corpus } = await openCorpus();
    const files = textFiles({
      'new/queries.jsonl': ['a', 'b', 'c', 'd', 'e']
        .map((id) => JSON.stringify({ _id: id, text: id, ...(id === 'd' && { split: 'train' }) }))
        .join('\n'),
      'new/qrels/train.tsv': 'a\td1\t1\nb\td1\t1',
      'new/qrels/dev.tsv': 'b\td1\t1',
      'new/qrels/test.tsv': 'e\tno such document\t1',
    });
    await addQueries(store, { corpusId: corpus.corpusId, files });
    const added = (await store.listQueries(corpus.corpusId)).slice(3);
    expect(added.map(({ id, split }) => `${id} ${split}`)).toEqual([
      'a train',
      'b dev',
      'c test',
      'd train',
      'e test',
    ]);
  });

  it('is satisfied with judgements of which none fits, and says so', async () => {
    const { store, corpus } = await openCorpus();
    const files = textFiles({ 'other.qrels': '301 0 FBIS3-1 1' });
    expect(await addQueries(store, { corpusId: corpus.corpusId, files })).toMatchObject({
      newJudgementCount: 0,
      unknownQueryCount: 1,
      unknownDocumentCount: 1,
    });
    expect(await store.readCorpus(corpus.corpusId)).toEqual(corpus);
  });

  it('keeps some of the refused lines and counts all', async () => {
    const { store, corpus } = await openCorpus();
    const lines = `q4\tnew\n${'q5\t \n'.repeat(REFUSED_LINES_KEPT + 1)}`;
    const report = await addQueries(store, {
      corpusId: corpus.corpusId,
      files: textFiles({ 'q.tsv': lines }),
    });
    expect(report.refusedCount).toBe(REFUSED_LINES_KEPT + 1);
    expect(report.refused).toHaveLength(REFUSED_LINES_KEPT);
  });

  it('stores nothing of files without one', async () => {
    const { store, corpus } = await openCorpus();
    const { corpusId } = corpus;
    const add = (contents: Readonly<Record<string, string>>) =>
      errorOf(addQueries(store, { corpusId, files: textFiles(contents) }));
    expect(await add({ 'q.jsonl': '[\n{"_id": 1}' })).toBe(
      'ImportError: Expected at least one query or judgement, found none: 2 lines were refused, the first in q.jsonl, ' +
        'line 1: not valid JSON. Nothing was stored; check the files.',
    );
    expect(await add({ 'q.tsv': 'id\ttext\n' })).toBe(
      'ImportError: Expected at least one query or judgement, found none: no line of the files is one. Nothing was stored; ' +
        'check the files.',
    );
    expect(await store.readCorpus(corpusId)).toEqual(corpus);
  });

  it('asks a tab that only reads before it reads, and stores nothing once cancelled', async () => {
    const { store, corpus } = await openCorpus();
    const request = { corpusId: corpus.corpusId, files: textFiles({ 'q.txt': 'cats' }) };
    const readOnly = {
      assertWritable: () => Promise.reject(new XennError('StorageError', 'This tab only reads.')),
      addQueries: vi.fn(),
    };
    expect(await errorOf(addQueries(readOnly, request))).toBe('StorageError: This tab only reads.');
    const controller = new AbortController();
    controller.abort(new XennError('CancelledError', 'Cancelled.'));
    expect(await errorOf(addQueries(store, request, { cancel: controller.signal }))).toBe(
      'CancelledError: Cancelled.',
    );
    expect(readOnly.addQueries).not.toHaveBeenCalled();
    expect(await store.readCorpus(corpus.corpusId)).toEqual(corpus);
  });
});

describe('exportJudgements', () => {
  it('writes all of them as qrels, which are read as they were', async () => {
    const { store, corpus } = await openCorpus();
    const { fileName, blob } = await exportJudgements(store, { corpusId: corpus.corpusId });
    expect(fileName).toBe('Pets-qrels.txt');
    expect(await blob.text()).toBe('q1 0 d1 2\nq1 0 d3 0\nq2 0 d2 1\n');
    const other = await importCorpus(store, { documents: DOCUMENTS, queries: QUERIES });
    const files = textFiles({ [fileName]: await blob.text() });
    await addQueries(store, { corpusId: other.corpusId, files });
    for (const { id } of QUERIES)
      expect(await store.readJudgements(other.corpusId, id)).toEqual(
        await store.readJudgements(corpus.corpusId, id),
      );
  });

  it('says when there are none, and stops when cancelled', async () => {
    const { store, corpus } = await openCorpus();
    const { corpusId } = await importCorpus(store, { documents: DOCUMENTS, queries: QUERIES });
    expect(await errorOf(exportJudgements(store, { corpusId }))).toBe(
      'StorageError: Expected judgements of Pets, found none. Add a qrels file to the corpus first.',
    );
    const controller = new AbortController();
    controller.abort(new XennError('CancelledError', 'Cancelled.'));
    expect(
      await errorOf(exportJudgements(store, { corpusId: corpus.corpusId }, { cancel: controller.signal })),
    ).toBe('CancelledError: Cancelled.');
  });
});
