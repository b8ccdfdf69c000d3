import { Skeleton, Text } from '@mantine/core';
import { methodSummary } from '../../core/search-presets.ts';
import { formatCount, formatDuration, formatPercent } from '../shared/format.ts';
import type { RunView } from './run-view.ts';
import classes from './search.module.css';

export interface NumbersStripProps {
  readonly run: RunView;
}

/** CSS pixels of one line of numbers, kept free until the first round is there. */
const STRIP_HEIGHT = 43;

/** What a run cost, as measured, and the settings it ran with. */
export function NumbersStrip({ run }: NumbersStripProps) {
  const { label, request, itemSpaceName, result, rounds, status } = run;
  const last = rounds.at(-1);
  if (!last) {
    // A run that never began has nothing to wait for.
    return status === 'waiting' || status === 'running' ? (
      <Skeleton height={STRIP_HEIGHT} aria-hidden />
    ) : null;
  }
  const { elapsedMs, modelMs } = result ?? last;
  const stoppedEarly = result !== undefined && rounds.length < result.plannedRounds;
  const numbers: [string, string, string?][] = [
    [
      'Calls',
      formatCount(last.scorerCalls),
      `${formatCount(last.computedCalls)} computed now, ${formatCount(last.scorerCalls - last.computedCalls)} from store`,
    ],
    ['Time', formatDuration(elapsedMs)],
    ['Outside the model', formatPercent(elapsedMs > 0 ? 1 - modelMs / elapsedMs : 0)],
    ...(stoppedEarly
      ? [
          ['Rounds', `${rounds.length} of ${result.plannedRounds}`, 'the stopping rule was met'] as [
            string,
            string,
            string,
          ],
        ]
      : []),
    ['Item vectors', itemSpaceName],
    ['Settings', `B ${formatCount(request.budget)} · ${methodSummary(request.method)}`],
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
