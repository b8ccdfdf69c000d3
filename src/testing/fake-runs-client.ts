/** Kept searches as the page asks for them, in memory. */
import { XennError } from '../core/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { RunSummary, StoredRun } from '../engine/search-records.ts';
import { STORED_RUN } from './stored-runs.ts';

type Called = 'listRuns' | 'listRunsOfOtherVersion' | 'readRun' | 'deleteRun' | 'exportRun';

export type FakeRunsClient = {
  [Name in Called]: (input: Parameters<Engine[Name]>[0]) => ReturnType<Engine[Name]>;
} & {
  /** Files as they were picked; any with the name of an exported search is one with the query 'Imported query'. */
  readonly importRun: (input: {
    files: readonly { readonly path: string; readonly file: Blob }[];
  }) => Promise<RunSummary>;
};

export function createFakeRunsClient(stored: readonly StoredRun[] = []): FakeRunsClient {
  const runs = new Map(stored.map((run) => [run.runId, run]));

  function find(runId: string): StoredRun {
    const run = runs.get(runId);
    if (run) return run;
    throw new XennError(
      'StorageError',
      `Expected a kept search "${runId}", found none. It may have been deleted.`,
    );
  }

  return {
    async listRuns() {
      return [...runs.values()].map(summaryOf);
    },
    async listRunsOfOtherVersion() {
      return [];
    },
    async readRun({ runId }) {
      return find(runId);
    },
    async deleteRun({ runId }) {
      runs.delete(runId);
    },
    async exportRun({ runId }) {
      const { queryText } = find(runId);
      return { fileName: `${queryText}.xenn-run.json`, blob: new Blob([queryText]) };
    },
    async importRun({ files: [{ path }] }) {
      if (!path.endsWith('.xenn-run.json')) {
        throw new XennError(
          'ImportError',
          `${path}: expected a search that xenn exported, found another file.`,
        );
      }
      const run = { ...STORED_RUN, runId: `imported-${runs.size}`, queryText: 'Imported query' };
      runs.set(run.runId, run);
      return summaryOf(run);
    },
  };
}

function summaryOf({ runId, createdMs, corpusName, queryText, labels, budget }: StoredRun): RunSummary {
  return { runId, createdMs, corpusName, queryText, labels, budget };
}
