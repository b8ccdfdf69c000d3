/** What every chart of an experiment is: a picture that can be drawn anywhere, with its words and its numbers. */
import type { PlotOptions } from '@observablehq/plot';
import type { ExperimentReport } from '../engine/experiment-records.ts';
import type { LegendItem } from './chart-marks.ts';
import type { ReportPalette } from './report-palette.ts';

/** What charts are drawn from; of an experiment that runs, the statistics of the queries done so far. */
export type ChartInput = Pick<ExperimentReport, 'request' | 'statistics'>;

export interface ChartSpace {
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly palette: ReportPalette;
}

export interface ChartTable {
  readonly fields: readonly string[];
  /** Each as long as `fields`; undefined is an empty cell. */
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

export interface ReportChart {
  /** In names of files: 'recall-calls'. */
  readonly name: string;
  readonly title: string;
  /** A sentence or two: what is seen, and how it is drawn. */
  readonly description: string;
  /** In CSS pixels. */
  readonly height: number;
  /** Marks and scales, for any width and palette. */
  readonly draw: (space: ChartSpace) => PlotOptions;
  readonly legend: (palette: ReportPalette) => readonly LegendItem[];
  /** The numbers that are drawn. */
  readonly table: ChartTable;
}
