import { createRandom } from '../../src/core/random.ts';
import { INT64, inlineWeights } from './onnx-graph.ts';

/** Small enough that nothing grows from layer to layer, large enough that scores differ. */
const LARGEST_WEIGHT = 0.05;

/**
 * A BERT graph without weights, given some: weights of layer norms 1, position ids 0, 1, 2 …, everything else random
 * between -.05 and .05. It computes nonsense at the speed of the real model; the same seed gives the same bytes.
 */
export function withSeededWeights(model: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(seed);
  return inlineWeights(model, ({ name, dataType, byteLength }) => {
    if (dataType === INT64) {
      return bytesOf(BigInt64Array.from({ length: byteLength / 8 }, (_, position) => BigInt(position)));
    }
    const values = new Float32Array(byteLength / 4);
    if (name.endsWith('LayerNorm.weight')) return bytesOf(values.fill(1));
    for (let i = 0; i < values.length; i++) values[i] = (2 * random.nextFloat() - 1) * LARGEST_WEIGHT;
    return bytesOf(values);
  });
}

function bytesOf({ buffer }: Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer);
}
