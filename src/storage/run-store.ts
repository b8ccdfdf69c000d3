import { XennError } from '../core/errors.ts';
import { explainError } from './errors.ts';
import { checkPath, type FileTree } from './model-files.ts';
import { parseRun, type RunHead, sealRun } from './run-record.ts';

export type RunStore<Summary extends RunHead> = ReturnType<typeof createRunStore<Summary>>;

/**
 * Searches that were kept, each one file that is written at once: `<runId>/run.record`, the summary and then the run. They
 * are not in a corpus's file, because they outlive it. A record that does not match its own digest is what a write that
 * was cut off left: it is not listed, and `deleteRun` removes it.
 */
export function createRunStore<Summary extends RunHead>(tree: FileTree) {
  async function explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw await explainError(error, tree.space);
    }
  }

  async function read(runId: string) {
    const record = await tree.read(pathOf(runId));
    return record && parseRun<Summary>(new Uint8Array(await record.arrayBuffer()));
  }

  return {
    /** Newest first. */
    listRuns(): Promise<Summary[]> {
      return explained(async () => {
        const summaries: Summary[] = [];
        // One after the other: a run is megabytes.
        for (const runId of await tree.folders()) {
          const run = await read(runId);
          if (run) summaries.push(run.summary);
        }
        return summaries.sort((a, b) => b.createdMs - a.createdMs || (a.runId < b.runId ? -1 : 1));
      });
    },

    /** Throws StorageError when there is none. */
    readRun(runId: string): Promise<string> {
      return explained(async () => {
        const found = await read(runId);
        if (!found) throw missingError(runId);
        return found.run;
      });
    },

    /** Throws StorageError where there is no room for it; nothing of it is kept then. */
    writeRun(summary: Summary, run: string): Promise<void> {
      return explained(async () => {
        const record = await sealRun(summary, run);
        try {
          await tree.write(pathOf(summary.runId), 0, record);
        } catch (error) {
          await tree.removeFolder(summary.runId);
          throw error;
        }
      });
    },

    deleteRun(runId: string): Promise<void> {
      return explained(async () => tree.removeFolder(folderOf(runId)));
    },
  };
}

function folderOf(runId: string): string {
  checkPath(runId);
  return runId;
}

function pathOf(runId: string): string {
  return `${folderOf(runId)}/run.record`;
}

function missingError(runId: string): XennError {
  return new XennError(
    'StorageError',
    `No search '${runId}' is kept here: it was deleted, or it is of another browser. Open it from its file there.`,
  );
}
