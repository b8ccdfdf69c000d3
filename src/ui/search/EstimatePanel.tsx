import { Center, Group, Switch, Text } from '@mantine/core';
import { dot, line } from '@observablehq/plot';
import { useCallback, useMemo, useState } from 'react';
import type { Ranking } from '../../core/types.ts';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import { formatCount } from '../shared/format.ts';
import { type EstimateRow, estimatesOfAll, estimatesOfRound, rmseOf, thinOut } from './estimate-rows.ts';
import { formatScore } from './format-score.ts';
import { LegendEntry } from './LegendEntry.tsx';
import { Panel } from './Panel.tsx';
import type { MethodRun } from './search-state.ts';

export interface EstimatePanelProps {
  readonly run: MethodRun;
  /** From 1. */
  readonly shownRound: number;
  readonly exact: Ranking | undefined;
}

const HEIGHT = 300;
/** More dots than this no longer show more, and SVG gets slow. */
const DOT_LIMIT = 3000;

/** How well the query embedding foresaw the exact scores: on the diagonal it was right. */
export function EstimatePanel({ run, shownRound, exact }: EstimatePanelProps) {
  const [wantsAll, setWantsAll] = useState(false);
  const { rounds } = run;
  const estimatesBefore = rounds[shownRound - 2]?.estimates;
  const canShowAll = exact !== undefined && estimatesBefore !== undefined;
  const fresh = useMemo(() => estimatesOfRound(rounds[shownRound - 1]), [rounds, shownRound]);
  const context = useMemo(
    () =>
      wantsAll && exact && estimatesBefore
        ? estimatesOfAll(estimatesBefore, exact)
        : rounds.slice(0, shownRound - 1).flatMap(estimatesOfRound),
    [wantsAll, exact, estimatesBefore, rounds, shownRound],
  );
  const draw = useCallback((space: PlotSpace) => estimatePlot(fresh, context, space), [fresh, context]);
  const showsAll = wantsAll && canShowAll;
  const rmse = rmseOf(fresh);
  const rmseOfContext = rmseOf(context);

  return (
    <Panel
      title="Estimate against exact score"
      aside={
        <Switch
          size="xs"
          label="All items"
          checked={wantsAll}
          disabled={!exact}
          title={exact ? undefined : 'Needs the exact ranking: see Recall'}
          onChange={(event) => setWantsAll(event.currentTarget.checked)}
        />
      }
    >
      {fresh.length + context.length === 0 ? (
        <Center h={HEIGHT}>
          <Text size="sm" c="dimmed" ta="center" maw={380}>
            {rounds.length === 1 && run.request.method === 'retrieve-and-rerank'
              ? 'Retrieve & re-rank makes no estimates: the first stage chose all items.'
              : 'The first stage chose the items of round 1; estimates begin with round 2.'}
          </Text>
        </Center>
      ) : (
        <>
          <PlotFigure
            height={HEIGHT}
            label={`Estimates before round ${shownRound} against exact scores, root mean square error ${rmse?.toFixed(2) ?? 'none'}`}
            draw={draw}
          />
          <Group gap="md" mt={4}>
            <LegendEntry mark="new">
              round {shownRound}: RMSE {rmse === undefined ? '–' : rmse.toFixed(2)}
            </LegendEntry>
            <LegendEntry mark="unscored">
              {showsAll
                ? `all ${formatCount(context.length)} items, before round ${shownRound}`
                : 'earlier rounds'}
              : RMSE {rmseOfContext === undefined ? '–' : rmseOfContext.toFixed(2)}
              {context.length > DOT_LIMIT && ` (${formatCount(DOT_LIMIT)} of them drawn)`}
            </LegendEntry>
          </Group>
        </>
      )}
    </Panel>
  );
}

function estimatePlot(fresh: readonly EstimateRow[], context: readonly EstimateRow[], space: PlotSpace) {
  const { palette } = space;
  const drawn = thinOut(context, DOT_LIMIT);
  const values = [...fresh, ...drawn].flatMap(({ estimate, exact }) => [estimate, exact]);
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const diagonal = [least, most].map((value) => ({ estimate: value, exact: value }));
  const place = { x: 'estimate', y: 'exact' };
  return {
    marginLeft: 44,
    marginBottom: 36,
    marginTop: 20,
    style: { color: palette.faintInk },
    x: { label: 'estimate before scoring, cross-encoder units →', nice: true },
    y: { label: '↑ exact score', nice: true, grid: true },
    marks: [
      line(diagonal, { ...place, stroke: palette.faintInk, strokeDasharray: '4 3' }),
      dot(drawn, { ...place, r: 2, fill: palette.muted, fillOpacity: 0.55 }),
      dot(fresh, {
        ...place,
        r: 4,
        fill: palette.accent,
        stroke: palette.background,
        strokeWidth: 0.75,
        title: ({ title, estimate, exact }: EstimateRow) =>
          `${title ?? ''}\nestimate ≈ ${formatScore(estimate, 2)}\nexact ${formatScore(exact, 3)}`,
        tip: true,
      }),
    ],
  };
}
