/** Files with scores, of either format, as pairs. */
import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { breathe } from '../formats/breathe.ts';
import { type Entry, extension, fileName, plainEntry } from '../formats/entries.ts';
import { readNpy } from '../formats/npy.ts';
import { byArrayName, openNpz } from '../formats/npz.ts';
import type { SourceFile } from '../formats/records.ts';
import type { PairCollector } from './import-scores-pairs.ts';

/** What a file says of the cross-encoder that made its scores; absent where it says nothing. */
export interface ScoreOrigin {
  readonly crossEncoderHash?: string;
}

/**
 * Reads a Parquet file, a .npz file or the .npy files that are in one, and adds every pair that has a score.
 *
 * @throws ImportError when the files are none of these or damaged, an array is missing or of another shape than the
 * others, or a score is not a number.
 */
export async function readScoreFiles(
  files: readonly SourceFile[],
  pairs: PairCollector,
  cancel?: Cancel,
): Promise<ScoreOrigin> {
  const [file] = files;
  if (files.length === 1 && extension(file.path) === '.parquet') return readParquet(file, pairs, cancel);
  if (files.length === 1 && extension(file.path) === '.npz') {
    await readDense(await openNpz(file, cancel), file.path, pairs, cancel);
    return {};
  }
  if (files.length > 0 && files.every(({ path }) => extension(path) === '.npy')) {
    await readDense(byArrayName(files.map(plainEntry)), file.path, pairs, cancel);
    return {};
  }
  throw new XennError(
    'ImportError',
    `Expected scores as one .parquet or .npz file, or the three .npy files of one, found ${files.map(({ path }) => fileName(path)).join(', ') || 'none'}. Export scores to see what such a file looks like.`,
  );
}

async function readParquet(file: SourceFile, pairs: PairCollector, cancel?: Cancel): Promise<ScoreOrigin> {
  const { openScoreParquet } = await import('../formats/score-parquet.ts');
  const { metadata, groups } = await openScoreParquet(file, cancel);
  let row = 0;
  for await (const { queries, docIds, scores } of groups()) {
    for (const [index, score] of scores.entries()) {
      row++;
      if (!Number.isFinite(score)) {
        throw new XennError(
          'ImportError',
          `${file.path}, row ${row}: the score is ${score}; expected a finite number. Nothing was imported; leave out pairs without a score.`,
        );
      }
      pairs.add(queries[index], docIds[index], score);
    }
    await breathe();
  }
  const crossEncoderHash = metadata.get('cross_encoder_hash');
  return crossEncoderHash === undefined ? {} : { crossEncoderHash };
}

/** |Q| x |I| numbers, NaN where a pair has no score, with the texts and ids that rows and columns stand for. */
async function readDense(
  arrays: ReadonlyMap<string, Entry>,
  path: string,
  pairs: PairCollector,
  cancel?: Cancel,
): Promise<void> {
  const scoreArray = arrays.get('scores');
  const queryArray = arrays.get('queries');
  const docIdArray = arrays.get('doc_ids');
  if (!scoreArray || !queryArray || !docIdArray) throw missingArrayError(path, [...arrays.keys()]);
  const queries = await readTexts(queryArray, cancel);
  const docIds = await readTexts(docIdArray, cancel);
  await readNpy(
    scoreArray,
    async ({ shape, numbers }) => {
      if (shape.length !== 2 || shape[0] !== queries.length || shape[1] !== docIds.length) {
        throw new XennError(
          'ImportError',
          `The scores of ${path} are an array of the shape (${shape.join(', ')}); expected (${queries.length}, ${docIds.length}), a row for each of its queries and a column for each of its doc_ids. Save the three arrays together.`,
        );
      }
      for (const [row, query] of queries.entries()) {
        const scores = await numbers(docIds.length);
        for (const [column, score] of scores.entries()) {
          if (Number.isNaN(score)) continue;
          if (!Number.isFinite(score)) throw infiniteError(path, score, row, column);
          pairs.add(query, docIds[column], score);
        }
      }
    },
    cancel,
  );
}

function readTexts(entry: Entry, cancel?: Cancel): Promise<string[]> {
  return readNpy(
    entry,
    async ({ shape, strings }) => {
      if (shape.length === 1) return strings(shape[0]);
      throw new XennError(
        'ImportError',
        `${entry.path} is an array of the shape (${shape.join(', ')}); expected one dimension. Save it with reshape(-1).`,
      );
    },
    cancel,
  );
}

function missingArrayError(path: string, found: readonly string[]): XennError {
  return new XennError(
    'ImportError',
    `Expected the arrays scores, queries and doc_ids in ${path}, found ${found.slice(0, 5).join(', ') || 'none'}. ` +
      'Numbers alone do not say which queries and documents they belong to. ' +
      "Save them together: np.savez('scores.npz', scores=scores, queries=np.array(texts), doc_ids=np.array(ids)), or as Parquet with the columns query, doc_id and score.",
  );
}

function infiniteError(path: string, score: number, row: number, column: number): XennError {
  return new XennError(
    'ImportError',
    `The scores of ${path} hold ${score} in row ${row + 1}, column ${column + 1}, counted from 1; expected finite numbers, and NaN for pairs without a score. Nothing was imported.`,
  );
}
