import type { QueryFit } from '../../src/core/query-fit.ts';
import type { CostReport } from '../../src/engine/records.ts';
import type { Figures } from '../goals.ts';
import { show, table } from '../markdown.ts';
import { ADACUR_ANCHORS, callsToReach } from './calls-to-reach.ts';
import { JOB_SIZE } from './factorization-job.ts';
import { kernelFigures } from './figures.ts';
import type { KernelResults } from './measure-kernels.ts';
import { fastestWay } from './pytorch.ts';

/** The part `kernels` as Markdown, for people. */
export function kernelTables(results: KernelResults): string {
  const { pairs, items, queries, dimension, batch } = JOB_SIZE;
  const figures = kernelFigures(results);
  return [
    `MF_Trns by AdamW: ${pairs} observed scores, ${items} items, ${queries} queries, d = ${dimension}, batch ${batch}`,
    pathTable(results),
    'ALS: ridges of 100 entries',
    ridgeTable(results),
    'Resident memory of the job on the fast path, in a process of its own, less what that had before. The goal is by ' +
      "the factors and pairs alone; AdamW's two moments are twice the factors again, so the last column, which counts " +
      'them with the matrices, is no part of it',
    memoryTable(results, figures),
    `Growth, exponent ${show(figures.epochGrowthExponent)}`,
    growthTable(results),
    'Scans: medians, as a share of the bandwidth. The plain read takes so many bytes of WebAssembly memory by 128-bit ' +
      'loads on the same threads, in turn with the scans; the fastest counts',
    scanTable(results),
  ].join('\n\n');
}

function pathTable({ threads, factorization, pytorch }: KernelResults): string {
  const { epochs, epochSeconds, jobSeconds } = factorization;
  const row = (path: string, secondsPerEpoch: number, note: string) => [
    path,
    show(secondsPerEpoch),
    show(epochSeconds.reference / secondsPerEpoch),
    note,
  ];
  const wholeJob = `${epochs} epochs in ${show(jobSeconds)} s, opening and reading included`;
  return table(
    ['path', 's an epoch', 'times the reference', ''],
    [
      row(
        'reference, float64 loops',
        epochSeconds.reference,
        `${epochs} epochs in ${show(epochs * epochSeconds.reference)} s, scaled from one`,
      ),
      row('SIMD, 1 thread', epochSeconds.oneThread, ''),
      row(`SIMD, threads: ${threads}`, epochSeconds.allThreads, wholeJob),
      ...pytorchRows(pytorch, row),
      ['WebGPU', '', '', 'measured by hand in a browser only: Node has none'],
    ],
  );
}

function pytorchRows(
  pytorch: KernelResults['pytorch'],
  rowOf: (path: string, secondsPerEpoch: number, note: string) => string[],
): string[][] {
  if ('absentBecause' in pytorch) return [['PyTorch', '', '', `not measured: ${pytorch.absentBecause}`]];
  const { version, threads, secondsPerEpoch } = pytorch;
  const fastest = fastestWay(pytorch).way;
  return Object.entries(secondsPerEpoch).map(([way, seconds]) => {
    const path = `PyTorch ${version}, AdamW ${way}, threads: ${threads}`;
    return rowOf(path, seconds, way === fastest ? 'its fastest' : '');
  });
}

function ridgeTable({ threads, ridges: { reference, oneThread, allThreads } }: KernelResults): string {
  return table(
    ['reference, ridges/s', 'SIMD, 1 thread', `SIMD, threads: ${threads}`, 'times the reference'],
    [[reference, oneThread, allThreads, allThreads / reference].map(show)],
  );
}

function memoryTable({ memory }: KernelResults, figures: Figures): string {
  const { mfPeakMemoryRatio, 'mfPeakMemoryRatio.withMoments': withMoments } = figures;
  return table(
    ['peak memory, MB', 'to factors and pairs', 'to factors, moments and pairs'],
    [[memory.peakBytes / 1e6, mfPeakMemoryRatio, withMoments].map(show)],
  );
}

function growthTable({ growth }: KernelResults): string {
  return table(
    ['observed scores', 's an epoch', 'ns a score'],
    growth.map(({ pairs, secondsPerEpoch }) => [
      String(pairs),
      show(secondsPerEpoch),
      show((1e9 * secondsPerEpoch) / pairs),
    ]),
  );
}

function scanTable({ scans }: KernelResults): string {
  return table(
    ['matrix', 'threads', 'plain read, GB/s', 'multiply, ms', 'share', 'nearest 100, ms', 'share'],
    scans.map(({ shape, threads, bytes, readSeconds, multiplySeconds, nearestSeconds }) => [
      shape,
      String(threads),
      ...[
        bytes / readSeconds / 1e9,
        1000 * multiplySeconds,
        readSeconds / multiplySeconds,
        1000 * nearestSeconds,
        readSeconds / nearestSeconds,
      ].map(show),
    ]),
  );
}

/** The part `calls` of one set. */
export function callTables(set: string, { points, request }: CostReport): string {
  const { k, budget, rounds, fit } = request.recall;
  const { adacur, cheapest, start } = callsToReach(points);
  const rows = points.map((point) => [
    point.method === 'none' ? `${request.space} space alone` : point.method,
    String(point.trainQueryCount),
    String(point.indexCalls),
    `${point.recall.toFixed(3)} [${point.low.toFixed(3)}, ${point.high.toFixed(3)}]`,
    (point.buildMs / 1000).toFixed(1),
  ]);
  const found = cheapest
    ? `reached by ${cheapest.method} with ${cheapest.indexCalls} calls: ${show(adacur.indexCalls / cheapest.indexCalls)} times fewer`
    : 'reached by no factorisation that was measured';
  const notes = [
    `ADACUR's recall at ${ADACUR_ANCHORS} anchors, ${adacur.recall.toFixed(3)} for ${adacur.indexCalls} calls, is ${found}.`,
    ...(start.recall >= adacur.recall ? ['The start space alone reaches it, without a call.'] : []),
  ];
  const fitted = fitWords(fit);
  return [
    `${set}: recall@${k} by calls for the index; ${start.queryCount} test queries, B = ${budget}, R = ${rounds}, ${fitted}`,
    table(['method', 'train queries', 'calls', 'recall [95 %]', 'build, s'], rows),
    notes.join(' '),
  ].join('\n\n');
}

function fitWords(fit: QueryFit): string {
  switch (fit.kind) {
    case 'mix':
      return `lambda = ${fit.lambda}`;
    case 'ridge':
      return `ridge, mu = ${fit.mu}`;
    case 'gradient-step':
      return `gradient steps of ${fit.learningRate}`;
  }
}
