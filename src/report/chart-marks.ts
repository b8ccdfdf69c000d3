/** What the marks of a chart look like: in the chart, in its legend on the page and in the legend of a file. */
import type { ReportPalette } from './report-palette.ts';

export type ChartSymbol = keyof typeof SYMBOL_PATHS;

export interface ChartMark {
  /** '#rrggbb' */
  readonly color: string;
  /** Absent: no dots. */
  readonly symbol?: ChartSymbol;
  /** An outline only: how estimates are drawn where measurements are solid. */
  readonly hollow?: boolean;
  /** Of a line, as in SVG, 'none' where it is solid. Absent: no line. */
  readonly dashes?: string;
}

export interface LegendItem {
  readonly label: string;
  readonly mark: ChartMark;
}

/** Around (0, 0), in a box of 11 x 11. */
export const SYMBOL_PATHS = {
  circle: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z',
  triangle: 'M0-5L5 4H-5z',
  square: 'M-4-4h8v8h-8z',
  diamond: 'M0-5.5L4.5 0L0 5.5L-4.5 0z',
  cross: 'M-1.6-5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z',
} as const;

const SYMBOLS = Object.keys(SYMBOL_PATHS) as ChartSymbol[];
const DASHES = ['none', '6 3', '2 2', '8 3 2 3', '12 4'];

/** The mark of the method at this place among those compared: the first thirty all differ in colour or symbol. */
export function seriesMark(place: number, { series }: Pick<ReportPalette, 'series'>): Required<ChartMark> {
  return {
    color: series[place % series.length],
    symbol: SYMBOLS[place % SYMBOLS.length],
    dashes: DASHES[place % DASHES.length],
    hollow: false,
  };
}
