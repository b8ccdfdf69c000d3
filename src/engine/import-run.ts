/** A kept search leaves as a file, and comes in from one. */
import type { SourceFile } from '../formats/records.ts';
import { exportFileName } from './export-file-name.ts';
import { type ExpectedFile, readOneFile } from './one-file.ts';
import type { RunStore } from './ports.ts';
import type { ExportedFile } from './records.ts';
import { readRunJson, writeRunJson } from './run-json.ts';
import type { RunSummary, StoredRun } from './search-records.ts';

export const RUN_FILE: ExpectedFile = {
  what: 'a search',
  ending: '.xenn-run.json',
  // Far above any run: 500 long documents are some megabytes.
  mostBytes: 64 * 2 ** 20,
};

/** Throws StorageError when there is none of that id; ImportError where it was stored by another version. */
export async function readRun(runs: Pick<RunStore, 'readRun'>, runId: string): Promise<StoredRun> {
  return readRunJson(await runs.readRun(runId), 'The kept search');
}

export async function exportRun(runs: Pick<RunStore, 'readRun'>, runId: string): Promise<ExportedFile> {
  const text = await runs.readRun(runId);
  const { queryText } = readRunJson(text, 'The kept search');
  return {
    fileName: exportFileName(queryText, RUN_FILE.ending),
    blob: new Blob([text], { type: 'application/json' }),
  };
}

/**
 * Under an id of its own: the same file twice is two runs. Everything is checked before it is stored.
 *
 * @throws ImportError for a file that is none or damaged; StorageError.
 */
export async function importRun(
  runs: Pick<RunStore, 'writeRun'>,
  files: readonly SourceFile[],
): Promise<RunSummary> {
  const { path, text } = await readOneFile(files, RUN_FILE);
  const run = { ...readRunJson(text, path), runId: crypto.randomUUID() };
  const summary = runSummaryOf(run);
  await runs.writeRun(summary, writeRunJson(run));
  return summary;
}

/** What lists show of it. */
export function runSummaryOf({
  runId,
  createdMs,
  corpusName,
  queryText,
  labels,
  budget,
}: StoredRun): RunSummary {
  return { runId, createdMs, corpusName, queryText, labels, budget };
}
