import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ModelInputs } from './graph-inputs.ts';
import type { ModelRun } from './session.ts';
import { inHalves, joinRuns, type RunArguments } from './split-rows.ts';

const inputs: ModelInputs = {
  input_ids: { data: Int32Array.of(1, 2, 3, 4, 5, 6), dims: [3, 2] },
  attention_mask: { data: Int32Array.of(1, 1, 1, 0, 1, 1), dims: [3, 2] },
};

test('the first half is the larger one', () => {
  expect(inHalves({ inputs, readAt: { positions: [1, 0, 1], columns: [9] } })).toEqual([
    {
      inputs: {
        input_ids: { data: Int32Array.of(1, 2, 3, 4), dims: [2, 2] },
        attention_mask: { data: Int32Array.of(1, 1, 1, 0), dims: [2, 2] },
      },
      readAt: { positions: [1, 0], columns: [9] },
    },
    {
      inputs: {
        input_ids: { data: Int32Array.of(5, 6), dims: [1, 2] },
        attention_mask: { data: Int32Array.of(1, 1), dims: [1, 2] },
      },
      readAt: { positions: [1], columns: [9] },
    },
  ]);
});

test('one row stays whole', () => {
  const one: RunArguments = {
    inputs: { input_ids: { data: Int32Array.of(1, 2), dims: [1, 2] } },
    readAt: { positions: [1], columns: [9] },
  };
  expect(inHalves(one)).toEqual([one]);
});

test('runs are joined row after row, and their times added', () => {
  const runs: ModelRun[] = [
    { output: Float32Array.of(1, 2, 3, 4), dims: [2, 2], modelMs: 5 },
    { output: Float32Array.of(5, 6), dims: [1, 2], modelMs: 3 },
  ];
  expect(joinRuns(runs)).toEqual({ output: Float32Array.of(1, 2, 3, 4, 5, 6), dims: [3, 2], modelMs: 8 });
});

test('halved however often, then joined: as if it had been one run', () => {
  /** What a graph would give that doubles each number. */
  const doubled = ({ inputs: { input_ids: ids } }: RunArguments): ModelRun => ({
    output: Float32Array.from(ids.data, (id) => 2 * id),
    dims: ids.dims,
    modelMs: 0,
  });
  const inPieces = (batch: RunArguments, depth: number): ModelRun =>
    depth === 0 ? doubled(batch) : joinRuns(inHalves(batch).map((half) => inPieces(half, depth - 1)));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(4),
      (rows, width, depth) => {
        const data = Int32Array.from({ length: rows * width }, (_, i) => i);
        const batch: RunArguments = { inputs: { input_ids: { data, dims: [rows, width] } } };
        expect(inPieces(batch, depth)).toEqual(doubled(batch));
      },
    ),
    { seed: 1, numRuns: 100 },
  );
});
