/** The kept searches and experiments of a corpus, on their way out with it and in. */
import type { CorpusSummary } from '../core/records.ts';
import { EXPERIMENT_FILE } from './experiment-files.ts';
import { readExperimentJson, summaryOf, writeExperimentJson } from './experiment-json.ts';
import { RUN_FILE, runSummaryOf } from './import-run.ts';
import type { ExperimentStore, RunStore } from './ports.ts';
import { readRunJson } from './run-json.ts';

export interface RecordStores {
  readonly runs: RunStore;
  readonly experiments: ExperimentStore;
}

/** A record as the file that it leaves as on its own. */
export interface ProjectRecord {
  readonly kind: 'run' | 'experiment';
  readonly path: string;
  readonly text: string;
}

/**
 * Runs name no corpus by id: those of its documents as they are, and those of a corpus of its name. One record is held at
 * a time.
 */
export async function* recordsOf(
  { runs, experiments }: RecordStores,
  corpus: CorpusSummary,
): AsyncGenerator<ProjectRecord> {
  for (const { runId, corpusName } of await runs.listRuns()) {
    const text = await runs.readRun(runId);
    const isOfCorpus =
      corpusName === corpus.name || readRunJson(text, 'The kept search').corpusHash === corpus.hash;
    if (isOfCorpus) yield { kind: 'run', path: `records/${runId}${RUN_FILE.ending}`, text };
  }
  for (const { experimentId, corpusId } of await experiments.listExperiments()) {
    if (corpusId !== corpus.corpusId) continue;
    const text = await experiments.readExperiment(experimentId);
    yield { kind: 'experiment', path: `records/${experimentId}${EXPERIMENT_FILE.ending}`, text };
  }
}

/** As of such a file on its own. */
export const MOST_RECORD_BYTES: Readonly<Record<ProjectRecord['kind'], number>> = {
  run: RUN_FILE.mostBytes,
  experiment: EXPERIMENT_FILE.mostBytes,
};

/** Throws ImportError, with its place, for what is not a record of its kind. */
export function checkRecord({ kind, path, text }: ProjectRecord): void {
  if (kind === 'run') readRunJson(text, path);
  else readExperimentJson(text, path);
}

export interface RecordWriter {
  /** Stores the record unless one of its id is here already. An experiment becomes one of the corpus. */
  write(record: ProjectRecord, corpusId: string): Promise<void>;
  /** Removes what was written. */
  undo(): Promise<void>;
}

/** Knows what is here already. */
export async function openRecordWriter({ runs, experiments }: RecordStores): Promise<RecordWriter> {
  const runIds = new Set((await runs.listRuns()).map(({ runId }) => runId));
  const experimentIds = new Set(
    (await experiments.listExperiments()).map(({ experimentId }) => experimentId),
  );
  const written: (() => Promise<void>)[] = [];
  return {
    async write({ kind, path, text }, corpusId) {
      if (kind === 'run') {
        const summary = runSummaryOf(readRunJson(text, path));
        if (runIds.has(summary.runId)) return;
        await runs.writeRun(summary, text);
        written.push(() => runs.deleteRun(summary.runId));
        return;
      }
      const experiment = readExperimentJson(text, path);
      if (experimentIds.has(experiment.experimentId)) return;
      const ofCorpus = { ...experiment, corpusId, request: { ...experiment.request, corpusId } };
      await experiments.writeExperiment(summaryOf(ofCorpus), writeExperimentJson(ofCorpus));
      written.push(() => experiments.deleteExperiment(experiment.experimentId));
    },
    async undo() {
      for (const remove of written) await remove();
    },
  };
}
