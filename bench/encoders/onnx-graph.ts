/** Just enough of the ONNX format (onnx.proto3, a protocol buffer) to put weights into a graph that lacks them. */

/** A tensor of the graph whose values are in a file of their own. */
export interface ExternalTensor {
  readonly name: string;
  readonly dataType: number;
  /** Bytes of its values. */
  readonly byteLength: number;
}

/** TensorProto.DataType. */
export const FLOAT32 = 1;
export const INT64 = 7;

// Field numbers.
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_DATA_TYPE = 2;
const TENSOR_NAME = 8;
const TENSOR_RAW_DATA = 9;
const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_DATA_LOCATION = 14;
const ENTRY_KEY = 1;
const ENTRY_VALUE = 2;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** The model with the values that `valuesOf` gives in place of every reference to a file of weights. */
export function inlineWeights(
  model: Uint8Array,
  valuesOf: (tensor: ExternalTensor) => Uint8Array,
): Uint8Array<ArrayBuffer> {
  return mapMessages(model, MODEL_GRAPH, (graph) =>
    mapMessages(graph, GRAPH_INITIALIZER, (tensor) => inlineTensor(tensor, valuesOf)),
  );
}

function inlineTensor(tensor: Uint8Array, valuesOf: (tensor: ExternalTensor) => Uint8Array): Uint8Array {
  const fields = Array.from(fieldsOf(tensor));
  const external = fields.filter(({ number }) => number === TENSOR_EXTERNAL_DATA);
  if (external.length === 0) return tensor;
  const entries = new Map(external.map(({ payload }) => entryOf(payload)));
  const values = valuesOf({
    name: text(fields.find(({ number }) => number === TENSOR_NAME)?.payload),
    dataType: fields.find(({ number }) => number === TENSOR_DATA_TYPE)?.value ?? 0,
    byteLength: Number(entries.get('length')),
  });
  const kept = fields.filter(
    ({ number }) => number !== TENSOR_EXTERNAL_DATA && number !== TENSOR_DATA_LOCATION,
  );
  return concat([...kept.map(({ whole }) => whole), ...message(TENSOR_RAW_DATA, values)]);
}

function entryOf(entry: Uint8Array): [key: string, value: string] {
  const fields = Array.from(fieldsOf(entry));
  const textOf = (wanted: number) => text(fields.find(({ number }) => number === wanted)?.payload);
  return [textOf(ENTRY_KEY), textOf(ENTRY_VALUE)];
}

/** The message with every field of this number, which are messages themselves, put through `map`. */
function mapMessages(
  bytes: Uint8Array,
  wanted: number,
  map: (payload: Uint8Array) => Uint8Array,
): Uint8Array<ArrayBuffer> {
  const parts = Array.from(fieldsOf(bytes), ({ number, payload, whole }) =>
    number === wanted ? message(number, map(payload)) : [whole],
  );
  return concat(parts.flat());
}

interface Field {
  readonly number: number;
  /** Of a number that is stored as a varint; 0 otherwise. */
  readonly value: number;
  /** Of a text, bytes or a message; empty otherwise. */
  readonly payload: Uint8Array;
  /** With tag and length, as it stands in the file. */
  readonly whole: Uint8Array;
}

function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  for (let start = 0; start < bytes.length; ) {
    const [tag, tagEnd] = readVarint(bytes, start);
    const wireType = tag % 8;
    const [value, valueEnd] = hasVarint(wireType) ? readVarint(bytes, tagEnd) : [0, tagEnd];
    const end = valueEnd + payloadLength(wireType, value);
    yield {
      number: Math.floor(tag / 8),
      value,
      payload: bytes.subarray(valueEnd, end),
      whole: bytes.subarray(start, end),
    };
    start = end;
  }
}

function hasVarint(wireType: number): boolean {
  return wireType === VARINT || wireType === LENGTH_DELIMITED;
}

function payloadLength(wireType: number, value: number): number {
  if (wireType === LENGTH_DELIMITED) return value;
  if (wireType === FIXED64) return 8;
  return wireType === FIXED32 ? 4 : 0;
}

/** Seven bits a byte, the lowest first. Exact to 2^53, more than any length; a negative number comes out wrong. */
function readVarint(bytes: Uint8Array, start: number): [value: number, end: number] {
  let value = 0;
  for (let end = start, factor = 1; ; factor *= 128) {
    const byte = bytes[end++];
    value += (byte % 128) * factor;
    if (byte < 128) return [value, end];
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.of(...bytes, rest);
}

/** Tag, length and payload of one field. */
function message(number: number, payload: Uint8Array): Uint8Array[] {
  return [varint(number * 8 + LENGTH_DELIMITED), varint(payload.length), payload];
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    result.set(part, start);
    start += part.length;
  }
  return result;
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}
