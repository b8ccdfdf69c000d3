import { dot, line, type Markish, ruleX, ruleY } from '@observablehq/plot';
import type {
  CellStatistics,
  MeasureEstimate,
  MeasureName,
  ReferenceStatistics,
} from '../engine/experiment-records.ts';
import type { ChartInput, ReportChart } from './chart.ts';
import { seriesMark } from './chart-marks.ts';
import { cellsOf, estimateOf, headlineK, isJudged, measureLabel } from './measures.ts';
import { methodLegend } from './method-marks.ts';
import { countOf, countWords } from './number-words.ts';
import type { ReportPalette } from './report-palette.ts';

/** A ranking by both measures. */
interface Judged {
  readonly name: string;
  readonly budget?: number;
  readonly recall: MeasureEstimate;
  readonly accuracy: MeasureEstimate;
}

/** Radius in CSS pixels of the smallest and the largest budget. */
const RADII = [2.5, 5.5] as const;

/**
 * Top-k-Recall against nDCG at the headline k: searches and references on both axes, because finding more of what the
 * cross-encoder ranks highest is not always more accurate. Both over the queries with judgements; undefined without any.
 */
export function recallAgainstAccuracy({ request, statistics }: ChartInput): ReportChart | undefined {
  if (!isJudged(statistics)) return undefined;
  const { methods, budgets, ks } = request;
  const k = headlineK(ks);
  const recallName: MeasureName = `top-recall@${k}`;
  const accuracyName: MeasureName = `ndcg@${k}`;
  const judged = (of: CellStatistics | ReferenceStatistics, name: string): Judged[] => {
    const recall = of.judgedTopRecalls.find(({ measure }) => measure === recallName);
    const accuracy = estimateOf(of, accuracyName);
    return recall && accuracy
      ? [{ name, ...('budget' in of && { budget: of.budget }), recall, accuracy }]
      : [];
  };
  const series = methods.map(({ label }, methodIndex) =>
    cellsOf(statistics, methodIndex).flatMap((cell) => judged(cell, label)),
  );
  const references = statistics.references.flatMap((reference) => judged(reference, reference.name));
  const exact = statistics.references
    .filter(({ kind }) => kind === 'exact')
    .flatMap((reference) => judged(reference, reference.name));
  const [least, most] = RADII;
  const radius = ({ budget = 0 }: Judged) =>
    budgets.length === 1 ? most : least + ((most - least) * budgets.indexOf(budget)) / (budgets.length - 1);
  return {
    name: 'recall-accuracy',
    title: `${measureLabel(recallName)} against ${measureLabel(accuracyName)}`,
    description: `Better recall is not always better accuracy: to the right, more of the cross-encoder’s own top ${k} is found; upwards, the ranking is closer to human judgements. The dashed line is the exact ranking, the cross-encoder over all documents. The larger a mark, the larger the budget; faint lines are 95 % intervals. ${queryWords(statistics)}`,
    height: 380,
    legend: (palette) => [
      ...methodLegend(request, palette),
      ...references.map(({ name }, place) => ({ label: name, mark: referenceMark(place, palette) })),
    ],
    draw: ({ palette }) => ({
      marginLeft: 48,
      marginRight: 20,
      marginTop: 28,
      marginBottom: 40,
      style: { color: palette.faintInk },
      x: { label: `${measureLabel(recallName)} →`, grid: true, inset: 12, nice: true },
      y: { label: `↑ ${measureLabel(accuracyName)}`, grid: true, inset: 12, nice: true },
      marks: [
        ruleY(exact, { y: accuracyOf, stroke: palette.ink, strokeDasharray: '5 4' }),
        ...intervalMarks(references, palette.faintInk),
        ...series.flatMap((own, methodIndex): Markish[] => {
          const { color, symbol, dashes } = seriesMark(methodIndex, palette);
          const place = { x: recallOf, y: accuracyOf };
          return [
            ...intervalMarks(own, color),
            line(own, { ...place, stroke: color, strokeWidth: 1.5, strokeDasharray: dashes }),
            dot(own, { ...place, symbol, fill: color, r: radius }),
          ];
        }),
        ...references.map((reference, place) =>
          dot([reference], {
            x: recallOf,
            y: accuracyOf,
            r: 4,
            symbol: referenceMark(place, palette).symbol,
            fill: palette.ink,
          }),
        ),
      ],
    }),
    table: {
      fields: [
        'ranking',
        'budget',
        measureLabel(recallName),
        'recall_low',
        'recall_high',
        measureLabel(accuracyName),
        'accuracy_low',
        'accuracy_high',
        'queries',
      ],
      rows: [...series.flat(), ...references].map(({ name, budget, recall, accuracy }) => [
        name,
        budget,
        recall.mean,
        recall.low,
        recall.high,
        accuracy.mean,
        accuracy.low,
        accuracy.high,
        accuracy.queryCount,
      ]),
    },
  };
}

/** What both axes are means over. */
function queryWords({ queryCount, judgedQueryCount }: ChartInput['statistics']): string {
  return judgedQueryCount < queryCount
    ? `Both axes are means over the ${countWords(judgedQueryCount)} of ${countOf(queryCount, 'query', 'queries')} that have human judgements, so recall is not quite that of the other charts.`
    : `Both axes are means over all ${countOf(queryCount, 'query', 'queries')}.`;
}

/** A symbol without a line, in the colour of the text. */
function referenceMark(place: number, { ink }: ReportPalette) {
  const { color, symbol } = seriesMark(place, { series: [ink] });
  return { color, symbol };
}

function recallOf({ recall }: Judged): number {
  return recall.mean;
}

function accuracyOf({ accuracy }: Judged): number {
  return accuracy.mean;
}

/** A cross over each point: the intervals of both measures. */
function intervalMarks(points: readonly Judged[], stroke: string): Markish[] {
  const faint = { stroke, strokeOpacity: 0.35 };
  return [
    ruleX(points, {
      ...faint,
      x: recallOf,
      y1: ({ accuracy }: Judged) => accuracy.low,
      y2: ({ accuracy }: Judged) => accuracy.high,
    }),
    ruleY(points, {
      ...faint,
      y: accuracyOf,
      x1: ({ recall }: Judged) => recall.low,
      x2: ({ recall }: Judged) => recall.high,
    }),
  ];
}
