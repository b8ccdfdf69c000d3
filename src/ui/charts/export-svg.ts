import { type LegendItem, SYMBOL_PATHS } from './chart-marks.ts';
import type { ChartPalette } from './chart-palette.ts';

export interface SvgParts {
  readonly title: string;
  readonly legend: readonly LegendItem[];
  readonly palette: ChartPalette;
}

const NAMESPACE = 'http://www.w3.org/2000/svg';
/** Attributes whose values may be words that mean something on this page only: currentColor, var(--plot-background). */
const PAINTS = ['fill', 'stroke', 'color'] as const;
const PADDING = 12;
const TITLE_LINE = 18;
const LEGEND_LINE = 18;
const SAMPLE_WIDTH = 26;
/** Mean widths of a letter at the sizes of the title and the legend; only lines are broken by them. */
const TITLE_LETTER = 7;
const LEGEND_LETTER = 6;

/**
 * A chart on the page as an SVG file that needs nothing else: fonts and colours written out, with its title above and
 * its legend below, on the background of the page.
 */
export function chartSvg(figure: SVGSVGElement, { title, legend, palette }: SvgParts): string {
  const { width, height } = figure.viewBox.baseVal;
  const titleLines = breakLines(title, Math.floor(width / TITLE_LETTER));
  const legendPlaces = placeLegend(legend, width);
  const titleHeight = titleLines.length * TITLE_LINE;
  const legendHeight = legendPlaces.reduce((most, { line }) => Math.max(most, line + 1), 0) * LEGEND_LINE;
  const size = {
    width: width + 2 * PADDING,
    height: titleHeight + height + legendHeight + 2 * PADDING,
  };
  const { fontFamily } = getComputedStyle(figure);
  const file = element('svg', {
    ...size,
    viewBox: `0 0 ${size.width} ${size.height}`,
    'font-family': fontFamily,
    'font-size': 11,
    fill: palette.faintInk,
  });
  const name = element('title');
  name.textContent = title;
  file.append(name, element('rect', { ...size, fill: palette.background }));
  titleLines.forEach((line, i) => {
    const y = PADDING + (i + 0.7) * TITLE_LINE;
    file.append(text(line, { x: PADDING, y, 'font-size': 13, 'font-weight': 600, fill: palette.ink }));
  });
  const chart = standAlone(figure);
  for (const [key, value] of Object.entries({ x: PADDING, y: PADDING + titleHeight, width, height })) {
    chart.setAttribute(key, String(value));
  }
  file.append(chart);
  for (const { item, line, left } of legendPlaces) {
    const top = PADDING + titleHeight + height + (line + 0.5) * LEGEND_LINE;
    file.append(legendEntry(item, PADDING + left, top, palette));
  }
  return new XMLSerializer().serializeToString(file);
}

/** A copy that looks the same without the style sheets of the page. */
function standAlone(figure: SVGSVGElement): SVGSVGElement {
  const copy = figure.cloneNode(true) as SVGSVGElement;
  const originals = [figure, ...figure.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((node, i) => {
    const computed = getComputedStyle(originals[i]);
    for (const paint of PAINTS) {
      if (node.hasAttribute(paint)) node.setAttribute(paint, computed[paint]);
    }
    node.removeAttribute('style');
    node.removeAttribute('class');
  });
  for (const style of copy.querySelectorAll('style')) style.remove();
  const { fontSize, color } = getComputedStyle(figure);
  copy.setAttribute('font-size', fontSize);
  copy.setAttribute('color', color);
  return copy;
}

function legendEntry({ label, mark }: LegendItem, x: number, y: number, palette: ChartPalette): SVGElement {
  const { color, symbol, hollow = false, dashes } = mark;
  const group = element('g', { transform: `translate(${x},${y})` });
  if (dashes !== undefined) {
    const stroke = { stroke: color, 'stroke-width': 2, 'stroke-dasharray': dashes };
    group.append(element('path', { d: `M0 0H${SAMPLE_WIDTH}`, ...stroke }));
  }
  if (symbol) {
    const fill = hollow ? palette.background : color;
    const transform = `translate(${SAMPLE_WIDTH / 2},0)`;
    group.append(element('path', { d: SYMBOL_PATHS[symbol], transform, fill, stroke: color }));
  }
  group.append(text(label, { x: SAMPLE_WIDTH + 6, y: 4 }));
  return group;
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

function text(content: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const node = element('text', attributes);
  node.textContent = content;
  return node;
}

function element(name: string, attributes: Readonly<Record<string, string | number>> = {}): SVGElement {
  const node = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}
