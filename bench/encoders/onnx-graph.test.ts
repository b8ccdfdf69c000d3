import { expect, it } from 'vitest';
import { type ExternalTensor, FLOAT32, INT64, inlineWeights } from './onnx-graph.ts';

/** One field with a payload of fewer than 128 bytes, written out. */
const field = (number: number, ...payload: number[]) => [number * 8 + 2, payload.length, ...payload];
const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));
const entry = (key: string, value: string) =>
  field(13, ...field(1, ...ascii(key)), ...field(2, ...ascii(value)));
const dataType = (type: number) => [2 * 8, type];
const isExternal = [14 * 8, 1];

const inline = [...field(1, 2), ...dataType(INT64), ...field(8, ...ascii('axes')), ...field(9, 7, 7)];
const external = [
  ...field(1, 3),
  ...dataType(FLOAT32),
  ...field(8, ...ascii('norm')),
  ...entry('location', 'weights'),
  ...entry('length', '12'),
  ...isExternal,
];
/** A number, a 64-bit and a 32-bit field around the graph: what is not looked at stays as it is. */
const before = [1 * 8, 0x96, 1, 2 * 8 + 1, 1, 2, 3, 4, 5, 6, 7, 8];
const after = [9 * 8 + 5, 4, 3, 2, 1];
const node = field(1, ...ascii('node'));
const modelOf = (...tensors: number[][]) =>
  Uint8Array.of(...before, ...field(7, ...node, ...tensors.flatMap((each) => field(5, ...each))), ...after);

it('puts values in place of references to a file and leaves the rest as it is', () => {
  const asked: ExternalTensor[] = [];
  const filled = inlineWeights(modelOf(inline, external), (tensor) => {
    asked.push(tensor);
    return Uint8Array.of(1, 2, 3);
  });
  expect(asked).toEqual([{ name: 'norm', dataType: FLOAT32, byteLength: 12 }]);
  const expected = [
    ...field(1, 3),
    ...dataType(FLOAT32),
    ...field(8, ...ascii('norm')),
    ...field(9, 1, 2, 3),
  ];
  expect(filled).toEqual(modelOf(inline, expected));
});

it('writes lengths of more than one byte', () => {
  const filled = inlineWeights(modelOf(external), () => new Uint8Array(300).fill(9));
  // Of the values, and of the tensor around them: 300 = 44 + 2 x 128, 315 = 59 + 2 x 128.
  expect(Array.from(filled).join()).toContain([9 * 8 + 2, 44 + 128, 2, 9, 9, 9].join());
  expect(Array.from(filled).join()).toContain([5 * 8 + 2, 314 - 256 + 128, 2, ...field(1, 3)].join());
  expect(inlineWeights(filled, () => Uint8Array.of())).toEqual(filled);
});
