import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../core/random.ts';
import { createStorage, readBack, upload } from './buffers.ts';
import { type Gpu, openGpu } from './device.ts';
import { submitRuns } from './kernel.ts';
import { columnOf, loadMatmul, type MatrixView, planMatmul, transposed, viewRows } from './matmul.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await openGpu();
});
afterAll(() => gpu.close());

/** Small whole numbers, so that float32 sums are exact. */
function wholeNumbers(length: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => random.nextInt(19) - 9);
}

function uploaded(numbers: Float32Array): { buffer: GPUBuffer; entries: number } {
  return { buffer: upload(gpu, 'numbers', numbers), entries: numbers.length };
}

function product(left: Float32Array, a: MatrixView, right: Float32Array, b: MatrixView): number[] {
  const at = ({ start, rowStep, colStep }: MatrixView, row: number, col: number) =>
    start + row * rowStep + col * colStep;
  return Array.from({ length: a.rows * b.cols }, (_, cell) => {
    const [row, col] = [Math.floor(cell / b.cols), cell % b.cols];
    let sum = 0;
    for (let k = 0; k < a.cols; k++) sum += left[at(a, row, k)] * right[at(b, k, col)];
    return sum;
  });
}

test.each([
  { rows: 1, inner: 1, cols: 1 },
  { rows: 32, inner: 16, cols: 32 },
  { rows: 33, inner: 17, cols: 31 },
  { rows: 5, inner: 100, cols: 70 },
  { rows: 70, inner: 3, cols: 1 },
])(
  '$rows x $inner times $inner x $cols, as they are and transposed, in the middle of a buffer',
  async ({ rows, inner, cols }) => {
    const matmul = await loadMatmul(gpu);
    const [left, right] = [wholeNumbers(rows * inner + 3, 1), wholeNumbers(inner * cols + 2, 2)];
    const [leftBinding, rightBinding] = [uploaded(left), uploaded(right)];
    const lefts = [viewRows(leftBinding, rows, inner, 3), transposed(viewRows(leftBinding, inner, rows, 3))];
    const rights = [
      viewRows(rightBinding, inner, cols, 2),
      transposed(viewRows(rightBinding, cols, inner, 2)),
    ];
    for (const a of lefts) {
      for (const b of rights) {
        const entries = rows * cols + 2;
        const result = { buffer: createStorage(gpu, 'result', entries), entries };
        submitRuns(gpu, 'matmul', [planMatmul(matmul, a, b, result, 1)]);
        const expected = [0, ...product(left, a, right, b), 0];
        expect(await readBack(gpu, result.buffer, entries)).toEqual(Float32Array.from(expected));
      }
    }
  },
);

test('one column', async () => {
  const matmul = await loadMatmul(gpu);
  const numbers = uploaded(Float32Array.of(1, 2, 3, 4, 5, 6));
  const column = columnOf(viewRows(numbers, 3, 2), 1);
  const result = { buffer: createStorage(gpu, 'result', 1), entries: 1 };
  submitRuns(gpu, 'matmul', [planMatmul(matmul, transposed(column), column, result)]);
  expect(await readBack(gpu, result.buffer, 1)).toEqual(Float32Array.of(4 + 16 + 36));
});
