import { dot, ruleX, ruleY, text } from '@observablehq/plot';
import type { MeasureName } from '../engine/experiment-records.ts';
import type { ChartInput, ReportChart } from './chart.ts';
import { seriesMark } from './chart-marks.ts';
import { measureLabel } from './measures.ts';
import { methodLegend } from './method-marks.ts';
import { countWords, pWords } from './number-words.ts';

const ROW_HEIGHT = 20;
const METHOD_GAP = 10;
/** More would not fit on a printed page; then only the largest budget is drawn. */
const MOST_ROWS = 36;
/** To both sides of 0, at least: a smaller difference is to look small. */
const LEAST_EXTENT = 0.01;

/**
 * What each method gains or loses against the first one at the same budget, with the p value after Holm's correction.
 * Undefined where the measure was compared nowhere: a single method, no judgements.
 */
export function differencesToFirst(
  { request, statistics }: ChartInput,
  measure: MeasureName,
): ReportChart | undefined {
  const { methods, budgets } = request;
  const compared = statistics.comparisons.filter((comparison) => comparison.measure === measure);
  if (compared.length === 0) return undefined;
  const largest = Math.max(...budgets);
  const isCut = compared.length > MOST_ROWS;
  const drawn = isCut ? compared.filter(({ budget }) => budget === largest) : compared;
  const methodCount = new Set(drawn.map(({ methodIndex }) => methodIndex)).size;
  const label = measureLabel(measure);
  return {
    name: `differences-${measure.replace('@', '-')}`,
    title: `${label}: differences to “${methods[0].label}”`,
    description: `What each method gains (right of 0) or loses (left) in ${label} against the first one at the same budget and over the same queries, with 95 % intervals and p values of a paired randomisation test after Holm’s correction.${isCut ? ` Drawn for the largest budget only, ${countWords(largest)} calls.` : ''}`,
    height: 70 + drawn.length * ROW_HEIGHT + methodCount * METHOD_GAP,
    legend: (palette) =>
      methodLegend(request, palette)
        .slice(1)
        .map(({ label: name, mark: { color, symbol } }) => ({
          label: name,
          mark: { color, ...(symbol && { symbol }) },
        })),
    draw: ({ palette }) => {
      const row = { fy: 'methodIndex', y: 'budget' } as const;
      return {
        marginLeft: 70,
        marginRight: 84,
        marginTop: 16,
        marginBottom: 40,
        style: { color: palette.faintInk },
        x: {
          label: `difference in ${label} →`,
          domain: [
            Math.min(-LEAST_EXTENT, ...drawn.map(({ low }) => low)),
            Math.max(LEAST_EXTENT, ...drawn.map(({ high }) => high)),
          ],
          grid: true,
          nice: true,
        },
        y: {
          type: 'band',
          label: null,
          tickFormat: (budget: number) => `B = ${countWords(budget)}`,
          tickSize: 0,
        },
        fy: { axis: null, padding: 0.1 },
        marks: [
          ruleX([0], { stroke: palette.ink }),
          ...methods.flatMap((_, methodIndex) => {
            const { color, symbol } = seriesMark(methodIndex, palette);
            const own = drawn.filter((comparison) => comparison.methodIndex === methodIndex);
            return [
              ruleY(own, { ...row, x1: 'low', x2: 'high', stroke: color, strokeWidth: 1.5 }),
              dot(own, { ...row, x: 'difference', fill: color, r: 4, symbol }),
            ];
          }),
          text(drawn, {
            ...row,
            frameAnchor: 'right',
            textAnchor: 'start',
            dx: 10,
            text: ({ adjustedP }) => pWords(adjustedP),
            fill: palette.ink,
          }),
        ],
      };
    },
    table: {
      fields: ['method', 'budget', 'measure', 'difference', 'low', 'high', 'p', 'adjusted_p'],
      rows: compared.map(({ methodIndex, budget, difference, low, high, p, adjustedP }) => [
        methods[methodIndex].label,
        budget,
        measure,
        difference,
        low,
        high,
        p,
        adjustedP,
      ]),
    },
  };
}
