import { show, table } from '../markdown.ts';
import type { PageTimes } from './measure-page.ts';
import { BUDGET, ROUNDS } from './measure-rounds.ts';
import { type ShapeTimes, TIMED_PRESETS } from './measure-shape.ts';
import { SOLVE_SIZE, type SolvedFit, type SolveTimes } from './measure-solve.ts';

/** The part `rounds` as Markdown, for people. */
export function roundTables(shapes: readonly ShapeTimes[], threads: number): string {
  const rounds = shapes.flatMap(({ shape, scan: { readSeconds }, roundMs }) =>
    TIMED_PRESETS.map((preset) => [
      shape,
      preset,
      ...[roundMs[preset], (1000 * readSeconds) / roundMs[preset]].map(show),
    ]),
  );
  const scans = shapes.map(({ shape, scan: { bytes, readSeconds, multiplySeconds, nearestSeconds } }) => [
    shape,
    ...[
      bytes / readSeconds / 1e9,
      1000 * multiplySeconds,
      readSeconds / multiplySeconds,
      1000 * nearestSeconds,
      readSeconds / nearestSeconds,
    ].map(show),
  ]);
  return [
    `A round without the cross-encoder, B = ${BUDGET}, R = ${ROUNDS}, threads: ${threads}; medians of the rounds after ` +
      'the first. The share: one plain read of the item vectors to the round',
    table(['items', 'preset', 'ms', 'share'], rounds),
    'Products with one query embedding, as a share of the bandwidth of a plain read on the same threads',
    table(['items', 'plain read, GB/s', 'multiply, ms', 'share', 'nearest 100, ms', 'share'], scans),
  ].join('\n\n');
}

const FIT_NAMES: Readonly<Record<SolvedFit, string>> = {
  fixedMu: 'ridge, mu fixed',
  leaveOneOut: 'ridge, mu by leave-one-out',
  leastSquares: 'least squares, mixed',
};

export function solveTable(times: SolveTimes): string {
  const { budget, rounds, dimension } = SOLVE_SIZE;
  const fits = Object.keys(FIT_NAMES) as SolvedFit[];
  const heads = times.fixedMu.map((_, round) => String(((round + 1) * budget) / rounds));
  return [
    `The fit after each round, ms, by the scores so far; B = ${budget}, R = ${rounds}, d = ${dimension}`,
    table(
      ['fit', ...heads],
      fits.map((fit) => [FIT_NAMES[fit], ...times[fit].map(show)]),
    ),
  ].join('\n\n');
}

/** Scripts shown of the part `page`. */
const SHOWN_SCRIPTS = 8;

export function pageTable({ longTaskMs, longScripts }: Omit<PageTimes, 'version'>): string {
  const scripts = longScripts.toSorted((a, b) => b.ms - a.ms).slice(0, SHOWN_SCRIPTS);
  return [
    `Tasks of 50 ms and more on the main thread during a search, ms: ${longTaskMs.map(show).join(', ') || 'none'}. The ` +
      'longest scripts of frames that took long; what is missing of a task is layout, drawing and the machine',
    table(
      ['script', 'ms'],
      scripts.map(({ name, ms }) => [name, show(ms)]),
    ),
  ].join('\n\n');
}
