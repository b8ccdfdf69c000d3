import { expect, test, vi } from 'vitest';
import { gelu, geluSlope } from '../core/gelu.ts';
import { openSimd } from './simd.ts';

const simd = openSimd({ threads: 1, startThread: vi.fn() });

/** What a kernel makes of `inputs`, one of whose four lanes is as good as another; `values` are changed in place. */
async function runOn(kernel: string, inputs: Float32Array, values: Float32Array): Promise<Float32Array> {
  const [inputsAt, valuesAt] = simd.memory.allocate([inputs.byteLength, values.byteLength]);
  simd.memory.floats(inputsAt, inputs.length).set(inputs);
  const target = simd.memory.floats(valuesAt, values.length);
  target.set(values);
  await simd.run({ kernel, args: [inputsAt, valuesAt], count: inputs.length / 4, rangeSize: 100 });
  return target;
}

// From -14 to 14, and the tails.
const INPUTS = Float32Array.from({ length: 2804 }, (_, i) =>
  i < 2801 ? (i - 1400) / 100 : 10 ** (i - 2799),
);
const ONES = new Float32Array(INPUTS.length).fill(1);

test('GELU', async () => {
  const values = await runOn('geluBlocks', INPUTS, ONES);
  INPUTS.forEach((x, i) => {
    expect(Math.abs(values[i] - gelu(x))).toBeLessThanOrEqual(3e-7 * Math.max(1, Math.abs(x)));
  });
});

test('the slope of GELU, times what was there', async () => {
  const values = await runOn(
    'geluSlopeBlocks',
    INPUTS,
    ONES.map(() => 2),
  );
  INPUTS.forEach((x, i) => {
    expect(Math.abs(values[i] - 2 * geluSlope(x))).toBeLessThanOrEqual(2 * 4e-7);
  });
});

test('what is no number stays none', async () => {
  const inputs = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 0, -0);
  expect([...(await runOn('geluBlocks', inputs, inputs))]).toEqual([NaN, Number.POSITIVE_INFINITY, 0, -0]);
});
