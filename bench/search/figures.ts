import type { Figures } from '../goals.ts';
import type { ShapeTimes } from './measure-shape.ts';
import type { SolveTimes } from './measure-solve.ts';

/**
 * `roundMs` and `scanBandwidthShare` by shape; of both, `roundBandwidthShare`: a round's time if it did nothing but read
 * the item vectors once, to what it takes. `scanBandwidthShare` without a shape is that of the last, the largest.
 */
export function roundFigures(shapes: readonly ShapeTimes[]): Figures {
  const figures: Figures = {};
  for (const { shape, scan, roundMs } of shapes) {
    const { bytes, readSeconds, multiplySeconds, nearestSeconds } = scan;
    figures[`roundMs.${shape}`] = roundMs.best;
    figures[`roundMs.${shape}.paper`] = roundMs.paper;
    figures[`roundBandwidthShare.${shape}`] = (1000 * readSeconds) / roundMs.best;
    figures[`scanBandwidthShare.${shape}`] = readSeconds / nearestSeconds;
    figures[`multiplyBandwidthShare.${shape}`] = readSeconds / multiplySeconds;
    figures[`readGbPerSecond.${shape}`] = bytes / readSeconds / 1e9;
    figures.scanBandwidthShare = readSeconds / nearestSeconds;
  }
  return figures;
}

/** Of the last round: 450 scores become 500; `slowestRound` is of all rounds. */
export function solveFigures({ fixedMu, leaveOneOut, leastSquares }: SolveTimes): Figures {
  const last = (times: readonly number[]) => times.at(-1) ?? null;
  return {
    'solveMs.b500d384': last(fixedMu),
    'solveMs.b500d384.slowestRound': Math.max(...fixedMu),
    'solveMs.b500d384.leaveOneOut': last(leaveOneOut),
    'solveMs.b500d384.leaveOneOut.slowestRound': Math.max(...leaveOneOut),
    'solveMs.b500d384.leastSquares': last(leastSquares),
    'solveMs.b500d384.leastSquares.slowestRound': Math.max(...leastSquares),
  };
}

/** 0: no task was 50 ms or longer, and shorter ones are not told. */
export function pageFigures(longTaskMs: readonly number[]): Figures {
  return {
    longestMainThreadTaskMs: Math.max(0, ...longTaskMs),
    longMainThreadTasks: longTaskMs.length,
  };
}
