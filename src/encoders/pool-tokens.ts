import { XennError } from '../core/errors.ts';
import type { Pooling } from '../core/model-settings.ts';
import type { ModelRun } from './session.ts';

/**
 * One vector a row (rows x d) from an output of rows x d, taken as it is, or of rows x tokens x d, pooled over each
 * row's first `lengths[row]` tokens. Throws EncoderError for an output of another shape.
 */
export function poolTokens(
  { output, dims }: Pick<ModelRun, 'output' | 'dims'>,
  lengths: readonly number[],
  pooling: Pooling,
  modelName: string,
): Float32Array {
  if (dims[0] === lengths.length && dims.length === 2) return output;
  if (dims[0] !== lengths.length || dims.length !== 3) {
    throw new XennError(
      'EncoderError',
      `${modelName}: expected a vector for each of ${lengths.length} texts or for each of their tokens, found an ` +
        `output of ${dims.join(' x ')}. Choose a dual-encoder.`,
    );
  }
  const [rows, tokens, dimension] = dims;
  const pooled = new Float32Array(rows * dimension);
  lengths.forEach((length, row) => {
    const tokenRow = (token: number) => (row * tokens + token) * dimension;
    if (pooling === 'mean') {
      for (let d = 0; d < dimension; d++) {
        let sum = 0;
        for (let token = 0; token < length; token++) sum += output[tokenRow(token) + d];
        pooled[row * dimension + d] = sum / length;
      }
      return;
    }
    const start = tokenRow(pooling === 'first-token' ? 0 : length - 1);
    pooled.set(output.subarray(start, start + dimension), row * dimension);
  });
  return pooled;
}

/** Scales each row (of `dimension` numbers) to length 1, in place; a row of zeros stays as it is. */
export function normalizeRows(vectors: Float32Array, dimension: number): void {
  for (let start = 0; start < vectors.length; start += dimension) {
    const row = vectors.subarray(start, start + dimension);
    const norm = Math.hypot(...row);
    for (let i = 0; norm > 0 && i < dimension; i++) row[i] /= norm;
  }
}
