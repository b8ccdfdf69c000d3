import type { GraphInput } from './graph-inputs.ts';

/** An input's numbers, in the kind of array that ONNX Runtime takes for its type. */
export function tensorData({ type, data }: Pick<GraphInput, 'type' | 'data'>) {
  if (type === 'int64') return toInt64(data);
  if (type === 'int32') return data;
  if (type === 'float16') return Uint16Array.from(data);
  return Float32Array.from(data);
}

/** JavaScript runs on little-endian processors: the low word of each pair carries a value that is never negative here. */
function toInt64(values: Int32Array): BigInt64Array {
  const result = new BigInt64Array(values.length);
  const words = new Int32Array(result.buffer);
  for (let i = 0; i < values.length; i++) words[2 * i] = values[i];
  return result;
}
