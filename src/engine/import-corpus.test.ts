import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../testing/memory-store.ts';
import { errorOf } from '../testing/source-files.ts';
import { textFiles } from '../testing/text-files.ts';
import { addDocuments } from './add-documents.ts';
import { importCorpus } from './import-corpus.ts';
import type { Store } from './ports.ts';
import type { ImportProgress } from './records.ts';

const JSONL = { format: 'jsonl', mapping: { id: 'id', title: 'title', text: 'text' } } as const;

function jsonLines(...documents: readonly (readonly [id: string, text: string])[]) {
  const lines = documents.map(([id, text]) => `${JSON.stringify({ id, title: 'T', text })}\n`);
  return textFiles({ 'a.jsonl': lines.join('') });
}

const REPEATED = jsonLines(['a', 'one'], ['b', 'two'], ['c', 'one'], ['b', 'three']);

function importInto(store: Store, leaveOutDuplicates: boolean) {
  return importCorpus(store, {
    name: 'Repeats',
    sourceName: 'a.jsonl',
    files: REPEATED,
    options: JSONL,
    leaveOutDuplicates,
  });
}

async function idsOf(store: Store, corpusId: string): Promise<string[]> {
  return (await store.readDocumentRange(corpusId, 0, 100)).map(({ id }) => id);
}

describe('a text that was there before', () => {
  test('is left out of an import, with its line and the first one’s id', async () => {
    const store = await createMemoryStore();
    const { corpus, duplicateTextCount, refusedCount, refused } = await importInto(store, true);
    expect(await idsOf(store, corpus.corpusId)).toEqual(['a', 'b']);
    expect({ duplicateTextCount, refusedCount }).toEqual({ duplicateTextCount: 1, refusedCount: 2 });
    expect(refused).toContainEqual({
      file: 'a.jsonl',
      line: 3,
      reason: 'document "c" has the title and text of "a"; the first one is kept',
    });
    expect(refused).toContainEqual({
      file: 'a.jsonl',
      line: 4,
      reason: 'duplicate document id "b"; the first one is kept',
    });
  });

  test('is only counted where it was not to be left out', async () => {
    const store = await createMemoryStore();
    const { corpus, duplicateTextCount, refusedCount } = await importInto(store, false);
    expect(await idsOf(store, corpus.corpusId)).toEqual(['a', 'b', 'c']);
    expect({ duplicateTextCount, refusedCount }).toEqual({ duplicateTextCount: 1, refusedCount: 1 });
  });

  test('is found again in the corpus when documents are added', async () => {
    const store = await createMemoryStore();
    const { corpusId } = (await importInto(store, true)).corpus;
    const files = jsonLines(['d', 'two'], ['e', 'four'], ['f', 'four']);
    const progress: ImportProgress[] = [];
    const report = await addDocuments(
      store,
      { corpusId, files, options: JSONL, leaveOutDuplicates: true },
      { onProgress: (each) => void progress.push(each) },
    );
    expect(await idsOf(store, corpusId)).toEqual(['a', 'b', 'e']);
    expect(report.duplicateTextCount).toBe(2);
    expect(report.refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '1: document "d" has the title and text of "b"; the first one is kept',
      '3: document "f" has the title and text of "e"; the first one is kept',
    ]);
    // The corpus is read first.
    expect(progress[0]).toMatchObject({ stage: 'reading', unit: 'documents', done: 2, total: 2 });
  });

  test('leaves nothing to add where all are repeated', async () => {
    const store = await createMemoryStore();
    const { corpus } = await importInto(store, true);
    const { corpusId } = corpus;
    const request = { corpusId, files: jsonLines(['z', 'one']), options: JSONL, leaveOutDuplicates: true };
    expect(await errorOf(addDocuments(store, request))).toBe(
      'ImportError: Expected at least one document with a text, found none: 1 lines were refused, the first in a.jsonl, line 1: ' +
        'document "z" has the title and text of "a"; the first one is kept. Nothing was stored; check the file and the chosen columns.',
    );
    expect(await store.readCorpus(corpusId)).toEqual(corpus);
  });
});

test('cancelling while the corpus is read adds nothing', async () => {
  const store = await createMemoryStore();
  const { corpus } = await importInto(store, false);
  const controller = new AbortController();
  const request = {
    corpusId: corpus.corpusId,
    files: jsonLines(['z', 'new']),
    options: JSONL,
    leaveOutDuplicates: true,
  };
  const cut = addDocuments(store, request, {
    cancel: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(cut).rejects.toMatchObject({ name: 'AbortError' });
  expect(await store.readCorpus(corpus.corpusId)).toEqual(corpus);
});
