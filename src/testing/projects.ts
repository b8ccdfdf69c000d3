/** A corpus that leaves as a project, with its records, and where it comes in. The database is any bytes. */
import type { IndexSummary } from '../core/index-records.ts';
import type { CorpusSummary } from '../core/records.ts';
import { summaryOf, writeExperimentJson } from '../engine/experiment-json.ts';
import { runSummaryOf } from '../engine/import-run.ts';
import type { CorpusContents, StoredJob } from '../engine/ports.ts';
import type { RecordStores } from '../engine/project-records.ts';
import { writeRunJson } from '../engine/run-json.ts';
import { makeExperiment } from './experiments.ts';
import { createMemoryExperimentStore, createMemoryRunStore } from './memory-run-store.ts';
import { STORED_RUN } from './stored-runs.ts';

export const CORPUS: CorpusSummary = {
  corpusId: 'here',
  name: 'My corpus',
  sourceName: 'pets.csv',
  createdMs: 1_700_000_000_000,
  documentCount: 3,
  queryCount: 1,
  judgementCount: 2,
  hash: 'corpus-hash',
  bytesOnDisk: 6,
};
export const CONTENTS: CorpusContents = {
  hash: CORPUS.hash,
  queryCount: 1,
  judgementCount: 2,
  scoreCount: 7,
  indexIds: ['i'],
};
export const DATABASE = 'SQLite format 3, or so it says.';

export const RUN_ID = '00000000-0000-4000-8000-000000000001';
export const OTHER_RUN_ID = '00000000-0000-4000-8000-000000000002';
export const EXPERIMENT_ID = '00000000-0000-4000-8000-000000000003';

/** A browser with the corpus, a run and an experiment of it, and a run of another corpus. */
export async function openHere() {
  const stores = emptyStores();
  const run = { ...STORED_RUN, runId: RUN_ID, corpusName: 'Its old name', corpusHash: CORPUS.hash };
  const other = { ...STORED_RUN, runId: OTHER_RUN_ID, corpusName: 'Another', corpusHash: 'another-hash' };
  for (const each of [run, other]) await stores.runs.writeRun(runSummaryOf(each), writeRunJson(each));
  await keepExperiment(stores, 2);
  return { store: databaseStore(), stores };
}

/** The experiment of the corpus with so many of its two queries finished, in the place of the one before. */
export async function keepExperiment(
  { experiments }: Pick<RecordStores, 'experiments'>,
  doneQueryCount: number,
): Promise<void> {
  const base = makeExperiment();
  const experiment = {
    ...base,
    experimentId: EXPERIMENT_ID,
    corpusId: CORPUS.corpusId,
    request: { ...base.request, corpusId: CORPUS.corpusId },
    doneQueryCount,
    results: base.results.slice(0, doneQueryCount),
  };
  await experiments.writeExperiment(summaryOf(experiment), writeExperimentJson(experiment));
}

export function emptyStores() {
  return { runs: createMemoryRunStore(), experiments: createMemoryExperimentStore() };
}

/** Keeps databases as they come, each a corpus of its own. */
export function databaseStore(imported: Partial<CorpusSummary> = {}) {
  const databases = new Map([[CORPUS.corpusId, DATABASE]]);
  return {
    databases,
    measurements: new Map<string, string>(),
    readCorpus: async () => CORPUS,
    listCorpora: async () => Array.from(databases.keys(), (corpusId) => ({ ...CORPUS, corpusId })),
    readContents: async () => CONTENTS,
    async writeMeasurement(_: string, key: string, value: string) {
      this.measurements.set(key, value);
    },
    exportDatabase: async (corpusId: string) => new Blob([databases.get(corpusId) ?? '']),
    async importDatabase(database: Blob): Promise<CorpusSummary> {
      const corpusId = `corpus ${databases.size}`;
      databases.set(corpusId, await database.text());
      return { ...CORPUS, corpusId, ...imported };
    },
    listIndexes: async (): Promise<IndexSummary[]> => [],
    listJobs: async (): Promise<StoredJob[]> => [],
    listMeasurements: async (): Promise<string[]> => [],
    async deleteCorpus(corpusId: string) {
      databases.delete(corpusId);
    },
  };
}
