import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { topK } from '../core/top-k.ts';
import { type Gpu, openGpu } from './device.ts';
import { createGpuCompute } from './gpu-compute.ts';
import { planSelection } from './nearest.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await openGpu();
});
afterAll(() => gpu.close());

// A hundred slices.
const ROWS = 6_400;

/** Ranks rows of one number, which the vector leaves as they are: nothing is rounded. */
async function expectSelected(
  scoreOfRow: (row: number) => number,
  count: number,
  roundTrips: number,
  excluded?: Uint8Array,
): Promise<void> {
  const data = Float32Array.from({ length: ROWS }, (_, row) => scoreOfRow(row));
  expect(planSelection(ROWS, count)).toBeDefined();
  const createBuffer = vi.spyOn(gpu.device, 'createBuffer');
  const matrix = { rows: ROWS, cols: 1, data };
  const ranking = await createGpuCompute(gpu).nearest(matrix, Float64Array.of(1), count, excluded);
  const readBacks = createBuffer.mock.calls.filter(([{ label }]) => label?.endsWith('read back'));
  createBuffer.mockRestore();
  expect(ranking).toEqual(topK(data, count, excluded));
  expect(readBacks.length).toBe(roundTrips);
}

const spread = (row: number) => ((row * 2477) % ROWS) - 1000;
const everyThird = Uint8Array.from({ length: ROWS }, (_, row) => (row % 3 === 0 ? 1 + (row % 255) : 0));

test.each([
  { name: 'good rows here and there', scoreOfRow: spread, count: 50 },
  { name: 'the best row alone', scoreOfRow: spread, count: 1 },
  { name: 'negative scores only', scoreOfRow: (row: number) => spread(row) - ROWS, count: 20 },
  { name: 'fractions of one', scoreOfRow: (row: number) => spread(row) / 2 ** 20, count: 40 },
  { name: 'no row', scoreOfRow: spread, count: 0 },
  { name: 'excluded rows', scoreOfRow: spread, count: 50, excluded: everyThird },
  {
    name: 'a tie at the end',
    scoreOfRow: (row: number) => (row % 100 === 7 ? 0 : row % 1000 === 9 ? 2 : -1 - row),
    count: 40,
  },
  {
    name: 'infinities',
    scoreOfRow: (row: number) => (row % 640 === 3 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY),
    count: 10,
  },
])('selected on the device: $name', async ({ scoreOfRow, count, excluded }) => {
  await expectSelected(scoreOfRow, count, 1, excluded);
});

test.each([
  { name: 'all tied', scoreOfRow: () => 5, count: 3 },
  { name: 'good rows side by side', scoreOfRow: (row: number) => row, count: 50 },
  {
    name: 'all excluded but a few',
    scoreOfRow: spread,
    count: 50,
    excluded: new Uint8Array(ROWS).fill(1, 1600),
  },
])('too many candidates, so all scores are read back: $name', async ({ scoreOfRow, count, excluded }) => {
  await expectSelected(scoreOfRow, count, 2, excluded);
});

test('a NaN is found, wherever it is', async () => {
  const data = Float32Array.from({ length: ROWS }, (_, row) => (row === 1_234 ? Number.NaN : row));
  const compute = createGpuCompute(gpu);
  await expect(compute.nearest({ rows: ROWS, cols: 1, data }, Float64Array.of(1), 10)).rejects.toMatchObject({
    name: 'InvalidArgumentError',
    message: 'A ranking needs numbers, but the score of row 1234 is NaN.',
  });
});
