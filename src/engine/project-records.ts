/** The kept searches and experiments of a corpus: which they are, and on their way out with it. */
import type { CorpusSummary } from '../core/records.ts';
import { EXPERIMENT_FILE } from './experiment-files.ts';
import { readExperimentJson } from './experiment-json.ts';
import { RUN_FILE } from './import-run.ts';
import type { ExperimentStore, RunStore } from './ports.ts';
import { readRunJson } from './run-json.ts';
import type { RunSummary } from './search-records.ts';

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

/** Which record it is, and how far: a copy of fewer queries is not all of it. */
export interface RecordState {
  readonly id: string;
  /** Of an experiment, those that are finished; 0 for a search, which is whole. */
  readonly doneQueryCount: number;
}

/** One record is held at a time. Undefined stands for one that cannot be read and is, or may be, of the corpus. */
export async function* recordsOf(
  { runs, experiments }: RecordStores,
  corpus: CorpusSummary,
): AsyncGenerator<(ProjectRecord & RecordState) | undefined> {
  for (const run of await runs.listRuns()) {
    if (await isRunOf(runs, run, corpus).catch(() => true)) {
      yield await readRun(runs, run.runId).catch(() => undefined);
    }
  }
  for (const { experimentId, corpusId } of await experiments.listExperiments()) {
    if (corpusId !== corpus.corpusId) continue;
    yield await readExperiment(experiments, experimentId).catch(() => undefined);
  }
}

/** Of whatever corpus: which one they are of cannot be read. */
export async function countOfOtherVersion({ runs, experiments }: RecordStores): Promise<number> {
  const runIds = await runs.listRunsOfOtherVersion();
  const experimentIds = await experiments.listExperimentsOfOtherVersion();
  return runIds.length + experimentIds.length;
}

/**
 * How many records of the corpus are not among `saved`, or have got further since. A search of a corpus of another name that
 * cannot be read is not known to be of this one, and not counted.
 */
export async function countUnsavedRecords(
  { runs, experiments }: RecordStores,
  corpus: CorpusSummary,
  saved: readonly RecordState[],
): Promise<number> {
  const savedCounts = new Map(saved.map(({ id, doneQueryCount }) => [id, doneQueryCount]));
  const isUnsaved = ({ id, doneQueryCount }: RecordState) => doneQueryCount > (savedCounts.get(id) ?? -1);
  let count = 0;
  for (const run of await runs.listRuns()) {
    if (!isUnsaved({ id: run.runId, doneQueryCount: 0 })) continue;
    if (await isRunOf(runs, run, corpus).catch(() => false)) count += 1;
  }
  for (const { experimentId, corpusId, doneQueryCount } of await experiments.listExperiments()) {
    if (corpusId === corpus.corpusId && isUnsaved({ id: experimentId, doneQueryCount })) count += 1;
  }
  return count;
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

/** By id. Only what is read tells the hash, it is megabytes, and it does not change. */
const corpusHashes = new WeakMap<RunStore, Map<string, string>>();

/** Runs name no corpus by id: those of its documents as they are, and those of a corpus of its name. */
async function isRunOf(
  runs: RunStore,
  { runId, corpusName }: RunSummary,
  corpus: CorpusSummary,
): Promise<boolean> {
  if (corpusName === corpus.name) return true;
  const known = corpusHashes.get(runs) ?? new Map<string, string>();
  corpusHashes.set(runs, known);
  const corpusHash = known.get(runId) ?? readRunJson(await runs.readRun(runId), runId).corpusHash;
  known.set(runId, corpusHash);
  return corpusHash === corpus.hash;
}

/** Checked as an import does, which refuses the whole project for one record. */
async function readRun(runs: RunStore, runId: string): Promise<ProjectRecord & RecordState> {
  const path = `records/${runId}${RUN_FILE.ending}`;
  const text = await runs.readRun(runId);
  readRunJson(text, path);
  return { kind: 'run', path, text, id: runId, doneQueryCount: 0 };
}

/** Likewise. */
async function readExperiment(
  experiments: ExperimentStore,
  experimentId: string,
): Promise<ProjectRecord & RecordState> {
  const path = `records/${experimentId}${EXPERIMENT_FILE.ending}`;
  const text = await experiments.readExperiment(experimentId);
  const { doneQueryCount } = readExperimentJson(text, path);
  return { kind: 'experiment', path, text, id: experimentId, doneQueryCount };
}
