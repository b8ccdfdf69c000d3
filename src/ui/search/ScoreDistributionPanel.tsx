import { Text } from '@mantine/core';
import { dot, type PlotOptions, ruleX, ruleY } from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { type ChartPalette, useChartPalette } from '../charts/chart-palette.ts';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import { formatScore } from './format-score.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panel-props.ts';
import {
  batchWords,
  itemCountOf,
  type ScoreBatch,
  type ScoreFloor,
  scoreBatches,
  scoreFloor,
} from './score-batches.ts';

/** With more rounds, their quartiles run into each other. */
const BOX_LIMIT = 100;

/** The exact scores of each batch, round by round: good batches stand out from the floor. */
export function ScoreDistributionPanel(props: PanelProps) {
  const { runs, run, shownRound, exact, highlighted, onHover, onPick } = props;
  const palette = useChartPalette();
  const batches = useMemo(() => scoreBatches(run.rounds), [run.rounds]);
  const itemCount = itemCountOf(runs);
  const floor = useMemo(() => scoreFloor(batches, exact, itemCount), [batches, exact, itemCount]);
  const draw = useCallback(
    (space: PlotSpace) => distributionPlot(batches, floor, shownRound, space),
    [batches, floor, shownRound],
  );
  const items = useMemo(
    () =>
      batches.flatMap(({ points }) =>
        points.map(({ docRow, title, round, place, score }) => ({
          docRow,
          x: place,
          y: score,
          title,
          detail: `exact ${formatScore(score, 3)}, round ${round}`,
        })),
      ),
    [batches],
  );
  const shown = batches.find(({ round }) => round === shownRound);
  const words = shown ? batchWords(shown) : '';
  return (
    <Panel title="Scores of each batch">
      <PlotFigure
        height={240}
        label={`Exact scores by round. ${words}`}
        draw={draw}
        legend={legendOf(batches, floor, shownRound, palette)}
        pointing={{ items, highlighted, onHover, onPick }}
        exported={{
          chart: 'scores-by-round',
          title: `Exact scores of each batch, ${run.label}`,
          queryText: run.request.queryText,
          table: () => ({
            fields: ['round', 'doc_row', 'id', 'title', 'exact_score'],
            rows: run.rounds.flatMap(({ index, newItems }) =>
              newItems.map(({ document: { docRow, id, title }, exactScore }) => [
                index,
                docRow,
                id,
                title,
                exactScore,
              ]),
            ),
          }),
        }}
      />
      <Text size="sm" mt={4}>
        {words}
      </Text>
    </Panel>
  );
}

function legendOf(
  batches: readonly ScoreBatch[],
  floor: ScoreFloor | undefined,
  shownRound: number,
  palette: ChartPalette,
) {
  return [
    { label: `round ${shownRound}`, mark: { color: palette.accent, symbol: 'circle' } as const },
    { label: 'other rounds', mark: { color: palette.muted, symbol: 'circle' } as const },
    ...(batches.length <= BOX_LIMIT
      ? [{ label: 'quartiles and median', mark: { color: palette.ink, dashes: 'none' } }]
      : []),
    ...(floor
      ? [
          {
            label: `${floor.label}: ${formatScore(floor.score, 2)}`,
            mark: { color: palette.contrast, dashes: '5 4' },
          },
        ]
      : []),
  ];
}

function distributionPlot(
  batches: readonly ScoreBatch[],
  floor: ScoreFloor | undefined,
  shownRound: number,
  { palette, width }: PlotSpace,
): PlotOptions {
  const points = batches.flatMap((batch) => batch.points);
  const boxes = batches.length <= BOX_LIMIT ? batches : [];
  const last = batches[batches.length - 1]?.round ?? 1;
  const roundWidth = (width - 56) / last;
  return {
    marginLeft: 44,
    marginBottom: 34,
    marginTop: 24,
    marginRight: 12,
    style: { color: palette.faintInk },
    x: {
      label: 'round →',
      domain: [0.5, last + 0.5],
      ticks: Math.min(last, width < 460 ? 6 : 12),
      tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : ''),
    },
    y: { label: '↑ exact score', grid: true, nice: true, ticks: 6 },
    marks: [
      ruleX([shownRound], {
        stroke: palette.accent,
        strokeOpacity: 0.14,
        strokeWidth: Math.max(2, 0.8 * roundWidth),
      }),
      ...(floor
        ? [ruleY([floor.score], { stroke: palette.contrast, strokeWidth: 1.5, strokeDasharray: '5 4' })]
        : []),
      dot(points, {
        x: 'place',
        y: 'score',
        r: 2.25,
        fill: ({ round }) => (round === shownRound ? palette.accent : palette.muted),
        fillOpacity: 0.75,
      }),
      ruleX(boxes, {
        x: 'round',
        y1: 'lowerQuartile',
        y2: 'upperQuartile',
        stroke: palette.ink,
        strokeWidth: 2,
      }),
      dot(boxes, {
        x: 'round',
        y: 'median',
        symbol: 'square',
        r: 4,
        fill: palette.background,
        stroke: palette.ink,
        strokeWidth: 2,
      }),
    ],
    color: { type: 'identity' },
  };
}
