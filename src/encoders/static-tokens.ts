/** The embedded dual-encoder as what it is: a table of token vectors (training/dual_encoder_graph.py). */
import { XennError } from '../core/errors.ts';
import type { Matrix } from '../core/types.ts';
import type { TextRole } from './dual-encoder.ts';
import { FLOAT32, INT8, type Initializer, readInitializers } from './onnx-initializers.ts';

/** A dual-encoder whose vector of a text is the sum of its tokens' vectors, made one long: it can be trained in the page. */
export interface StaticTokens {
  /** vocabulary x d */
  readonly table: Matrix;
  /** Token ids of each text, cut as `embed` cuts them; a text without a token has none. */
  encode(texts: readonly string[], role: TextRole): Uint32Array[];
}

/** All that the graph stores: int8 steps (vocabulary x d), a float32 scale for each token, and an axis. */
const STORED = ['middle', 'scale', 'steps'];

/** Whether an ONNX file is that graph: it stores exactly these arrays. */
export function hasTokenTable(model: Uint8Array): boolean {
  return findTable(model) !== undefined;
}

/** vocabulary x d: steps times scale. Throws EncoderError where the file is another graph. */
export function readTokenTable(model: Uint8Array, modelName: string): Matrix {
  const table = findTable(model);
  if (!table) {
    throw new XennError(
      'EncoderError',
      `${modelName}: expected a table of token vectors, found another graph. Choose the embedded dual-encoder.`,
    );
  }
  const { steps, scale } = table;
  const [rows, cols] = steps.dims;
  const step = new Int8Array(steps.rawData.buffer, steps.rawData.byteOffset, rows * cols);
  // A copy, because floats in a file may start anywhere.
  const scaleOf = new Float32Array(scale.rawData.slice().buffer);
  const data = new Float32Array(rows * cols);
  for (let i = 0; i < data.length; i++) data[i] = step[i] * scaleOf[Math.floor(i / cols)];
  return { rows, cols, data };
}

function findTable(model: Uint8Array): { steps: Initializer; scale: Initializer } | undefined {
  const arrays = readInitializers(model).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (arrays.map(({ name }) => name).join() !== STORED.join()) return undefined;
  const [, scale, steps] = arrays;
  const [rows, cols] = steps.dims;
  const fits =
    steps.dataType === INT8 &&
    steps.dims.length === 2 &&
    steps.rawData.length === rows * cols &&
    scale.dataType === FLOAT32 &&
    scale.dims.length === 1 &&
    scale.dims[0] === rows &&
    scale.rawData.length === 4 * rows;
  return fits ? { steps, scale } : undefined;
}
