import { XennError } from '../core/errors.ts';

/** Row-major whole numbers, none of them negative. */
export interface IntTensor {
  readonly data: Int32Array;
  readonly dims: readonly number[];
}

export type ModelInputs = Readonly<Record<string, IntTensor>>;

/** What a graph says about one of its inputs. A name in `shape` is a dimension of any size. */
export interface InputDescription {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

export interface GraphInput {
  readonly name: string;
  readonly type: string;
  readonly dims: readonly number[];
  /** Empty where a dimension is 0. */
  readonly data: Int32Array;
}

/**
 * Exactly the inputs that a graph wants. What it does not read (token types, say) is left out; what follows from the
 * others is made: positions counted from 0 in each row, the empty past of a causal model exported with its cache,
 * and for a table of token vectors all rows one after the other with the offsets where they begin. Throws
 * EncoderError for any other input.
 */
export function completeInputs(
  modelName: string,
  wanted: readonly InputDescription[],
  given: ModelInputs,
): GraphInput[] {
  const available = wanted.some(({ name }) => name === 'offsets') ? rowsInOne(given) : given;
  return wanted.map(({ name, type, shape }) => {
    const tensor = available[name] ?? madeFrom(name, shape, available);
    if (tensor) return { name, type, ...tensor };
    throw new XennError(
      'EncoderError',
      `${modelName}: expected a graph that reads ${Object.keys(given).join(', ')}, found one that also wants ` +
        `${name}. Use another export of the model.`,
    );
  });
}

function madeFrom(
  name: string,
  shape: readonly (number | string)[],
  given: ModelInputs,
): IntTensor | undefined {
  const [rows, length] = given.input_ids?.dims ?? [];
  if (rows === undefined || length === undefined) return undefined;
  if (name === 'position_ids') {
    return { dims: [rows, length], data: Int32Array.from({ length: rows * length }, (_, i) => i % length) };
  }
  // batch x heads x past length x head size: only the batch and the past are of any size.
  if (!name.startsWith('past_key_values.') || shape.length !== 4) return undefined;
  const [, heads, , headSize] = shape;
  if (typeof heads !== 'number' || typeof headSize !== 'number') return undefined;
  return { dims: [rows, heads, 0, headSize], data: new Int32Array(0) };
}

/** The rows without their padding, joined, and where each begins. */
function rowsInOne({ input_ids: ids, attention_mask: mask }: ModelInputs): ModelInputs {
  const [rows, length] = ids.dims;
  const joined = ids.data.filter((_, i) => mask.data[i] === 1);
  const offsets = new Int32Array(rows);
  for (let row = 1; row < rows; row++) {
    const before = mask.data.subarray((row - 1) * length, row * length);
    offsets[row] = offsets[row - 1] + before.reduce((sum, one) => sum + one, 0);
  }
  return {
    input_ids: { data: joined, dims: [joined.length] },
    offsets: { data: offsets, dims: [rows] },
  };
}
