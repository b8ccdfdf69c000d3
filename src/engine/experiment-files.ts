/** An experiment leaves as files, and comes in from one. */
import type { SourceFile } from '../formats/records.ts';
import { writeZip } from '../formats/write-zip.ts';
import { experimentCsv } from './experiment-csv.ts';
import { readExperimentJson, summaryOf, writeExperimentJson } from './experiment-json.ts';
import type { Experiment, ExperimentReport, ExperimentSummary } from './experiment-records.ts';
import { trecFiles } from './experiment-trec.ts';
import { exportFileName } from './export-file-name.ts';
import { type ExpectedFile, readOneFile } from './one-file.ts';
import type { ExperimentStore } from './ports.ts';
import type { ExportedFile } from './records.ts';

export const EXPERIMENT_FILE: ExpectedFile = {
  what: 'an experiment',
  ending: '.xenn-experiment.json',
  // Far above any experiment: 10,000 queries in 20 cells.
  mostBytes: 512 * 2 ** 20,
};

/** One JSON file with all of it. */
export function exportExperimentJson(experiment: Experiment): ExportedFile {
  return {
    fileName: exportFileName(experiment.name, EXPERIMENT_FILE.ending),
    blob: new Blob([writeExperimentJson(experiment)], { type: 'application/json' }),
  };
}

/** The table. */
export function exportExperimentCsv(report: ExperimentReport): ExportedFile {
  return {
    fileName: exportFileName(report.summary.name, '.csv'),
    blob: new Blob([experimentCsv(report)], { type: 'text/csv' }),
  };
}

/** A zip of TREC runs and qrels. Throws InvalidArgumentError as `trecFiles` does. */
export async function exportExperimentTrec(experiment: Experiment): Promise<ExportedFile> {
  const files = trecFiles(experiment).map(({ path, text }) => ({
    path,
    bytes: [new TextEncoder().encode(text)],
  }));
  return {
    fileName: exportFileName(experiment.name, '.trec.zip'),
    blob: await writeZip(files, 'deflate'),
  };
}

/**
 * Under an id of its own: the same file twice is two experiments. Everything is checked before it is stored.
 *
 * @throws ImportError for a file that is none or damaged; StorageError.
 */
export async function importExperiment(
  experiments: Pick<ExperimentStore, 'writeExperiment'>,
  files: readonly SourceFile[],
): Promise<ExperimentSummary> {
  const { path, text } = await readOneFile(files, EXPERIMENT_FILE);
  const experiment = { ...readExperimentJson(text, path), experimentId: crypto.randomUUID() };
  const summary = summaryOf(experiment);
  await experiments.writeExperiment(summary, writeExperimentJson(experiment));
  return summary;
}
