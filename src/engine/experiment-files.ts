/** An experiment leaves as files, and comes in from one. */
import { XennError } from '../core/errors.ts';
import type { SourceFile } from '../formats/records.ts';
import { writeZip } from '../formats/write-zip.ts';
import { experimentCsv } from './experiment-csv.ts';
import { readExperimentJson, summaryOf, writeExperimentJson } from './experiment-json.ts';
import type { Experiment, ExperimentReport, ExperimentSummary } from './experiment-records.ts';
import { trecFiles } from './experiment-trec.ts';
import { exportFileName } from './export-file-name.ts';
import type { ExperimentStore } from './ports.ts';
import type { ExportedFile } from './records.ts';

/** Far above any experiment: 10,000 queries in 20 cells. */
const MOST_BYTES = 512 * 2 ** 20;

/** One JSON file with all of it. */
export function exportExperimentJson(experiment: Experiment): ExportedFile {
  return {
    fileName: exportFileName(experiment.name, '.xenn-experiment.json'),
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
  if (files.length !== 1) {
    throw new XennError(
      'ImportError',
      `Expected one file of an experiment, found ${files.length}. Choose one .xenn-experiment.json file.`,
    );
  }
  const [file] = files;
  if (file.size > MOST_BYTES) {
    throw new XennError(
      'ImportError',
      `${file.path}: expected an experiment of at most ${MOST_BYTES / 2 ** 20} MiB, found ${Math.ceil(file.size / 2 ** 20)} MiB. ` +
        'Choose another file.',
    );
  }
  const text = await new Response(file.stream()).text();
  const experiment = { ...readExperimentJson(text, file.path), experimentId: crypto.randomUUID() };
  const summary = summaryOf(experiment);
  await experiments.writeExperiment(summary, writeExperimentJson(experiment));
  return summary;
}
