import type { ExperimentReport } from '../engine/experiment-records.ts';
import type { ReportChart } from './chart.ts';
import { experimentCharts } from './experiment-charts.ts';
import { renderSvg } from './render-svg.ts';

/** A chart and the SVG file that it was rendered to. */
export interface ChartPicture {
  readonly chart: ReportChart;
  readonly svg: string;
}

/** All charts of an experiment as files, built in any DOM. */
export function chartPictures(report: ExperimentReport, document: Document): ChartPicture[] {
  return experimentCharts(report).map((chart) => ({ chart, svg: renderSvg(chart, document) }));
}
