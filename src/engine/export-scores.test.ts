import { describe, expect, it, vi } from 'vitest';
import { readNpy } from '../formats/npy.ts';
import { openNpz } from '../formats/npz.ts';
import { openScoreParquet } from '../formats/score-parquet.ts';
import { createPlainStore, type PlainStore } from '../testing/exchange-store.ts';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { exportScores } from './export-scores.ts';
import { writeDenseScores } from './export-scores-dense.ts';

vi.stubGlobal('__XENN_VERSION__', '0.1.0');

const MODEL = { name: 'small-cross-encoder', hash: 'ce-hash' };

async function storeWithScores(): Promise<PlainStore> {
  const store = createPlainStore(['d1', 'Zürich 🐱', 'd3'].map((id) => ({ id, title: '', text: id })));
  const scores = (docRows: number[], values: number[]) => ({
    docRows: Uint32Array.from(docRows),
    scores: Float32Array.from(values),
  });
  await store.writeScores('c', MODEL.hash, 'cats?', scores([2, 0], [-2.5, 1.5]));
  await store.writeScores('c', MODEL.hash, 'dögs', scores([1], [0.1]));
  return store;
}

describe('exportScores', () => {
  it('writes a row a pair into a Parquet file that says what they are of', async () => {
    const { fileName, blob } = await exportScores(await storeWithScores(), MODEL, {
      corpusId: 'c',
      format: 'parquet',
    });
    expect(fileName).toBe('Pets-scores.parquet');
    const { metadata, groups } = await openScoreParquet(sourceFile('s.parquet', await blob.bytes()));
    expect(Object.fromEntries(metadata)).toEqual({
      corpus_hash: 'corpus-hash',
      cross_encoder: 'small-cross-encoder',
      cross_encoder_hash: 'ce-hash',
      xenn_version: '0.1.0',
    });
    const rows: unknown[] = [];
    for await (const group of groups()) rows.push(group);
    expect(rows).toEqual([
      {
        queries: ['cats?', 'cats?', 'dögs'],
        docIds: ['d1', 'd3', 'Zürich 🐱'],
        scores: Float32Array.of(1.5, -2.5, 0.1),
      },
    ]);
  });

  it('writes dense arrays with NaN where there is no score', async () => {
    const { fileName, blob } = await exportScores(await storeWithScores(), MODEL, {
      corpusId: 'c',
      format: 'npz',
    });
    expect(fileName).toBe('Pets-scores.npz');
    const arrays = await openNpz(sourceFile('s.npz', await blob.bytes()));
    const found: Record<string, unknown> = {};
    for (const [name, entry] of arrays) {
      found[name] = await readNpy(entry, async ({ dtype, shape, numbers, strings }) => ({
        dtype,
        shape,
        entries: dtype === '<f4' ? Array.from(await numbers(6)) : await strings(shape[0]),
      }));
    }
    const none = Number.NaN;
    expect(found).toEqual({
      scores: { dtype: '<f4', shape: [2, 3], entries: [1.5, none, -2.5, none, Math.fround(0.1), none] },
      queries: { dtype: '<U5', shape: [2], entries: ['cats?', 'dögs'] },
      doc_ids: { dtype: '<U8', shape: [3], entries: ['d1', 'Zürich 🐱', 'd3'] },
    });
  });

  it('begins another row group after 65,536 rows', async () => {
    const documents = Array.from({ length: 32_769 }, (_, n) => ({ id: `d${n}`, title: '', text: '' }));
    const store = createPlainStore(documents);
    const all = {
      docRows: Uint32Array.from(documents, (_, docRow) => docRow),
      scores: Float32Array.from(documents, (_, docRow) => docRow / 7),
    };
    for (const query of ['a', 'b']) await store.writeScores('c', MODEL.hash, query, all);
    const one = { docRows: Uint32Array.of(3), scores: Float32Array.of(1) };
    await store.writeScores('c', MODEL.hash, 'c', one);
    const { blob } = await exportScores(store, MODEL, { corpusId: 'c', format: 'parquet' });
    const sizes: number[] = [];
    const { groups } = await openScoreParquet(sourceFile('s.parquet', await blob.bytes()));
    for await (const { scores } of groups()) sizes.push(scores.length);
    expect(sizes).toEqual([65_538, 1]);
  });

  it.each(['parquet', 'npz'] as const)('refuses where there are no scores: %s', async (format) => {
    const store = createPlainStore([{ id: 'd1', title: '', text: '' }]);
    expect(await errorOf(exportScores(store, MODEL, { corpusId: 'c', format }))).toBe(
      'StorageError: Expected scores of small-cross-encoder for Pets, found none. Search or build an index first.',
    );
  });

  it('stops when it is cancelled', async () => {
    const cancel = AbortSignal.abort(new Error('Cancelled.'));
    const store = await storeWithScores();
    expect(await errorOf(exportScores(store, MODEL, { corpusId: 'c', format: 'npz' }, { cancel }))).toBe(
      'Error: Cancelled.',
    );
  });
});

describe('writeDenseScores', () => {
  const nothing = async () => ({ docRows: new Uint32Array(0), scores: new Float32Array(0) });

  it('refuses more than 2^28 numbers before it reads any', async () => {
    const queries = Array.from({ length: 16_385 }, (_, n) => `q${n}`);
    const docIds = Array.from({ length: 16_384 }, (_, n) => `d${n}`);
    expect(await errorOf(writeDenseScores(queries, docIds, nothing))).toBe(
      'InvalidArgumentError: Dense arrays for 16,385 queries x 16,384 documents would take 268,451,840 entries; at most 268,435,456 were expected. Export as Parquet: it has a row for each pair that is scored.',
    );
  });

  it('refuses texts that would all be as long as one that is very long', async () => {
    const queries = Array.from({ length: 3000 }, (_, n) => (n === 0 ? 'a'.repeat(100_000) : 'b'));
    expect(await errorOf(writeDenseScores(queries, ['d'], nothing))).toBe(
      'InvalidArgumentError: Dense arrays for 3,000 queries x 1 documents would take 300,000,000 entries; at most 268,435,456 were expected. Export as Parquet: it has a row for each pair that is scored.',
    );
  });
});
