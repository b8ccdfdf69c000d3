import { describe, expect, it } from 'vitest';
import { withSeededWeights } from './seeded-weights.ts';

const field = (number: number, ...payload: number[]) => [number * 8 + 2, payload.length, ...payload];
const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));
const lengthEntry = (bytes: number) =>
  field(13, ...field(1, ...ascii('length')), ...field(2, ...ascii(`${bytes}`)));

/** A model of a single tensor without its values. */
const modelOf = (name: string, dataType: number, byteLength: number) =>
  Uint8Array.of(
    ...field(7, ...field(5, 2 * 8, dataType, ...field(8, ...ascii(name)), ...lengthEntry(byteLength))),
  );

/** The values are the tensor's last field and so the end of the model. */
const floatsOf = (model: Uint8Array, count: number) => new Float32Array(model.slice(-4 * count).buffer);

describe('withSeededWeights', () => {
  it('gives layer norms the weight 1', () => {
    const filled = withSeededWeights(modelOf('encoder.0.LayerNorm.weight', 1, 12), 1);
    expect(Array.from(floatsOf(filled, 3))).toEqual([1, 1, 1]);
  });

  it('counts positions', () => {
    const filled = withSeededWeights(modelOf('position_ids', 7, 24), 1);
    expect(new BigInt64Array(filled.slice(-24).buffer)).toEqual(BigInt64Array.of(0n, 1n, 2n));
  });

  it('draws everything else from a small range around 0, the same with the same seed', () => {
    const model = modelOf('encoder.0.LayerNorm.bias', 1, 80);
    const values = Array.from(floatsOf(withSeededWeights(model, 1), 20));
    expect(Math.min(...values)).toBeGreaterThan(-0.05);
    expect(Math.min(...values)).toBeLessThan(-0.02);
    expect(Math.max(...values)).toBeLessThan(0.05);
    expect(Math.max(...values)).toBeGreaterThan(0.02);
    expect(Array.from(floatsOf(withSeededWeights(model, 1), 20))).toEqual(values);
    expect(Array.from(floatsOf(withSeededWeights(model, 2), 20))).not.toEqual(values);
  });
});
