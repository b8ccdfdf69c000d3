import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { SourceDocument } from '../core/records.ts';
import { MAX_DOCUMENT_CHARACTERS } from '../formats/limits.ts';
import type { ReadOptions, SourceFile } from '../formats/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { errorOf, exportedFile } from '../testing/source-files.ts';
import { generatedBeir, textFiles } from '../testing/text-files.ts';
import { exportCorpus } from './export-corpus.ts';
import { importCorpus } from './import-corpus.ts';
import type { Store } from './ports.ts';
import type { CorpusExportFormat, JobProgress } from './records.ts';

function importFiles(store: Store, files: readonly SourceFile[], options: ReadOptions, name = 'My corpus') {
  return importCorpus(store, { name, sourceName: name, files, options, leaveOutDuplicates: false });
}

const BEIR_MAPPING = { id: '_id', title: 'title', text: 'text' };

const AWKWARD: readonly SourceDocument[] = [
  { id: 'whole#1', title: 'A title', text: 'A text.' },
  { id: 'whole#quotes', title: 'It said "no"', text: 'a, b; c\td' },
  { id: 'whole#lines', title: '', text: 'one\ntwo\u2028three' },
  { id: 'whole#;=formulas', title: "'=1+1", text: '=cmd();=1\n- item\n-12\t＝1' },
  { id: 'whole#ünï 7', title: '日本', text: '🐝 and \\ and \u0001' },
];
const AWKWARD_FILES = textFiles({
  'awkward.jsonl': AWKWARD.map(({ id, title, text }) =>
    JSON.stringify({ _id: id, title, text, parent_id: 'whole' }),
  ).join('\n'),
});

describe('exported and imported again it is the same corpus', () => {
  test.each<[CorpusExportFormat, string, ReadOptions]>([
    ['jsonl', 'My-corpus.jsonl', { format: 'jsonl', mapping: BEIR_MAPPING }],
    ['csv', 'My-corpus.csv', { format: 'csv', mapping: BEIR_MAPPING }],
    ['beir', 'My-corpus.beir.zip', { format: 'beir' }],
  ])('as %s', async (format, fileName, options) => {
    const store = await createMemoryStore();
    const { corpus } = await importFiles(store, AWKWARD_FILES, { format: 'jsonl', mapping: BEIR_MAPPING });
    const file = await exportCorpus(store, { corpusId: corpus.corpusId, format });
    expect(file.fileName).toBe(fileName);
    const again = await importFiles(store, [exportedFile(file)], options);
    expect(again.corpus.documentCount).toBe(AWKWARD.length);
    expect(again.corpus.hash).toBe(corpus.hash);
    expect(again.refused).toEqual([]);
    const stored = await store.readDocumentRange(again.corpus.corpusId, 0, AWKWARD.length);
    expect(stored).toEqual(await store.readDocumentRange(corpus.corpusId, 0, AWKWARD.length));
    expect(new Set(stored.map(({ parentId }) => parentId))).toEqual(new Set(['whole']));
  });

  const MIXED = 'So "it" is,\nü \u0001';
  test.each<[CorpusExportFormat, string, number]>([
    ['jsonl', MIXED, 2 ** 21],
    ['csv', MIXED, 2 ** 21],
    ['beir', MIXED, 2 ** 21],
    // What takes the most bytes of all.
    ['jsonl', '\u0001', MAX_DOCUMENT_CHARACTERS - 1],
    ['csv', '"', MAX_DOCUMENT_CHARACTERS - 1],
    ['csv', 'x\n', MAX_DOCUMENT_CHARACTERS - 2],
    ['beir', '\u0001', MAX_DOCUMENT_CHARACTERS - 1],
  ])('as %s with a document of %j over and over', async (format, part, characters) => {
    const store = await createMemoryStore();
    const text = part.repeat(Math.floor(characters / part.length));
    const files = textFiles({ 'long.jsonl': JSON.stringify({ _id: 'a', title: 'T', text }) });
    const { corpus, refused } = await importFiles(store, files, { format: 'jsonl', mapping: BEIR_MAPPING });
    expect(refused).toEqual([]);
    const file = await exportCorpus(store, { corpusId: corpus.corpusId, format });
    const again = await importFiles(store, [exportedFile(file)], {
      format,
      ...(format !== 'beir' && { mapping: BEIR_MAPPING }),
    });
    expect(again.refused).toEqual([]);
    expect(again.corpus.hash).toBe(corpus.hash);
  });

  test('with queries, splits and judgements as BEIR', async () => {
    const store = await createMemoryStore();
    const { corpus } = await importFiles(store, generatedBeir(2500), { format: 'beir' });
    const file = await exportCorpus(store, { corpusId: corpus.corpusId, format: 'beir' });
    const again = (await importFiles(store, [exportedFile(file)], { format: 'beir' })).corpus;
    expect(again).toMatchObject({ hash: corpus.hash, queryCount: 16, judgementCount: 16 });
    const queries = await store.listQueries(corpus.corpusId);
    expect(await store.listQueries(again.corpusId)).toEqual(queries);
    for (const { id } of queries) {
      expect(await store.readJudgements(again.corpusId, id)).toEqual(
        await store.readJudgements(corpus.corpusId, id),
      );
    }
  });
});

test('a CSV alone does not keep line breaks as they are', async () => {
  const store = await createMemoryStore();
  const files = textFiles({ 'a.jsonl': '{"_id":"a","text":"one\\r\\ntwo"}' });
  const { corpusId } = (await importFiles(store, files, { format: 'jsonl', mapping: BEIR_MAPPING })).corpus;
  const textAgain = async (format: 'jsonl' | 'csv') => {
    const file = exportedFile(await exportCorpus(store, { corpusId, format }));
    const { corpus } = await importFiles(store, [file], { format, mapping: BEIR_MAPPING });
    return (await store.readDocumentRange(corpus.corpusId, 0, 1))[0].text;
  };
  expect(await textAgain('jsonl')).toBe('one\r\ntwo');
  expect(await textAgain('csv')).toBe('one\ntwo');
});

test('the files are as other programs know them', async () => {
  const store = await createMemoryStore();
  const files = textFiles({
    'corpus.jsonl': '{"_id":"a","title":"=1+1","text":"one"}\n{"_id":"b","title":"","text":"two"}\n',
    'queries.jsonl': '{"_id":"q","text":"what"}\n{"_id":"p","text":"who"}\n',
    'qrels/dev.tsv': 'query-id\tcorpus-id\tscore\nq\tb\t2\n',
  });
  const { corpus } = await importFiles(store, files, { format: 'beir' });
  const { corpusId } = corpus;
  const jsonl = await exportCorpus(store, { corpusId, format: 'jsonl' });
  expect(await jsonl.blob.text()).toBe(
    '{"_id":"a","title":"=1+1","text":"one"}\n{"_id":"b","title":"","text":"two"}\n',
  );
  const csv = await exportCorpus(store, { corpusId, format: 'csv' });
  expect(await csv.blob.text()).toBe('_id,title,text,parent_id\r\na,"\'=1+1",one,\r\nb,,two,\r\n');
  const beir = await exportCorpus(store, { corpusId, format: 'beir' });
  const zip = unzipSync(new Uint8Array(await beir.blob.arrayBuffer()));
  const texts = Object.entries(zip).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]);
  expect(Object.fromEntries(texts)).toEqual({
    'corpus.jsonl': '{"_id":"a","title":"=1+1","text":"one"}\n{"_id":"b","title":"","text":"two"}\n',
    'queries.jsonl': '{"_id":"q","text":"what","split":"dev"}\n{"_id":"p","text":"who"}\n',
    'qrels/dev.tsv': 'query-id\tcorpus-id\tscore\nq\tb\t2\n',
  });
});

test('passages keep their document', async () => {
  const store = await createMemoryStore();
  const { corpusId } = (await importFiles(store, AWKWARD_FILES, { format: 'jsonl', mapping: BEIR_MAPPING }))
    .corpus;
  const passage = { docRow: 0, id: 'long#1', title: 'T', text: 'x', parentId: 'long' };
  const withPassage: Store = {
    ...store,
    readCorpus: async (id) => ({ ...(await store.readCorpus(id)), documentCount: 1 }),
    readDocumentPage: async () => [passage],
  };
  const jsonl = await exportCorpus(withPassage, { corpusId, format: 'jsonl' });
  expect(JSON.parse(await jsonl.blob.text())).toEqual({
    _id: 'long#1',
    title: 'T',
    text: 'x',
    parent_id: 'long',
  });
  const csv = await exportCorpus(withPassage, { corpusId, format: 'csv' });
  expect(await csv.blob.text()).toBe('_id,title,text,parent_id\r\nlong#1,T,x,long\r\n');
});

test('a page that is shorter than was asked for is followed by the rest', async () => {
  const store = await createMemoryStore();
  const { corpusId } = (await importFiles(store, generatedBeir(50), { format: 'beir' })).corpus;
  const asked: [start: number, count: number][] = [];
  const ofLongDocuments: Store = {
    ...store,
    readDocumentPage(id, start, count) {
      asked.push([start, count]);
      return store.readDocumentPage(id, start, Math.min(count, 20));
    },
  };
  const whole = await exportCorpus(store, { corpusId, format: 'jsonl' });
  const inPages = await exportCorpus(ofLongDocuments, { corpusId, format: 'jsonl' });
  expect(await inPages.blob.text()).toBe(await whole.blob.text());
  expect(asked).toEqual([
    [0, 50],
    [20, 30],
    [40, 10],
  ]);
});

test('a corpus that a zip cannot hold is refused, though it would be short when it is packed', async () => {
  const store = await createMemoryStore();
  const files = textFiles({ 'long.jsonl': JSON.stringify({ _id: 'a', text: 'x'.repeat(2 ** 21) }) });
  const { corpusId } = (await importFiles(store, files, { format: 'jsonl', mapping: BEIR_MAPPING })).corpus;
  expect(await errorOf(exportCorpus(store, { corpusId, format: 'beir' }, {}, 2 ** 20))).toBe(
    'StorageError: Expected a zip of less than 1 MiB, and such files in it, found 3 MiB or more. Export JSON lines, which may be ' +
      'longer.',
  );
  expect((await exportCorpus(store, { corpusId, format: 'beir' }, {}, 2 ** 22)).blob.size).toBeLessThan(
    2 ** 15,
  );
});

test('tells how far it is, and stops between pages', async () => {
  const store = await createMemoryStore();
  const { corpusId } = (await importFiles(store, generatedBeir(2500), { format: 'beir' })).corpus;
  const progress: JobProgress[] = [];
  const onProgress = (report: JobProgress) => void progress.push(report);
  await exportCorpus(store, { corpusId, format: 'jsonl' }, { onProgress });
  expect(progress.map(({ stage, unit, done, total }) => `${stage} ${done} of ${total} ${unit}`)).toEqual([
    'saving 1024 of 2500 documents',
    'saving 2048 of 2500 documents',
    'saving 2500 of 2500 documents',
  ]);
  const controller = new AbortController();
  const cut = exportCorpus(
    store,
    { corpusId, format: 'csv' },
    { cancel: controller.signal, onProgress: () => controller.abort() },
  );
  await expect(cut).rejects.toMatchObject({ name: 'AbortError' });
});

test('an id that qrels cannot hold is refused in words', async () => {
  const store = await createMemoryStore();
  const files = textFiles({
    'corpus.jsonl': '{"_id":"a","text":"one"}\n',
    'queries.jsonl': '{"_id":"q\\t1","text":"what"}\n',
  });
  const { corpusId } = (await importFiles(store, files, { format: 'beir' })).corpus;
  await store.addQueries(corpusId, [], [{ queryId: 'q\t1', docId: 'a', grade: 1, split: 'test' }]);
  expect(await errorOf(exportCorpus(store, { corpusId, format: 'beir' }))).toBe(
    'InvalidArgumentError: The query id "q\\t1" has a tab or a line break in it; expected one without, because in BEIR\'s ' +
      'qrels they part the columns. Export a project instead, which keeps every id.',
  );
});
