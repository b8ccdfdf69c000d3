/** A drawn chart as a file: its title above, its legend below, on a background. */
import { type LegendItem, SYMBOL_PATHS } from './chart-marks.ts';
import type { ReportPalette } from './report-palette.ts';
import { escapeXml, svgElement } from './svg-markup.ts';

export interface FramedChart {
  readonly title: string;
  readonly legend: readonly LegendItem[];
  readonly palette: Pick<ReportPalette, 'ink' | 'faintInk' | 'background'>;
  /** Of the chart alone, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Markup of the chart, drawn from (0, 0). */
  readonly markup: string;
}

const PADDING = 12;
const TITLE_LINE = 20;
const LEGEND_LINE = 18;
const SAMPLE_WIDTH = 26;
/** Mean widths of a letter at the sizes of the title and the legend; only lines are broken by them. */
const TITLE_LETTER = 7.5;
const LEGEND_LETTER = 6;
const FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** An SVG file that needs nothing else: fonts and colours are written out. */
export function framedSvg({ title, legend, palette, width, height, markup }: FramedChart): string {
  const titleLines = breakLines(title, Math.floor(width / TITLE_LETTER));
  const entries = placeLegend(legend, width);
  const chartTop = PADDING + titleLines.length * TITLE_LINE;
  const legendTop = chartTop + height;
  const legendLines = entries.reduce((most, { line }) => Math.max(most, line + 1), 0);
  const size = { width: width + 2 * PADDING, height: legendTop + legendLines * LEGEND_LINE + PADDING };
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    ...size,
    viewBox: `0 0 ${size.width} ${size.height}`,
    role: 'img',
    'font-family': FONTS,
    'font-size': 11,
    color: palette.faintInk,
    fill: palette.faintInk,
  };
  const content = [
    svgElement('title', {}, escapeXml(title)),
    svgElement('rect', { ...size, fill: palette.background }),
    ...titleLines.map((line, i) => titleLine(line, PADDING + (i + 0.7) * TITLE_LINE, palette.ink)),
    svgElement('g', { transform: `translate(${PADDING},${chartTop})` }, markup),
    ...entries.map(({ item, line, left }) =>
      legendEntry(item, PADDING + left, legendTop + (line + 0.5) * LEGEND_LINE, palette.background),
    ),
  ];
  return svgElement('svg', attributes, content.join(''));
}

function titleLine(line: string, y: number, fill: string): string {
  return svgElement('text', { x: PADDING, y, 'font-size': 13, 'font-weight': 600, fill }, escapeXml(line));
}

function legendEntry({ label, mark }: LegendItem, x: number, y: number, background: string): string {
  const { color, symbol, hollow = false, dashes } = mark;
  const stroke = { stroke: color, 'stroke-width': 2, 'stroke-dasharray': dashes };
  const line = dashes === undefined ? '' : svgElement('path', { d: `M0 0H${SAMPLE_WIDTH}`, ...stroke });
  const dot = symbol
    ? svgElement('path', {
        d: SYMBOL_PATHS[symbol],
        transform: `translate(${SAMPLE_WIDTH / 2},0)`,
        fill: hollow ? background : color,
        stroke: color,
      })
    : '';
  const words = svgElement('text', { x: SAMPLE_WIDTH + 6, y: 4 }, escapeXml(label));
  return svgElement('g', { transform: `translate(${x},${y})` }, line + dot + words);
}

/** Entries side by side as long as they fit. */
function placeLegend(legend: readonly LegendItem[], width: number) {
  let line = 0;
  let end = 0;
  return legend.map((item) => {
    const itemWidth = SAMPLE_WIDTH + 22 + item.label.length * LEGEND_LETTER;
    if (end > 0 && end + itemWidth > width) {
      line += 1;
      end = 0;
    }
    const left = end;
    end += itemWidth;
    return { item, line, left };
  });
}

function breakLines(words: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
