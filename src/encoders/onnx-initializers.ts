/**
 * Stored arrays of an ONNX file. Reading them takes seven field numbers of onnx.proto and three wire types of protobuf,
 * neither of which can ever change; protobufjs, which ONNX Runtime brings along, would add 11 kB (gzip) to the worker.
 */

/** TensorProto.DataType: the two that are read here. */
export const FLOAT32 = 1;
export const INT8 = 3;

export interface Initializer {
  readonly name: string;
  /** TensorProto.DataType */
  readonly dataType: number;
  readonly dims: readonly number[];
  /** Little-endian, a view of the file; empty where the numbers are kept in another way. */
  readonly rawData: Uint8Array;
}

/**
 * The initializers of the graph. Of a file that is cut off or not ONNX those that can be read, or none: what is wrong
 * with it is said by who opens a session.
 */
export function readInitializers(model: Uint8Array): Initializer[] {
  const graphs = [...fieldsOf(model)].filter(({ field }) => field === 7);
  return graphs
    .flatMap(({ bytes }) => [...fieldsOf(bytes)])
    .filter(({ field }) => field === 5)
    .map(({ bytes }) => readTensor(bytes));
}

function readTensor(tensor: Uint8Array): Initializer {
  const dims: number[] = [];
  let dataType = 0;
  let name = '';
  let rawData: Uint8Array = NOTHING;
  for (const { field, value, bytes } of fieldsOf(tensor)) {
    // Repeated numbers are a field each, or all in one field.
    if (field === 1) dims.push(...(bytes.length > 0 ? varintsOf(bytes) : [value]));
    if (field === 2) dataType = value;
    if (field === 8) name = new TextDecoder().decode(bytes);
    if (field === 9) rawData = bytes;
  }
  return { name, dataType, dims, rawData };
}

interface Field {
  readonly field: number;
  /** Of a varint field. */
  readonly value: number;
  /** Of a length-delimited field: a view. */
  readonly bytes: Uint8Array;
}

const NOTHING = new Uint8Array();

/** Bytes of the wire types of fixed width: 64 bits and 32 bits. */
const FIXED_BYTES: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/** The fields of a protobuf message (protobuf.dev/programming-guides/encoding), up to where it cannot be read. */
function* fieldsOf(message: Uint8Array): Generator<Field> {
  let position = 0;
  while (position < message.length) {
    const tag = readVarint(message, position);
    const field = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    if (wireType === 0) {
      const { value, end } = readVarint(message, tag.end);
      yield { field, value, bytes: NOTHING };
      position = end;
    } else if (wireType === 2) {
      const length = readVarint(message, tag.end);
      position = length.end + length.value;
      if (position > message.length) return;
      yield { field, value: 0, bytes: message.subarray(length.end, position) };
    } else if (wireType in FIXED_BYTES) {
      position = tag.end + FIXED_BYTES[wireType];
    } else {
      return;
    }
  }
}

function varintsOf(bytes: Uint8Array): number[] {
  const values: number[] = [];
  for (let position = 0; position < bytes.length; ) {
    const { value, end } = readVarint(bytes, position);
    values.push(value);
    position = end;
  }
  return values;
}

/** Exact below 2^53, which sizes and counts are. */
function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let end = start;
  let scale = 1;
  for (;;) {
    const byte = bytes[end++] ?? 0;
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 128) return { value, end };
  }
}
