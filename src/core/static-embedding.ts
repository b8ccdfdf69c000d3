import { checkRows } from './check.ts';
import { checkMatrix, type Vector } from './matrix.ts';
import type { Matrix } from './types.ts';

/**
 * The vector of each text by a static dual-encoder: the sum of its tokens' vectors (rows of `table`, vocabulary x d),
 * divided by its length; zero for a text without tokens and for a sum of zero. texts.length x d.
 *
 * Throws InvalidArgumentError for a token that the table does not have.
 */
export function embedTokens(table: Matrix, texts: readonly Uint32Array[]): Matrix {
  checkMatrix('table', table);
  const { cols } = table;
  const data = new Float32Array(texts.length * cols);
  const vector = new Float64Array(cols);
  texts.forEach((tokens, text) => {
    checkRows(`The tokens of text ${text}`, tokens, table.rows);
    embedText(table.data, tokens, vector);
    data.set(vector, text * cols);
  });
  return { rows: texts.length, cols, data };
}

/**
 * Writes the vector of one text over `vector` (d entries), in float64, and returns the length that its sum had before
 * it was made one; 0 where the vector is zero.
 */
export function embedText(table: Vector, tokens: Uint32Array, vector: Float64Array): number {
  const dimension = vector.length;
  vector.fill(0);
  for (let i = 0; i < tokens.length; i++) {
    const start = tokens[i] * dimension;
    for (let c = 0; c < dimension; c++) vector[c] += table[start + c];
  }
  let squares = 0;
  for (let c = 0; c < dimension; c++) squares += vector[c] * vector[c];
  const length = Math.sqrt(squares);
  if (length === 0) return 0;
  for (let c = 0; c < dimension; c++) vector[c] /= length;
  return length;
}
