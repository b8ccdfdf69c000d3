import { createSearchCompute, PLAIN_FOR_ONE } from '../../src/engine/search-compute.ts';
import { openSimdPath } from '../../src/headless/open-simd.ts';
import { measureScan, type ScanShape, type ScanTimes, scanMatrix } from '../index/measure-scan.ts';
import { openStreamRead } from '../index/stream-read.ts';
import { generateQuery, measureRounds } from './measure-rounds.ts';

export const TIMED_PRESETS = ['best', 'paper'] as const;
export type TimedPreset = (typeof TIMED_PRESETS)[number];

export interface ShapeTimes {
  /** As the figures name it. */
  readonly shape: string;
  readonly scan: ScanTimes;
  readonly roundMs: Readonly<Record<TimedPreset, number>>;
}

/** Rounds with what the engine searches with, then its products beside a plain read of the same size. */
export async function measureShape(shape: ScanShape, threads: number): Promise<ShapeTimes> {
  const matrix = scanMatrix(shape);
  const simd = await openSimdPath(threads);
  try {
    const compute = createSearchCompute(async () => simd, PLAIN_FOR_ONE);
    const query = await generateQuery(matrix, compute);
    const best = await measureRounds('best', compute, matrix, query);
    const paper = await measureRounds('paper', compute, matrix, query);
    const stream = await openStreamRead(matrix.data.byteLength, threads);
    try {
      const scan = await measureScan(compute, stream, matrix);
      return { shape: shape.name, scan, roundMs: { best, paper } };
    } finally {
      stream.close();
    }
  } finally {
    simd.dispose();
  }
}
