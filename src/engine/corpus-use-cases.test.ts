/** Corpora through the engine, over a real database in memory. */
import { describe, expect, test } from 'vitest';
import { DOCUMENT_COUNT, openEngine, parametersFor, searchFor } from '../testing/engine-on-fakes.ts';
import { textFiles } from '../testing/text-files.ts';
import type { ExportedFile } from './records.ts';

function toSourceFile({ fileName, blob }: ExportedFile) {
  return {
    path: fileName,
    size: blob.size,
    stream: (start?: number, end?: number) => blob.slice(start, end).stream(),
  };
}

describe('before an import', () => {
  const files = textFiles({ 'notes.txt': Array.from({ length: 30 }, (_, n) => `line ${n}`).join('\n') });

  test('files are looked at as they seem, or as they are said to be', async () => {
    const { engine } = await openEngine();
    expect(await engine.previewImport({ files })).toMatchObject({
      format: 'text',
      formats: ['text', 'files'],
    });
    expect(await engine.previewImport({ files, format: 'files' })).toMatchObject({ format: 'files' });
  });

  test('the first twenty documents are shown as they would be stored', async () => {
    const { engine } = await openEngine();
    const lines = await engine.previewDocuments({ files, options: { format: 'text' } });
    expect(lines).toHaveLength(20);
    const chunking = { unit: 'words', size: 7, overlap: 1 } as const;
    const [first, second] = await engine.previewDocuments({ files, options: { format: 'files', chunking } });
    expect([first.parentId, second.parentId]).toEqual(['notes.txt', 'notes.txt']);
    expect(second.text.split(/\s+/)).toHaveLength(7);
    expect(await engine.listCorpora({})).toHaveLength(1);
  });
});

test('passages keep their document through import, export and reading', async () => {
  const { engine } = await openEngine();
  const { corpus } = await engine.importCorpus({
    name: 'Passages',
    sourceName: 'long.txt',
    files: textFiles({ 'long.txt': 'one two three four five' }),
    options: { format: 'files', chunking: { unit: 'words', size: 2, overlap: 0 } },
    leaveOutDuplicates: true,
  });
  const { corpusId } = corpus;
  const passages = await engine.readDocumentRange({ corpusId, start: 0, count: 9 });
  expect(passages.map(({ id, text, parentId }) => [id, text, parentId])).toEqual([
    ['long.txt#1', 'one two', 'long.txt'],
    ['long.txt#2', 'three four', 'long.txt'],
    ['long.txt#3', 'five', 'long.txt'],
  ]);
  const { blob } = await engine.exportCorpus({ corpusId, format: 'jsonl' });
  expect((await blob.text()).split('\n')[1]).toBe(
    '{"_id":"long.txt#2","title":"long","text":"three four","parent_id":"long.txt"}',
  );
});

describe('a project', () => {
  test('opens elsewhere with scores, indexes and searches, and nothing is scored again', async () => {
    const here = await openEngine();
    const { corpusId } = here;
    const index = await here.engine.buildIndex(parametersFor(corpusId));
    const result = await here.engine.search(searchFor(corpusId));
    await here.engine.keepRun({ corpusId, results: [result], mapKind: 'pca' });
    const project = await here.engine.exportProject({ corpusId });
    expect(project.fileName).toBe('Generated.xenn');

    const there = await openEngine();
    const corpus = await there.engine.importProject({ files: [toSourceFile(project)] });
    expect(corpus).toMatchObject({ name: 'Generated', documentCount: DOCUMENT_COUNT });
    const corpora = await there.engine.listCorpora({});
    expect(new Set(corpora.map(({ corpusId: id }) => id)).size).toBe(2);
    expect(new Set(corpora.map(({ hash }) => hash)).size).toBe(1);
    const details = await there.engine.readCorpusDetails({ corpusId: corpus.corpusId });
    expect(details.indexes).toEqual([index]);
    expect(details.searchHistory.map(({ queryText }) => queryText)).toEqual(['quiet harbour lantern']);
    expect(await there.engine.listRuns({})).toHaveLength(1);
    const again = await there.engine.search(searchFor(corpus.corpusId));
    expect(again.rounds.map(({ computedCalls }) => computedCalls)).toEqual(again.rounds.map(() => 0));
    expect(there.encoders.runs).toEqual([]);
  });

  test('is asked for as a backup of what has been made since the last one', async () => {
    const { engine, corpusId } = await openEngine();
    const before = await engine.readBackup({ corpusId });
    expect(before).toEqual({
      unsaved: {
        documents: true,
        queryCount: 16,
        judgementCount: 16,
        scoreCount: 0,
        indexCount: 0,
        recordCount: 0,
      },
    });
    await engine.exportProject({ corpusId });
    const nothing = {
      documents: false,
      queryCount: 0,
      judgementCount: 0,
      scoreCount: 0,
      indexCount: 0,
      recordCount: 0,
    };
    const after = await engine.readBackup({ corpusId });
    expect(after).toEqual({ exportedMs: expect.any(Number), unsaved: nothing });
    await engine.buildIndex(parametersFor(corpusId));
    const { unsaved } = await engine.readBackup({ corpusId });
    expect(unsaved).toEqual({ ...nothing, scoreCount: 150, indexCount: 1 });
    const result = await engine.search(searchFor(corpusId));
    await engine.exportProject({ corpusId });
    await engine.keepRun({ corpusId, results: [result], mapKind: 'pca' });
    const { unsaved: kept } = await engine.readBackup({ corpusId });
    expect(kept).toEqual({ ...nothing, recordCount: 1 });
    await engine.exportProject({ corpusId });
    expect((await engine.readBackup({ corpusId })).unsaved).toEqual(nothing);
  });

  test('that was opened has no backup of its own yet', async () => {
    const { engine, corpusId } = await openEngine();
    await engine.exportProject({ corpusId });
    const project = await engine.exportProject({ corpusId });
    const corpus = await engine.importProject({ files: [toSourceFile(project)] });
    expect(await engine.readBackup({ corpusId: corpus.corpusId })).not.toHaveProperty('exportedMs');
  });
});
