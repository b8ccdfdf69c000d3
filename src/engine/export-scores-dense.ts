import { XennError } from '../core/errors.ts';
import { bytesOf } from '../formats/floats.ts';
import { encodeNpyHeader, encodeNpyStrings } from '../formats/npy-header.ts';
import { writeNpz } from '../formats/npz.ts';
import type { KnownScores } from './ports.ts';

/** Entries of 4 bytes: 1 GB of scores, or of texts that all take as much as the longest. */
const MAX_DENSE_ENTRIES = 2 ** 28;

/** Texts that are encoded at once. */
const TEXTS_A_STEP = 4096;

/**
 * The arrays scores (float32, |Q| x |I|, NaN where there is none), queries and doc_ids (both NumPy's str) as a .npz
 * file. One query's scores at a time are in memory.
 *
 * @throws InvalidArgumentError when one of the arrays would have more than 2^28 entries of 4 bytes.
 */
export async function writeDenseScores(
  queries: readonly string[],
  docIds: readonly string[],
  readScores: (query: string) => Promise<KnownScores>,
): Promise<Blob> {
  const queryWidth = longest(queries);
  const docIdWidth = longest(docIds);
  const entries = Math.max(
    queries.length * docIds.length,
    queries.length * queryWidth,
    docIds.length * docIdWidth,
  );
  if (entries > MAX_DENSE_ENTRIES) throw tooManyError(queries.length, docIds.length, entries);

  async function* scoreRows(): AsyncGenerator<Uint8Array> {
    yield encodeNpyHeader({ dtype: '<f4', shape: [queries.length, docIds.length] });
    for (const query of queries) {
      const row = new Float32Array(docIds.length).fill(Number.NaN);
      const { docRows, scores } = await readScores(query);
      for (const [index, docRow] of docRows.entries()) row[docRow] = scores[index];
      yield bytesOf(row);
    }
  }

  return writeNpz([
    { name: 'scores', bytes: scoreRows() },
    { name: 'queries', bytes: encodeTexts(queries, queryWidth) },
    { name: 'doc_ids', bytes: encodeTexts(docIds, docIdWidth) },
  ]);
}

/** In code points; at least 1, for NumPy has no text of none. */
function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, Array.from(text).length), 1);
}

function* encodeTexts(texts: readonly string[], width: number): Generator<Uint8Array> {
  yield encodeNpyHeader({ dtype: `<U${width}`, shape: [texts.length] });
  for (let start = 0; start < texts.length; start += TEXTS_A_STEP) {
    yield bytesOf(encodeNpyStrings(texts.slice(start, start + TEXTS_A_STEP), width));
  }
}

function tooManyError(queryCount: number, documentCount: number, entries: number): XennError {
  const number = (value: number) => value.toLocaleString('en-US');
  return new XennError(
    'InvalidArgumentError',
    `Dense arrays for ${number(queryCount)} queries x ${number(documentCount)} documents would take ${number(entries)} entries; at most ${number(MAX_DENSE_ENTRIES)} were expected. Export as Parquet: it has a row for each pair that is scored.`,
  );
}
