import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cancelledError, XennError } from '../core/errors.ts';
import { dot, norm, rowOf } from '../core/matrix.ts';
import type { SourceDocument } from '../core/records.ts';
import type { Matrix } from '../core/types.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { ensureLexicalSpace, placePassages, readBasis, tensorsOfBasis } from './lexical-space.ts';
import type { Store } from './ports.ts';
import type { JobProgress } from './records.ts';

const TOPICS = ['yeast ferments dough', 'glaciers carve valleys', 'neurons fire spikes'];

/** Document i is of topic i mod 3, with a word of its own; the last two are empty and a repetition of the first. */
function documents(count: number): SourceDocument[] {
  const made = Array.from({ length: count - 2 }, (_, i) => ({
    id: `d${i}`,
    title: `Word${i}`,
    text: TOPICS[i % 3],
  }));
  return [...made, { id: 'empty', title: '', text: '' }, { ...made[0], id: 'again' }];
}

async function storeOf(docs: readonly SourceDocument[]): Promise<{ store: Store; corpusId: string }> {
  const store = await createMemoryStore();
  const corpusId = await store.beginImport('corpus', 'test');
  await store.appendDocuments(corpusId, docs);
  await store.commitImport(corpusId);
  return { store, corpusId };
}

describe('ensureLexicalSpace', () => {
  it('places documents by their words, and queries with them', async () => {
    const { store, corpusId } = await storeOf(documents(30));
    const { itemVectors, embed } = await ensureLexicalSpace(store, corpusId);
    const query = embed(['Why does DOUGH rise, with yeast?']);
    const scores = Array.from({ length: 27 }, (_, row) => dot(rowOf(itemVectors, row), rowOf(query, 0)));
    const ofTopic = scores.filter((_, row) => row % 3 === 0);
    const others = scores.filter((_, row) => row % 3 !== 0);
    expect(Math.min(...ofTopic)).toBeGreaterThan(0.3);
    expect(Math.max(...others)).toBeLessThan(0.01);
  });

  it('gives repeated documents equal vectors, empty ones and unknown words zero', async () => {
    const { store, corpusId } = await storeOf(documents(30));
    const { itemVectors, embed } = await ensureLexicalSpace(store, corpusId);
    expect(rowOf(itemVectors, 29)).toEqual(rowOf(itemVectors, 0));
    expect(norm(rowOf(itemVectors, 28))).toBe(0);
    expect(norm(rowOf(embed(['quasar']), 0))).toBe(0);
    expect(embed([])).toEqual({ rows: 0, cols: itemVectors.cols, data: new Float32Array(0) });
  });

  it('reads what it stored, without a word on progress', async () => {
    const { store, corpusId } = await storeOf(documents(30));
    const made = await ensureLexicalSpace(store, corpusId);
    const reports: JobProgress[] = [];
    const refusing: Store = {
      ...store,
      readDocumentPage: refuse,
      readDocuments: refuse,
      writeMatrix: refuse,
    };
    const read = await ensureLexicalSpace(refusing, corpusId, {
      onProgress: (report) => reports.push(report),
    });
    expect(read.itemVectors).toEqual(made.itemVectors);
    expect(read.embed(['yeast'])).toEqual(made.embed(['yeast']));
    expect(reports).toEqual([]);
  });

  it('makes only the rows of documents that were added, in the same basis', async () => {
    const { store, corpusId } = await storeOf(documents(30));
    const before = await ensureLexicalSpace(store, corpusId);
    const added = [
      { id: 'new', title: 'Word0', text: TOPICS[0] },
      { id: 'other', title: '', text: 'glaciers and quasars' },
    ];
    await store.appendAddition(corpusId, added);
    await store.commitAddition(corpusId);

    const pagesRead: [start: number, count: number][] = [];
    const watched: Store = {
      ...store,
      readDocuments: refuse,
      readDocumentPage(id, start, count) {
        pagesRead.push([start, count]);
        return store.readDocumentPage(id, start, count);
      },
    };
    const after = await ensureLexicalSpace(watched, corpusId);
    expect(pagesRead).toEqual([[30, 2]]);
    expect(after.itemVectors.rows).toBe(32);
    expect(after.itemVectors.data.subarray(0, before.itemVectors.data.length)).toEqual(
      before.itemVectors.data,
    );
    expect(rowOf(after.itemVectors, 30)).toEqual(rowOf(before.itemVectors, 0));
    expect(rowOf(after.itemVectors, 31)).toEqual(rowOf(before.embed(['glaciers and quasars']), 0));
    expect((await ensureLexicalSpace(store, corpusId)).itemVectors).toEqual(after.itemVectors);
  });

  it('reports a share of the documents that only grows, up to all of them', async () => {
    const { store, corpusId } = await storeOf(documents(30));
    const reports: JobProgress[] = [];
    await ensureLexicalSpace(store, corpusId, { onProgress: (report) => reports.push(report) });
    // Counted: a third; four passes of the decomposition: a third; placed.
    expect(reports.map((report) => report.done)).toEqual([10, 12, 15, 17, 20, 30]);
    expect(reports.at(-1)).toMatchObject({ stage: 'embedding', unit: 'documents', done: 30, total: 30 });
  });

  it.each([
    ['after counting', 10, []],
    ['inside the decomposition', 15, []],
    ['while placing', 30, ['lsa-axes:1', 'lsa-idf:1']],
  ])('stops %s when it is cancelled, and goes on later', async (_, doneAtCancel, kept) => {
    const { store, corpusId } = await storeOf(documents(30));
    const controller = new AbortController();
    const written: string[] = [];
    const watched: Store = {
      ...store,
      async writeMatrix(id, key, matrix, rowsAre) {
        written.push(key);
        await store.writeMatrix(id, key, matrix, rowsAre);
      },
    };
    const stopped = ensureLexicalSpace(watched, corpusId, {
      cancel: controller.signal,
      onProgress: ({ done }) => {
        if (done === doneAtCancel) controller.abort(cancelledError());
      },
    });
    await expect(stopped).rejects.toThrow('Cancelled.');
    expect(written).toEqual(kept);
    const { itemVectors } = await ensureLexicalSpace(store, corpusId);
    const whole = await storeOf(documents(30));
    expect(itemVectors).toEqual((await ensureLexicalSpace(whole.store, whole.corpusId)).itemVectors);
  });
});

describe('a basis elsewhere', () => {
  it('places queries and passages as at home', async () => {
    const { store, corpusId } = await storeOf(documents(30));
    const home = await ensureLexicalSpace(store, corpusId);
    const tensors = tensorsOfBasis(home.basis);
    const basis = await readBasis(async (name) => tensors[name]);
    if (!basis) throw new Error('There is a basis.');
    // More than a page of them.
    const passages = Array.from({ length: 600 }, (_, i) => `${TOPICS[i % 3]} ${i}`);
    const away = await placePassages(basis, passages);
    expect(away.itemVectors).toEqual(home.embed(passages));
    expect(away.embed(['yeast, quasars'])).toEqual(home.embed(['yeast, quasars']));
    expect(away.basis).toEqual(home.basis);
  });

  it('has the SHA-256 of its axes', async () => {
    const { store, corpusId } = await storeOf(documents(30));
    const { basis } = await ensureLexicalSpace(store, corpusId);
    expect(basis.hash).toBe(createHash('sha256').update(basis.axes.data).digest('hex'));
  });

  it('is none where a part is missing', async () => {
    const { store, corpusId } = await storeOf(documents(30));
    const tensors = tensorsOfBasis((await ensureLexicalSpace(store, corpusId)).basis);
    for (const missing of ['lsa-axes:1', 'lsa-idf:1']) {
      expect(await readBasis(async (name) => (name === missing ? undefined : tensors[name]))).toBeUndefined();
    }
  });

  it.each([
    ['axes', { 'lsa-axes:1': matrixOf(100, 2), 'lsa-idf:1': matrixOf(8192, 1) }, 100, 8192],
    ['idf', { 'lsa-axes:1': matrixOf(8192, 2), 'lsa-idf:1': matrixOf(8191, 1) }, 8192, 8191],
  ])('is refused with %s of another length', async (_, tensors, axes, idf) => {
    await expect(readBasis(async (name) => tensors[name as keyof typeof tensors])).rejects.toThrow(
      new XennError(
        'StorageError',
        `Expected a lexical basis of 8192 terms, found axes of ${axes} and idf of ${idf}: it is damaged. Build or import it again.`,
      ),
    );
  });
});

function matrixOf(rows: number, cols: number): Matrix {
  return { rows, cols, data: new Float32Array(rows * cols) };
}

function refuse(): never {
  throw new Error('Nothing is read or written here.');
}
