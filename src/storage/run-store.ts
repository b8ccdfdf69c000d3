import { XennError } from '../core/errors.ts';
import { explainError } from './errors.ts';
import type { FileTree } from './model-files.ts';
import { isOfOtherVersion, openRecord, type RunHead, readRecord, sealRun } from './run-record.ts';

export type RunStore<Summary extends RunHead> = ReturnType<typeof createRunStore<Summary>>;

/**
 * Searches that were kept, each one file that is written at once: `<runId>/run.record`. They are not in a corpus's file,
 * because they outlive it. A record that is not whole is what a write that was cut off left: it is not listed.
 */
export function createRunStore<Summary extends RunHead>(tree: FileTree) {
  async function explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw await explainError(error, tree.space);
    }
  }

  async function open(runId: string) {
    const record = await tree.read(pathOf(runId));
    return record && openRecord<Summary>(record);
  }

  return {
    /** Newest first. */
    listRuns(): Promise<Summary[]> {
      return explained(async () => {
        const opened = await Promise.all((await tree.folders()).filter(isRunId).map(open));
        return opened
          .flatMap((found) => (found ? [found.summary] : []))
          .sort((a, b) => b.createdMs - a.createdMs || (a.runId < b.runId ? -1 : 1));
      });
    },

    /** Throws StorageError when there is none, or its bytes are not those written. */
    readRun(runId: string): Promise<string> {
      return explained(async () => {
        const found = await open(runId);
        if (!found) throw missingError(runId);
        const run = await readRecord(found);
        if (run === undefined) throw damagedError(found.summary.runId);
        return run;
      });
    },

    /** For the one that writes, before anything is: what was cut off. What another version wrote stays. */
    removeCutOff(): Promise<void> {
      return explained(async () => {
        for (const name of await tree.folders()) {
          const record = await tree.read(`${name}/run.record`);
          const isWanted = record && ((await openRecord(record)) || (await isOfOtherVersion(record)));
          if (!isWanted) await tree.removeFolder(name);
        }
      });
    },

    /** Throws StorageError where there is no room for it; nothing of it is kept then. */
    writeRun(summary: Summary, run: string): Promise<void> {
      return explained(async () => {
        const record = await sealRun(summary, run);
        try {
          await tree.write(pathOf(summary.runId), 0, record);
        } catch (error) {
          await tree.removeFolder(folderOf(summary.runId));
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
  if (isRunId(runId)) return runId;
  throw new XennError(
    'StorageError',
    `Expected the id of a kept search, letters, digits, '-' and '_', found '${runId}'. Choose one from the list of kept ` +
      'searches.',
  );
}

function isRunId(name: string): boolean {
  return /^[\w-]+$/.test(name);
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

function damagedError(runId: string): XennError {
  return new XennError(
    'StorageError',
    `The kept search '${runId}' is damaged: its bytes do not match their digest. Delete it, or open it from its file.`,
  );
}
