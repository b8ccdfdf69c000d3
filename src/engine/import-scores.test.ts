import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it, test, vi } from 'vitest';
import { concat } from '../formats/decode.ts';
import { bytesOf } from '../formats/floats.ts';
import { encodeNpyHeader, encodeNpyStrings } from '../formats/npy-header.ts';
import { writeNpz } from '../formats/npz.ts';
import type { SourceFile } from '../formats/records.ts';
import { createPlainStore, type PlainStore } from '../testing/exchange-store.ts';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { passageOf } from './documents.ts';
import { exportScores } from './export-scores.ts';
import { importScores } from './import-scores.ts';
import { chooseCheckedPairs } from './import-scores-check.ts';

vi.stubGlobal('__XENN_VERSION__', '0.1.0');

const WORDS = ['red', 'river', 'old', 'engine', 'violin'];
const DOCUMENTS = Array.from({ length: 40 }, (_, n) => ({
  id: `d${n}`,
  title: WORDS[n % 5],
  text: `the ${WORDS[(n * 3) % 5]} ${WORDS[(n * 2 + 1) % 5]}`,
}));
const QUERIES = ['red river', 'old violin', 'engine'];
const { crossEncoder } = createFakeEncoders();

type Row = readonly [query: string, docId: string, score: number];

/** Every query with every document, scored by the cross-encoder. */
async function trueRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const query of QUERIES) {
    const scores = await crossEncoder.score(query, DOCUMENTS.map(passageOf));
    DOCUMENTS.forEach(({ id }, docRow) => void rows.push([query, id, scores[docRow]]));
  }
  return rows;
}

function parquet(rows: readonly Row[], metadata: Readonly<Record<string, string>> = {}): SourceFile {
  const columnData = [
    { name: 'query', data: rows.map(([query]) => query), type: 'STRING' as const },
    { name: 'doc_id', data: rows.map(([, docId]) => docId), type: 'STRING' as const },
    { name: 'score', data: rows.map(([, , score]) => score), type: 'DOUBLE' as const },
  ];
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return sourceFile('s.parquet', new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata })));
}

const numbersFile = (numbers: readonly number[], shape: readonly number[]) =>
  concat([encodeNpyHeader({ dtype: '<f4', shape }), bytesOf(Float32Array.from(numbers))]);
const textsFile = (texts: readonly string[]) =>
  concat([encodeNpyHeader({ dtype: '<U16', shape: [texts.length] }), bytesOf(encodeNpyStrings(texts, 16))]);

async function npz(arrays: Readonly<Record<string, Uint8Array>>): Promise<SourceFile> {
  const members = Object.entries(arrays).map(([name, bytes]) => ({ name, bytes: [bytes] }));
  return sourceFile('s.npz', await (await writeNpz(members)).bytes());
}

function importInto(store: PlainStore, ...files: readonly SourceFile[]) {
  return importScores(store, crossEncoder, { corpusId: 'c', files });
}

function storedRows(store: PlainStore): Row[] {
  return [...store.scores].flatMap(([query, scores]) =>
    [...scores]
      .sort(([left], [right]) => left - right)
      .map(([docRow, score]): Row => [query, DOCUMENTS[docRow].id, score]),
  );
}

describe('scores made elsewhere', () => {
  it.each(['parquet', 'npz'] as const)('are what was exported: %s', async (format) => {
    const source = createPlainStore(DOCUMENTS);
    const rows = (await trueRows()).filter((_, index) => index % 3 !== 0);
    await importInto(source, parquet(rows));
    const { blob } = await exportScores(source, crossEncoder.identity, { corpusId: 'c', format });
    const store = createPlainStore(DOCUMENTS);
    expect(await importInto(store, sourceFile(`s.${format}`, await blob.bytes()))).toEqual({
      queryCount: 3,
      pairCount: 80,
      newPairCount: 80,
    });
    expect(storedRows(store)).toEqual(rows);
  });

  it('are taken from the unpacked arrays too', async () => {
    const rows = await trueRows();
    const store = createPlainStore(DOCUMENTS);
    await importInto(
      store,
      sourceFile('s/doc_ids.npy', textsFile(DOCUMENTS.map(({ id }) => id))),
      sourceFile('s/queries.npy', textsFile(QUERIES)),
      sourceFile(
        's/scores.npy',
        numbersFile(
          rows.map(([, , score]) => score),
          [3, 40],
        ),
      ),
    );
    expect(storedRows(store)).toEqual(rows);
  });

  it('come in any order, a pair twice with one score, and as nearly the same numbers', async () => {
    const rows = await trueRows();
    const shifted = rows.map(([query, docId, score]): Row => [query, docId, score + 0.009]);
    const store = createPlainStore(DOCUMENTS);
    const report = await importInto(store, parquet([...shifted.slice(0, 5), ...shifted.toReversed()]));
    expect(report).toEqual({ queryCount: 3, pairCount: 120, newPairCount: 120 });
    expect(storedRows(store).length).toBe(120);
  });

  it('do not replace those that are known', async () => {
    const store = createPlainStore(DOCUMENTS);
    const known = { docRows: Uint32Array.of(0, 7), scores: Float32Array.of(11, 12) };
    await store.writeScores('c', crossEncoder.identity.hash, 'engine', known);
    const report = await importInto(store, parquet(await trueRows()));
    expect(report).toEqual({ queryCount: 3, pairCount: 120, newPairCount: 118 });
    expect([store.scores.get('engine')?.get(0), store.scores.get('engine')?.get(7)]).toEqual([11, 12]);
  });

  it('with the hash of the cross-encoder in use are taken', async () => {
    const metadata = { cross_encoder_hash: crossEncoder.identity.hash, corpus_hash: 'before documents came' };
    const report = await importInto(createPlainStore(DOCUMENTS), parquet(await trueRows(), metadata));
    expect(report.pairCount).toBe(120);
  });
});

describe('scores are refused and none stored', () => {
  async function refusal(...files: readonly SourceFile[]): Promise<string> {
    const store = createPlainStore(DOCUMENTS);
    const message = await errorOf(importInto(store, ...files));
    expect(store.scores.size).toBe(0);
    return message;
  }

  test.each([Number.NaN, Infinity])('with %s in a row', async (value) => {
    const rows = await trueRows();
    rows[41] = ['old violin', 'd1', value];
    expect(await refusal(parquet(rows))).toBe(
      `ImportError: s.parquet, row 42: the score is ${value}; expected a finite number. Nothing was imported; leave out pairs without a score.`,
    );
  });

  it('of unknown documents', async () => {
    const others = ['x1', 'x2', 'x1', 'x3', 'x4'].map((id): Row => ['engine', id, 1]);
    expect(await refusal(parquet([...(await trueRows()), ...others]))).toBe(
      "ImportError: s.parquet has scores of 4 documents that this corpus does not have: 'x1', 'x2', 'x3', …. Expected the ids of its documents. Nothing was imported; choose the corpus that they belong to, or leave them out.",
    );
  });

  it('that differ for one pair', async () => {
    expect(await refusal(parquet([...(await trueRows()), ['engine', 'd7', 3.25]]))).toMatch(
      /^ImportError: s\.parquet gives two scores, -?[\d.]+ and 3\.25, to the query 'engine' with the document 'd7'\. Expected one for each pair\. Nothing was imported; remove one of them\.$/,
    );
  });

  it('that are none', async () => {
    expect(await refusal(parquet([]))).toBe(
      'ImportError: s.parquet holds no score. Expected one for a pair at least.',
    );
  });

  it('that say they are of another cross-encoder', async () => {
    expect(await refusal(parquet(await trueRows(), { cross_encoder_hash: 'other' }))).toBe(
      'ImportError: The scores of s.parquet are those of another cross-encoder: expected the hash fake-ce of fake-cross-encoder, found other. Nothing was imported; choose the cross-encoder that made them in the settings.',
    );
  });

  const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));
  test.each<[what: string, change: (score: number) => number]>([
    ['probabilities', sigmoid],
    ['the other way round', (score) => -score],
    ['shifted', (score) => score + 0.5],
    ['stretched', (score) => 1.1 * score],
  ])('that are %s', async (_, change) => {
    const rows = (await trueRows()).map(([query, docId, score]): Row => [query, docId, change(score)]);
    expect(await refusal(parquet(rows))).toMatch(
      /^ImportError: The scores of s\.parquet are those of another cross-encoder: it gives -?[\d.]+ to the query '[a-z ]+' with the document 'd\d+', and fake-cross-encoder gives -?[\d.]+, where at most [\d.]+ of difference were expected\. Nothing was imported; choose the cross-encoder that made them in the settings, with raw scores \(logits\) in the file\.$/,
    );
  });

  it('that are numbers alone', async () => {
    const scores = numbersFile(
      (await trueRows()).map(([, , score]) => score),
      [3, 40],
    );
    const because =
      "Numbers alone do not say which queries and documents they belong to. Save them together: np.savez('scores.npz', scores=scores, queries=np.array(texts), doc_ids=np.array(ids)), or as Parquet with the columns query, doc_id and score.";
    expect(await refusal(sourceFile('my.npy', scores))).toBe(
      `ImportError: Expected the arrays scores, queries and doc_ids in my.npy, found my. ${because}`,
    );
    expect(await refusal(await npz({ scores, queries: textsFile(QUERIES) }))).toBe(
      `ImportError: Expected the arrays scores, queries and doc_ids in s.npz, found scores, queries. ${because}`,
    );
  });

  const dense = (scores: Uint8Array, queries = textsFile(QUERIES)) =>
    npz({ scores, queries, doc_ids: textsFile(['d0', 'd1']) });

  test.each([[[2, 3]], [[3, 3]], [[6]]])('of the shape %s', async (shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    expect(await refusal(await dense(numbersFile(new Array(count).fill(0), shape)))).toBe(
      `ImportError: The scores of s.npz are an array of the shape (${shape.join(', ')}); expected (3, 2), a row for each of its queries and a column for each of its doc_ids. Save the three arrays together.`,
    );
  });

  it('with infinity in a dense array', async () => {
    expect(await refusal(await dense(numbersFile([1, 2, 3, -Infinity, 5, 6], [3, 2])))).toBe(
      'ImportError: The scores of s.npz hold -Infinity in row 2, column 2, counted from 1; expected finite numbers, and NaN for pairs without a score. Nothing was imported.',
    );
  });

  it('with texts of two dimensions', async () => {
    const queries = concat([
      encodeNpyHeader({ dtype: '<U16', shape: [3, 1] }),
      bytesOf(encodeNpyStrings(QUERIES, 16)),
    ]);
    expect(await refusal(await dense(numbersFile([1, 2, 3, 4, 5, 6], [3, 2]), queries))).toBe(
      'ImportError: queries.npy is an array of the shape (3, 1); expected one dimension. Save it with reshape(-1).',
    );
  });

  it('when it is cancelled', async () => {
    const store = createPlainStore(DOCUMENTS);
    const cancel = AbortSignal.abort(new Error('Cancelled.'));
    const request = { corpusId: 'c', files: [parquet(await trueRows())] };
    expect(await errorOf(importScores(store, crossEncoder, request, { cancel }))).toBe('Error: Cancelled.');
    expect(store.scores.size).toBe(0);
  });

  it('in another format', async () => {
    expect(await refusal(sourceFile('a.csv', ''), sourceFile('b.npy', ''))).toBe(
      'ImportError: Expected scores as one .parquet or .npz file, or the three .npy files of one, found a.csv, b.npy. Export scores to see what such a file looks like.',
    );
    expect(await refusal()).toBe(
      'ImportError: Expected scores as one .parquet or .npz file, or the three .npy files of one, found none. Export scores to see what such a file looks like.',
    );
  });
});

describe('chooseCheckedPairs', () => {
  const scoresOf = (values: readonly number[]) =>
    new Map([
      ['q', { docRows: Uint32Array.from(values, (_, row) => row), scores: Float32Array.from(values) }],
    ]);

  it('takes pairs from the whole range, however few are not at its low end', () => {
    const values = new Float32Array(3000).fill(0.001);
    values[1234] = 1;
    values[2345] = 0.5;
    const chosen = chooseCheckedPairs(scoresOf([...values]));
    expect(chosen.length).toBe(8);
    expect(chosen.map(({ docRow }) => docRow)).toEqual(expect.arrayContaining([1234, 2345]));
    expect(new Set(chosen.map(({ docRow }) => docRow)).size).toBe(8);
    expect(chooseCheckedPairs(scoresOf([...values]))).toEqual(chosen);
  });

  it('takes all where there are few, and scores that are all the same', () => {
    expect(
      chooseCheckedPairs(scoresOf([2, 2, 2]))
        .map(({ docRow }) => docRow)
        .sort(),
    ).toEqual([0, 1, 2]);
  });
});
