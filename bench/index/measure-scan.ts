import type { Compute } from '../../src/core/compute.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Matrix } from '../../src/core/types.ts';
import { median } from './statistics.ts';
import type { StreamRead } from './stream-read.ts';

export interface ScanShape {
  /** As the figures name it. */
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
}

export const SCAN_SHAPES: readonly ScanShape[] = [
  { name: '1m128', rows: 1_000_000, cols: 128 },
  { name: '100k384', rows: 100_000, cols: 384 },
];

export interface ScanTimes {
  /** Of the matrix. */
  readonly bytes: number;
  /** A plain read of so many bytes, the fastest of all. */
  readonly readSeconds: number;
  /** Medians. */
  readonly multiplySeconds: number;
  /** Multiplies and takes the best. */
  readonly nearestSeconds: number;
}

const ROUNDS = 15;
const NEAREST = 100;
const SEED = 2;

export function scanMatrix({ rows, cols }: ScanShape): Matrix {
  const random = createRandom(SEED);
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, () => random.nextFloat() - 0.5) };
}

/** In turn: a plain read, the products, the nearest rows. */
export async function measureScan(
  compute: Pick<Compute, 'multiply' | 'nearest'>,
  stream: Pick<StreamRead, 'read'>,
  matrix: Matrix,
): Promise<ScanTimes> {
  const random = createRandom(SEED);
  const vector = Float64Array.from({ length: matrix.cols }, () => random.nextFloat() - 0.5);
  const work = {
    read: async () => stream.read(),
    multiply: () => compute.multiply(matrix, vector),
    nearest: () => compute.nearest(matrix, vector, NEAREST),
  };
  const seconds = { read: [] as number[], multiply: [] as number[], nearest: [] as number[] };
  // The first round, which compiles and copies the matrix, is not counted.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['read', 'multiply', 'nearest'] as const) {
      const startMs = performance.now();
      await work[name]();
      if (round > 0) seconds[name].push((performance.now() - startMs) / 1000);
    }
  }
  return {
    bytes: matrix.data.byteLength,
    readSeconds: Math.min(...seconds.read),
    multiplySeconds: median(seconds.multiply),
    nearestSeconds: median(seconds.nearest),
  };
}
