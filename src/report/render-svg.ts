import { plot } from '@observablehq/plot';
import type { ReportChart } from './chart.ts';
import { PRINT_PALETTE, type ReportPalette } from './report-palette.ts';
import { framedSvg } from './svg-frame.ts';
import { svgMarkup } from './svg-markup.ts';

/** Of the chart, in CSS pixels: the width of text on A4. */
const WIDTH = 680;

/**
 * A chart as an SVG file that needs nothing else: its title above, its legend below, fonts and colours written out, in
 * the colours of paper unless others are given. `document` is any DOM's, the page's or one in Node: the chart is built in
 * it and never shown.
 */
export function renderSvg(
  { title, height, draw, legend }: ReportChart,
  document: Document,
  palette: ReportPalette = PRINT_PALETTE,
): string {
  const figure = plot({ ...draw({ width: WIDTH, height, palette }), width: WIDTH, height, document });
  figure.setAttribute('font-size', '11');
  // Made for a chart in a page: as high as its place.
  for (const style of figure.querySelectorAll('style')) style.remove();
  return framedSvg({
    title,
    legend: legend(palette),
    palette,
    width: WIDTH,
    height,
    markup: svgMarkup(figure),
  });
}
