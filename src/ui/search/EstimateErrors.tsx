import { memo, useMemo } from 'react';
import { useChartPalette } from '../charts/chart-palette.ts';
import { estimatesBefore, rmseOf } from './estimate-rows.ts';
import type { PanelProps } from './panel-props.ts';
import { RoundLineChart } from './RoundLineChart.tsx';
import type { RoundLine } from './round-lines.ts';

/** Errors of the estimates, round by round: of head and tail where the exact ranking is known, else of each batch. */
export const EstimateErrors = memo(function EstimateErrors({
  run,
  shownRound,
  exact,
}: Pick<PanelProps, 'run' | 'shownRound' | 'exact'>) {
  const palette = useChartPalette();
  const { rounds, label, request } = run;
  const knowsAll = exact !== undefined;
  const lines = useMemo((): RoundLine[] => {
    const head = { color: palette.contrast, symbol: 'triangle', dashes: 'none' } as const;
    const tail = { color: palette.muted, symbol: 'circle', dashes: '5 3' } as const;
    const batch = { color: palette.accent, symbol: 'circle', dashes: 'none' } as const;
    return knowsAll
      ? [
          {
            label: 'head',
            field: 'head_error',
            mark: head,
            values: rounds.map(({ headError }) => headError),
          },
          {
            label: 'tail',
            field: 'tail_error',
            mark: tail,
            values: rounds.map(({ tailError }) => tailError),
          },
        ]
      : [
          {
            label: 'batch',
            field: 'batch_error',
            mark: batch,
            values: rounds.map((round) => rmseOf(estimatesBefore(round))),
          },
        ];
  }, [rounds, knowsAll, palette]);
  if (lines.every(({ values }) => values.every((value) => value === undefined))) return null;
  return (
    <RoundLineChart
      quantity={knowsAll ? 'Error of the estimates (RMS)' : 'Error of the batch’s estimates (RMS)'}
      lines={lines}
      shownRound={shownRound}
      height={140}
      exported={{
        chart: 'estimate-errors',
        title: `Root mean square error of the estimates per round, ${label}`,
        queryText: request.queryText,
      }}
    />
  );
});
