import { basename } from 'node:path';
import { XennError } from '../core/errors.ts';
import type { Cancel, Matrix } from '../core/types.ts';
import type { MatrixSource } from './evaluate-options.ts';
import {
  type MatrixFile,
  type MatrixShape,
  openMatrixFile,
  readMatrixFile,
  readMatrixShape,
} from './matrix-file.ts';

/** The matrices of an experiment, checked against each other. */
export interface Matrices {
  /** |Q| x |I|, on disk. */
  readonly scores: MatrixFile;
  /** |I| x d */
  readonly itemEmbeddings: Matrix;
  /** |Q| x d */
  readonly queryEmbeddings: Matrix;
  /** k_q x |I| */
  readonly anchorScores?: Matrix;
  /** SHA-256 (hex) of each file, by its role. */
  readonly hashes: Readonly<Record<string, string>>;
}

/**
 * Opens the files of a source; their shapes are compared before any is read whole. Throws ImportError when one is no
 * matrix of finite numbers, row by row, or does not fit the scores; whatever `cancel` throws.
 */
export async function openMatrices(source: MatrixSource, cancel?: Cancel): Promise<Matrices> {
  await checkShapes(source);
  const items = await readMatrixFile(source.itemEmbeddings, cancel);
  const queries = await readMatrixFile(source.queryEmbeddings, cancel);
  const anchors =
    source.anchorScores === undefined ? undefined : await readMatrixFile(source.anchorScores, cancel);
  const scores = await openMatrixFile(source.scores, cancel);
  return {
    scores,
    itemEmbeddings: items.matrix,
    queryEmbeddings: queries.matrix,
    ...(anchors && { anchorScores: anchors.matrix }),
    hashes: {
      scores: scores.sha256,
      'item-embeddings': items.sha256,
      'query-embeddings': queries.sha256,
      ...(anchors && { 'anchor-scores': anchors.sha256 }),
    },
  };
}

async function checkShapes(source: MatrixSource): Promise<void> {
  const { scores, itemEmbeddings, queryEmbeddings, anchorScores } = source;
  const scoresShape = await readMatrixShape(scores);
  const itemsShape = await readMatrixShape(itemEmbeddings);
  const queriesShape = await readMatrixShape(queryEmbeddings);
  const anchorsShape = anchorScores === undefined ? undefined : await readMatrixShape(anchorScores);
  const ofScores = `of ${basename(scores)}, which is ${shapeWords(scoresShape)}`;
  const { rows: queryCount, cols: itemCount } = scoresShape;
  if (itemsShape.rows !== itemCount) {
    throw misfit(itemEmbeddings, itemsShape, `a row for each of the ${itemCount} columns ${ofScores}`);
  }
  if (queriesShape.rows !== queryCount) {
    throw misfit(queryEmbeddings, queriesShape, `a row for each of the ${queryCount} rows ${ofScores}`);
  }
  if (queriesShape.cols !== itemsShape.cols) {
    const items = `${basename(itemEmbeddings)}, which is ${shapeWords(itemsShape)}`;
    throw misfit(queryEmbeddings, queriesShape, `as many columns as ${items}`);
  }
  if (anchorScores !== undefined && anchorsShape && anchorsShape.cols !== itemCount) {
    throw misfit(anchorScores, anchorsShape, `a column for each of the ${itemCount} columns ${ofScores}`);
  }
}

function shapeWords({ rows, cols }: MatrixShape): string {
  return `${rows} x ${cols}`;
}

function misfit(path: string, shape: MatrixShape, expected: string): XennError {
  return new XennError(
    'ImportError',
    `${path} is ${shapeWords(shape)}; expected ${expected}. Scores are queries x items, embeddings a row each, anchor ` +
      'scores anchor queries x items.',
  );
}
