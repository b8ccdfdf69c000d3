import { XennError } from '../core/errors.ts';
import type { InstalledModel } from '../core/records.ts';
import { explainError } from './errors.ts';
import { checkPath, type FileTree } from './model-files.ts';
import { parseModelRecord, sealModelRecord } from './model-store-record.ts';

export type ModelStore = ReturnType<typeof createModelStore>;

/**
 * Models in folders named by their ids: `<modelId>/files/` and, written last, `<modelId>/model.record`. A
 * folder without a readable record is an installation that was cut off; its files stay for the next try.
 * Every method throws StorageError, with what to do, for a full disk and a path that leaves the folder.
 */
export function createModelStore(tree: FileTree) {
  async function explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Error && error.name === 'NoModificationAllowedError') throw busyError();
      throw await explainError(error, tree.space);
    }
  }

  async function readRecord(modelId: string): Promise<InstalledModel | undefined> {
    const record = await tree.read(recordPath(modelId));
    return record && parseModelRecord(new Uint8Array(await record.arrayBuffer()));
  }

  return {
    /** Oldest first; unfinished ones and those with a damaged record are not among them. */
    listModels(): Promise<InstalledModel[]> {
      return explained(async () => {
        const records = await Promise.all((await tree.folders()).map(readRecord));
        return records
          .filter((record) => record !== undefined)
          .sort((a, b) => a.installedMs - b.installedMs || (a.modelId < b.modelId ? -1 : 1));
      });
    },

    /** Bytes that are there of a file, of an unfinished model too; 0 without one. */
    modelFileBytes(modelId: string, path: string): Promise<number> {
      return explained(async () => tree.bytes(filePath(modelId, path)));
    },

    /** Writes `bytes` at `offset`; the file ends after them. Throws StorageError if that would leave a gap. */
    writeModelFile(modelId: string, path: string, offset: number, bytes: Uint8Array): Promise<void> {
      return explained(async () => {
        const present = await tree.bytes(filePath(modelId, path));
        if (offset > present) throw gapError(path, offset, present);
        await tree.write(filePath(modelId, path), offset, bytes);
      });
    },

    /** The file as it is on the disk, read when asked for. Throws StorageError if there is none. */
    readModelFile(modelId: string, path: string): Promise<Blob> {
      return explained(async () => {
        const file = await tree.read(filePath(modelId, path));
        if (!file) throw missingError(path);
        return file;
      });
    },

    /**
     * Makes the model one, or changes its record. Cut off while it changes, the record is damaged: installing
     * the model again finds every file in place.
     */
    commitModel(model: InstalledModel): Promise<void> {
      return explained(async () => tree.write(recordPath(model.modelId), 0, await sealModelRecord(model)));
    },

    /** Every trace, of an unfinished one too. */
    deleteModel(modelId: string): Promise<void> {
      return explained(async () => tree.removeFolder(folderName(modelId)));
    },
  };
}

function recordPath(modelId: string): string {
  return `${folderName(modelId)}/model.record`;
}

function filePath(modelId: string, path: string): string {
  checkPath(path);
  return `${folderName(modelId)}/files/${path}`;
}

function folderName(modelId: string): string {
  if (/^[\w-]+$/.test(modelId)) return modelId;
  throw new XennError(
    'StorageError',
    `Expected a model's id of letters, digits, '-' and '_', found '${modelId}'. ` +
      'This is an error in xenn: please report it.',
  );
}

function gapError(path: string, offset: number, present: number): XennError {
  return new XennError(
    'StorageError',
    `Expected bytes that go on from ${present} of the file ${path}, found an offset of ${offset}. ` +
      'Install the model again: it goes on from what is there.',
  );
}

function missingError(path: string): XennError {
  return new XennError(
    'StorageError',
    `The file ${path} of a stored model is missing. Remove the model and install it again.`,
  );
}

/** How OPFS refuses a second handle on a file. */
function busyError(): XennError {
  return new XennError(
    'StorageError',
    'A file of this model is being written already. Wait until its other installation ends, then try again.',
  );
}
