import { table } from '../markdown.ts';
import type { Figures, SetResult } from './figures.ts';
import type { Verdict } from './goals.ts';

/** The figures as Markdown, for people. */
export function tablesOf(sets: readonly SetResult[], figures: Figures, verdicts: readonly Verdict[]): string {
  const throughput = table(
    [
      'model',
      'set',
      'pairs',
      'pairs/s',
      's a query',
      'native pairs/s',
      'ratio to native',
      'outside the model',
      'padding',
      'pairs compared with the plain way',
      'plain pairs/s',
      'speed-up over plain',
      'padding, plain',
    ],
    sets.map(({ model, set }) => [
      model,
      set,
      ...[
        'pairs',
        'pairsPerSecond',
        'secondsPerQuery',
        'nativePairsPerSecond',
        'ratioToNative',
        'outsideModelShare',
        'paddingShare',
        'plainPairs',
        'plainPairsPerSecond',
        'speedupOverPlain',
        'plainPaddingShare',
      ].map((figure) => show(figures[`${figure}.${model}.${set}`])),
    ]),
  );
  const others = table(
    ['figure', 'value'],
    Object.entries(figures)
      .filter(([figure]) => !figure.includes('.'))
      .map(([figure, value]) => [figure, show(value)]),
  );
  const goals = table(
    ['goal', '', 'found', ''],
    verdicts.map(({ figure, goal, verdict }) => [figure, goal, show(figures[figure]), verdict]),
  );
  return [throughput, others, goals].join('\n\n');
}

function show(value: number | null): string {
  return value === null ? 'not measured' : String(Number(value.toPrecision(3)));
}
