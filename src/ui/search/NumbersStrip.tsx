import { Skeleton, Text } from '@mantine/core';
import { formatCount, formatDuration, formatPercent } from '../shared/format.ts';
import { firstStageName } from './first-stage-label.ts';
import classes from './search.module.css';
import type { MethodRun } from './search-state.ts';

export interface NumbersStripProps {
  /** Names the strip when there are two. */
  readonly label: string;
  readonly run: MethodRun;
  readonly itemSpaceName: string;
}

/** CSS pixels of one line of numbers, kept free until the first round is there. */
const STRIP_HEIGHT = 43;

/** What the search cost, as measured, and the settings it ran with. */
export function NumbersStrip({ label, run, itemSpaceName }: NumbersStripProps) {
  const { request, result, rounds } = run;
  const last = rounds.at(-1);
  if (!last) return <Skeleton height={STRIP_HEIGHT} aria-hidden />;
  const { elapsedMs, modelMs } = result ?? last;
  const numbers: [string, string, string?][] = [
    [
      'Calls',
      formatCount(last.scorerCalls),
      `${formatCount(last.computedCalls)} computed now, ${formatCount(last.scorerCalls - last.computedCalls)} from store`,
    ],
    ['Time', formatDuration(elapsedMs)],
    ['Outside the model', formatPercent(elapsedMs > 0 ? 1 - modelMs / elapsedMs : 0)],
    ['First stage', firstStageName(request.firstRound)],
    ...(request.method === 'axn'
      ? ([
          ['Item vectors', itemSpaceName],
          ['Settings', `B ${request.budget} · R ${request.rounds} · λ ${request.lambda}`],
        ] as [string, string][])
      : ([['Settings', `B ${request.budget}`]] as [string, string][])),
  ];
  return (
    <dl className={classes.numbers} aria-label={label}>
      <div>
        <Text component="dt" size="xs" c="dimmed">
          Method
        </Text>
        <Text component="dd" size="sm" fw={600}>
          {label}
        </Text>
      </div>
      {numbers.map(([name, value, detail]) => (
        <div key={name}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" className="tabular">
            {value}
            {detail && (
              <Text span size="xs" c="dimmed">
                {' '}
                ({detail})
              </Text>
            )}
          </Text>
        </div>
      ))}
    </dl>
  );
}
