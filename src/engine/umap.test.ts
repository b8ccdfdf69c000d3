import { expect, it, vi } from 'vitest';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { createRandom } from '../core/random.ts';
import type { Matrix } from '../core/types.ts';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import type { JobProgress } from './records.ts';
import { computeUmap, readUmap, runMapOfUmap, UMAP_LIMIT } from './umap.ts';

/** Two bundles of vectors about opposite directions; rows 0..half and half..itemCount. */
function twoBundles(itemCount: number): Matrix {
  const random = createRandom(3);
  const data = new Float32Array(itemCount * 6).map(() => 0.2 * random.nextGaussian());
  for (let row = 0; row < itemCount; row++) data[row * 6] += row < itemCount / 2 ? 1 : -1;
  return { rows: itemCount, cols: 6, data };
}

/** A corpus whose store keeps matrices in memory. */
function openCorpus() {
  const stored = new Map<string, Matrix>();
  const writeMatrix = vi.fn(async (_: string, key: string, matrix: Matrix) => void stored.set(key, matrix));
  const store = { readMatrix: async (_: string, key: string) => stored.get(key), writeMatrix };
  const corpus = { corpusId: 'c', store, encoders: createFakeEncoders(), compute: createCpuCompute() };
  return { corpus: corpus as never, writeMatrix };
}

const items = { itemVectors: twoBundles(60) };

it('keeps what is alike together and what is not apart', async () => {
  const { corpus } = openCorpus();
  const { points, neighboursPerItem } = await computeUmap(corpus, 'dual-encoder', items);
  expect(neighboursPerItem).toBe(15);
  const distance = (a: number, b: number) =>
    Math.hypot(points[2 * a] - points[2 * b], points[2 * a + 1] - points[2 * b + 1]);
  const mean = (pairs: [number, number][]) =>
    pairs.reduce((sum, [a, b]) => sum + distance(a, b), 0) / pairs.length;
  const within = mean(Array.from({ length: 29 }, (_, i): [number, number] => [i, i + 1]));
  const between = mean(Array.from({ length: 30 }, (_, i): [number, number] => [i, i + 30]));
  expect(between).toBeGreaterThan(2 * within);
});

it('is the same each time, and computed once', async () => {
  const { corpus, writeMatrix } = openCorpus();
  expect(await readUmap(corpus, 'dual-encoder', 60)).toBeUndefined();
  const first = await computeUmap(corpus, 'dual-encoder', items);
  expect(await computeUmap(openCorpus().corpus, 'dual-encoder', items)).toEqual(first);
  expect(await computeUmap(corpus, 'dual-encoder', items)).toEqual(first);
  expect(await readUmap(corpus, 'dual-encoder', 60)).toEqual(first);
  expect(writeMatrix).toHaveBeenCalledOnce();
  expect(writeMatrix.mock.lastCall).toEqual(['c', expect.any(String), expect.anything(), 'documents']);
});

it('belongs to one item space, and to the documents as they were', async () => {
  const { corpus } = openCorpus();
  await computeUmap(corpus, 'dual-encoder', items);
  expect(await readUmap(corpus, 'lsa', 60)).toBeUndefined();
  expect(await readUmap(corpus, 'dual-encoder', 61)).toBeUndefined();
});

it('lays out exact duplicates', async () => {
  const itemVectors = { rows: 40, cols: 2, data: Float32Array.from({ length: 80 }, (_, i) => i % 2) };
  const { points } = await computeUmap(openCorpus().corpus, 'dual-encoder', { itemVectors });
  expect(points.every(Number.isFinite)).toBe(true);
});

it('reports items, then epochs', async () => {
  const reports: JobProgress[] = [];
  await computeUmap(openCorpus().corpus, 'dual-encoder', items, {
    onProgress: (report) => reports.push(report),
  });
  expect(reports[0]).toMatchObject({ stage: 'mapping', unit: 'documents', done: 0, total: 60 });
  expect(reports.at(-1)).toMatchObject({ stage: 'mapping', unit: 'epochs', done: 500, total: 500 });
});

it.each(['documents', 'epochs'])('stops between %s and stores nothing', async (unit) => {
  const { corpus, writeMatrix } = openCorpus();
  const controller = new AbortController();
  const onProgress = (report: JobProgress) => {
    if (report.unit === unit && report.done > 0) controller.abort();
  };
  const context = { cancel: controller.signal, onProgress };
  await expect(computeUmap(corpus, 'dual-encoder', items, context)).rejects.toThrow('aborted');
  expect(writeMatrix).not.toHaveBeenCalled();
});

it.each([
  [
    UMAP_LIMIT + 1,
    "UMAP is made of at most 20000 documents here, because it is made in this tab's memory, and the corpus has 20001. Use the PCA map, which has no limit.",
  ],
  [3, 'UMAP needs at least 4 documents to have neighbours, and the corpus has 3. Use the PCA map.'],
])('refuses %d documents in words', async (rows, message) => {
  const itemVectors = { rows, cols: 1, data: new Float32Array(rows) };
  await expect(computeUmap(openCorpus().corpus, 'dual-encoder', { itemVectors })).rejects.toThrow(
    expect.objectContaining({ name: 'InvalidArgumentError', message }),
  );
});

it('places a query embedding at the mean of the items with the largest inner products', () => {
  const itemVectors = { rows: 20, cols: 1, data: Float32Array.from({ length: 20 }, (_, row) => row) };
  const points = Float32Array.from({ length: 40 }, (_, i) => Math.floor(i / 2) * (i % 2 === 0 ? 1 : -1));
  const { place } = runMapOfUmap({ points, neighboursPerItem: 15, seed: 1 }, itemVectors);
  // Rows 5 .. 19 and 0 .. 14.
  expect(place(Float64Array.of(2))).toEqual([12, -12]);
  expect(place(Float64Array.of(-2))).toEqual([7, -7]);
  expect(place(Float64Array.of(0))).toBeUndefined();
});
