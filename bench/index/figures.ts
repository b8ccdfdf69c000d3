import type { CostReport } from '../../src/engine/records.ts';
import type { Figures } from '../goals.ts';
import { callsToReach } from './calls-to-reach.ts';
import type { KernelResults } from './measure-kernels.ts';
import { fastestWay } from './pytorch.ts';
import { growthExponent } from './statistics.ts';

/** `.oneThread`: on one thread; without it on all of them. */
export function kernelFigures(results: KernelResults): Figures {
  const { factorization, ridges, memory, growth } = results;
  const { epochSeconds, jobSeconds, epochs } = factorization;
  const { factors, moments, pairs } = memory.job;
  return {
    mfSecondsFast: jobSeconds,
    mfSecondsReference: epochs * epochSeconds.reference,
    'mfSecondsPerEpoch.fast': epochSeconds.allThreads,
    'mfSecondsPerEpoch.fast.oneThread': epochSeconds.oneThread,
    'mfSecondsPerEpoch.reference': epochSeconds.reference,
    mfSpeedupOverReference: epochSeconds.reference / epochSeconds.allThreads,
    'mfSpeedupOverReference.oneThread': epochSeconds.reference / epochSeconds.oneThread,
    ...pytorchFigures(results),
    'ridgesPerSecond.fast': ridges.allThreads,
    'ridgesPerSecond.reference': ridges.reference,
    ridgesSpeedupOverReference: ridges.allThreads / ridges.reference,
    mfPeakMemoryRatio: memory.peakBytes / (factors + pairs),
    'mfPeakMemoryRatio.withMoments': memory.peakBytes / (factors + moments + pairs),
    mfPeakMemoryMb: memory.peakBytes / 1e6,
    epochGrowthExponent: growthExponent(
      growth.map((point) => ({ x: point.pairs, y: point.secondsPerEpoch })),
    ),
    ...Object.fromEntries(
      growth.map((point) => [
        `nanosecondsPerPair.${point.pairs}`,
        (1e9 * point.secondsPerEpoch) / point.pairs,
      ]),
    ),
    ...scanFigures(results),
  };
}

/** Empty without PyTorch. */
function pytorchFigures({ pytorch, factorization: { epochSeconds } }: KernelResults): Figures {
  if ('absentBecause' in pytorch) return {};
  const ways = Object.entries(pytorch.secondsPerEpoch);
  return {
    mfRatioToPyTorch: fastestWay(pytorch).seconds / epochSeconds.allThreads,
    ...Object.fromEntries(ways.map(([way, seconds]) => [`mfSecondsPerEpoch.pytorch.${way}`, seconds])),
  };
}

function scanFigures({ scans, threads: allThreads }: KernelResults): Figures {
  return Object.fromEntries(
    scans.flatMap(({ shape, threads, bytes, readSeconds, multiplySeconds, nearestSeconds }) => {
      const name = (figure: string) => `${figure}.${shape}${threads === allThreads ? '' : '.oneThread'}`;
      return [
        [name('scanBandwidthShare'), readSeconds / nearestSeconds],
        [name('multiplyBandwidthShare'), readSeconds / multiplySeconds],
        [name('readGbPerSecond'), bytes / readSeconds / 1e9],
      ];
    }),
  );
}

/** Of one set; see `callsToReach`. */
export function callFigures(set: string, { points }: Pick<CostReport, 'points'>): Figures {
  const { adacur, cheapest, start } = callsToReach(points);
  const name = (figure: string) => `${figure}.${set}`;
  return {
    [name('callsSavedOverAdacur')]: cheapest ? adacur.indexCalls / cheapest.indexCalls : null,
    [name('callsOfAdacur')]: adacur.indexCalls,
    [name('callsOfFactorisation')]: cheapest?.indexCalls ?? null,
    [name('recallOfAdacur')]: adacur.recall,
    [name('recallOfFactorisation')]: cheapest?.recall ?? null,
    [name('recallOfStart')]: start.recall,
  };
}
