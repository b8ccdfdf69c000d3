import { XennError } from '../core/errors.ts';

/** A part of an output of rows x positions x columns: for each row, some columns at one position. */
export interface ReadAt {
  /** One a row. */
  readonly positions: ArrayLike<number>;
  readonly columns: readonly number[];
}

/** Names that exporters give to what is read, in the order in which they are preferred. */
const OUTPUT_NAMES = ['logits', 'sentence_embedding', 'embeddings', 'last_hidden_state', 'token_embeddings'];

/** The output to read: one of the usual names, else the first. */
export function outputToRead(names: readonly string[]): string {
  return OUTPUT_NAMES.find((name) => names.includes(name)) ?? names[0];
}

/** An output as ONNX Runtime gives it. */
export interface RawOutput {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
}

/**
 * An output's numbers as float32, all of them or those at `readAt` (rows x columns). Throws EncoderError for an
 * output of whole numbers, or of another shape than `readAt` needs.
 */
export function readOutput(
  modelName: string,
  { type, data, dims }: RawOutput,
  readAt?: ReadAt,
): Float32Array {
  const values = floats(type, data);
  if (!values) {
    throw wrongOutput(modelName, 'float32 or float16', `${dims.join(' x ')} of type ${type}`);
  }
  if (!readAt) return values;
  const [rows, positions, columns] = dims;
  const fits = dims.length === 3 && rows === readAt.positions.length;
  if (!fits || readAt.columns.some((column) => column >= columns)) {
    const expected = `${readAt.positions.length} x tokens x vocabulary`;
    throw wrongOutput(modelName, expected, dims.join(' x '));
  }
  return Float32Array.from({ length: rows * readAt.columns.length }, (_, i) => {
    const row = Math.floor(i / readAt.columns.length);
    const column = readAt.columns[i % readAt.columns.length];
    return values[(row * positions + readAt.positions[row]) * columns + column];
  });
}

function wrongOutput(modelName: string, expected: string, found: string): XennError {
  return new XennError(
    'EncoderError',
    `${modelName}: expected an output of ${expected}, found ${found}. Use another export of the model.`,
  );
}

/** Where the engine has no Float16Array, half-precision numbers come as their bits. */
function floats(type: string, data: unknown): Float32Array | undefined {
  if (type === 'float32') return data as Float32Array;
  if (type !== 'float16') return undefined;
  return data instanceof Uint16Array
    ? Float32Array.from(data, halfToFloat)
    : Float32Array.from(data as ArrayLike<number>);
}

/** IEEE 754 binary16, given as its 16 bits. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
