/** Small charts side by side, one for each k, with the same axes: how every chart of Top-k-Recall is laid out. */
import { dot, type Markish, type PlotOptions, ruleX, text } from '@observablehq/plot';
import type { ChartSpace } from './chart.ts';
import { seriesMark } from './chart-marks.ts';
import { methodShift } from './method-marks.ts';
import type { RecallPoint } from './recall-points.ts';

const COLUMNS = 3;
const ROW_HEIGHT = 180;
/** In CSS pixels, beside the panels; and of a panel's width, between them. */
const MARGINS = { marginLeft: 36, marginRight: 14 };
const PANEL_PADDING = 0.08;
/** Panels narrower than this have room for a few numbers under them only. */
const NARROW_PANEL = 150;

/** In CSS pixels. */
export function panelsHeight(ks: readonly number[]): number {
  return 30 + ROW_HEIGHT * Math.ceil(ks.length / COLUMNS);
}

/** Facet channels of a mark whose data have a `k`. */
export function panelOf(ks: readonly number[]) {
  return {
    fx: ({ k }: { readonly k: number }) => ks.indexOf(k) % COLUMNS,
    fy: ({ k }: { readonly k: number }) => Math.floor(ks.indexOf(k) / COLUMNS),
  };
}

/** In CSS pixels, about. */
export function panelWidth(ks: readonly number[], width: number): number {
  return width / Math.min(ks.length, COLUMNS);
}

/** Of a panel, from the first value of an axis with this inset to its last, in CSS pixels. */
export function panelAxisWidth(ks: readonly number[], width: number, inset: number): number {
  const columns = Math.min(ks.length, COLUMNS);
  const step = (width - MARGINS.marginLeft - MARGINS.marginRight) / (columns + PANEL_PADDING);
  return step * (1 - PANEL_PADDING) - 2 * inset;
}

/** Scales, axes and titles of the panels around `marks`; `x` is what the charts differ in. */
export function recallPanels(
  ks: readonly number[],
  points: readonly Pick<RecallPoint, 'low'>[],
  { palette, width }: ChartSpace,
  { x, marks }: { readonly x: NonNullable<PlotOptions['x']>; readonly marks: readonly Markish[] },
): PlotOptions {
  const name = (k: number) => (panelWidth(ks, width) < NARROW_PANEL ? `R@${k}` : `Top-${k}-Recall`);
  return {
    ...MARGINS,
    marginTop: 26,
    marginBottom: 40,
    style: { color: palette.faintInk },
    x,
    y: { label: null, domain: recallDomain(points), ticks: 5, grid: true },
    fx: { axis: null, padding: PANEL_PADDING },
    // Between rows there is room for titles.
    fy: { axis: null, padding: ks.length > COLUMNS ? 0.2 : 0 },
    marks: [
      ...marks,
      text(
        ks.map((k) => ({ k })),
        {
          ...panelOf(ks),
          text: ({ k }) => name(k),
          frameAnchor: 'top',
          lineAnchor: 'bottom',
          dy: -8,
          fill: palette.ink,
          fontWeight: 600,
        },
      ),
    ],
  };
}

/** A method's points with their intervals; `hollow` where their places along x are estimates. */
export function pointMarks(
  points: readonly RecallPoint[],
  ks: readonly number[],
  { methodIndex, methodCount }: { readonly methodIndex: number; readonly methodCount: number },
  { palette }: ChartSpace,
  hollow = false,
): Markish[] {
  const { color, symbol } = seriesMark(methodIndex, palette);
  const place = { ...panelOf(ks), x: 'x', dx: methodShift(methodIndex, methodCount) };
  return [
    ruleX(points, { ...place, y1: 'low', y2: 'high', stroke: color, strokeWidth: 1.2 }),
    dot(points, {
      ...place,
      y: 'recall',
      r: 3.5,
      symbol,
      stroke: color,
      fill: hollow ? palette.background : color,
    }),
  ];
}

/** From a tenth below the lowest bound to 1. */
function recallDomain(points: readonly Pick<RecallPoint, 'low'>[]): [number, number] {
  const lowest = points.reduce((least, { low }) => Math.min(least, low), 0.9);
  return [Math.max(0, Math.floor(lowest * 10) / 10), 1];
}
