import type { LegendItem } from '../../report/chart-marks.ts';
import { framedSvg } from '../../report/svg-frame.ts';
import { svgMarkup } from '../../report/svg-markup.ts';
import type { ChartPalette } from './chart-palette.ts';

export interface SvgParts {
  readonly title: string;
  readonly legend: readonly LegendItem[];
  readonly palette: ChartPalette;
}

/** Attributes whose values may be words that mean something on this page only: currentColor, var(--plot-background). */
const PAINTS = ['fill', 'stroke', 'color'] as const;

/**
 * A chart on the page as an SVG file that needs nothing else: fonts and colours written out, with its title above and
 * its legend below, on the background of the page.
 */
export function chartSvg(figure: SVGSVGElement, parts: SvgParts): string {
  const { width, height } = figure.viewBox.baseVal;
  return framedSvg({ ...parts, width, height, markup: svgMarkup(standAlone(figure)) });
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
  const { fontFamily, fontSize, color } = getComputedStyle(figure);
  copy.setAttribute('font-family', fontFamily);
  copy.setAttribute('font-size', fontSize);
  copy.setAttribute('color', color);
  return copy;
}
