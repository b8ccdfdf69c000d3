import { XennError } from '../core/errors.ts';
import { explainError } from './errors.ts';
import type { FileTree } from './model-files.ts';
import {
  isOfOtherVersion,
  type OpenedRecord,
  openRecord,
  type RecordFormat,
  readBody,
  sealRecord,
} from './stored-record.ts';

/** Of one kind of record: what its files are called, and what a person calls it. */
export interface RecordKind<Summary> {
  readonly format: RecordFormat;
  readonly fileName: string;
  readonly idOf: (summary: Summary) => string;
  readonly noun: string;
  readonly plural: string;
}

interface Slot<Summary> {
  readonly path: string;
  /** Undefined where there is none that is whole. */
  readonly found: OpenedRecord<Summary> | undefined;
  readonly isOfOtherVersion: boolean;
}

/**
 * Records that outlive their corpus, each in a folder of its own: `<id>/<file name>`, and when it is written again in turn
 * with a second file, so that the one before is there until the new one is. A record that is not whole is what a write that
 * was cut off left: it is not listed. One of another version is neither read nor written: only deleted, by its id.
 */
export function createRecordStore<Summary extends { readonly createdMs: number }>(
  tree: FileTree,
  kind: RecordKind<Summary>,
) {
  const { format, fileName, idOf, noun, plural } = kind;

  async function explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw await explainError(error, tree.space);
    }
  }

  const slotPaths = (folder: string) => [`${folder}/${fileName}`, `${folder}/second-${fileName}`];

  function slotsOf(id: string): Promise<Slot<Summary>[]> {
    return Promise.all(
      slotPaths(folderOf(id)).map(async (path) => {
        const record = await tree.read(path);
        return {
          path,
          found: record && (await openRecord<Summary>(format, record)),
          isOfOtherVersion: record !== undefined && (await isOfOtherVersion(format, record)),
        };
      }),
    );
  }

  async function readSlots(): Promise<{ id: string; slots: Slot<Summary>[] }[]> {
    const ids = (await tree.folders()).filter(isId);
    return Promise.all(ids.map(async (id) => ({ id, slots: await slotsOf(id) })));
  }

  function folderOf(id: string): string {
    if (isId(id)) return id;
    throw new XennError(
      'StorageError',
      `Expected the id of a kept ${noun}, letters, digits, '-' and '_', found '${id}'. Choose one from the list of kept ` +
        `${plural}.`,
    );
  }

  /** Throws StorageError where another version's record is in the way. */
  function assertOwnVersion(id: string, slots: readonly Slot<Summary>[]): void {
    if (!isOwn(slots)) throw otherVersionError(noun, id);
  }

  async function isWanted(path: string): Promise<boolean> {
    const record = await tree.read(path);
    if (!record) return false;
    return (await openRecord(format, record)) !== undefined || isOfOtherVersion(format, record);
  }

  /** Nothing of what a write that was cut off left takes room. */
  async function empty(path: string): Promise<void> {
    if ((await tree.bytes(path)) > 0) await tree.write(path, 0, new Uint8Array());
  }

  return {
    /** Newest first. */
    list(): Promise<Summary[]> {
      return explained(async () => {
        const records = await readSlots();
        return records
          .flatMap(({ slots }) => (isOwn(slots) ? (newestOf(slots)?.found?.summary ?? []) : []))
          .sort((a, b) => b.createdMs - a.createdMs || (idOf(a) < idOf(b) ? -1 : 1));
      });
    },

    /** Ids of those that another version of this program wrote, sorted. */
    listOfOtherVersion(): Promise<string[]> {
      return explained(async () => {
        const records = await readSlots();
        return records.flatMap(({ id, slots }) => (isOwn(slots) ? [] : id)).sort();
      });
    },

    /** Throws StorageError when there is none, its bytes are not those written, or another version wrote them. */
    read(id: string): Promise<string> {
      return explained(async () => {
        const slots = await slotsOf(id);
        assertOwnVersion(id, slots);
        const found = newestOf(slots)?.found;
        if (!found) throw missingError(noun, id);
        const text = await readBody(found);
        if (text === undefined) throw damagedError(noun, id);
        return text;
      });
    },

    /** For the one that writes, before anything is: what was cut off. What another version wrote stays. */
    removeCutOff(): Promise<void> {
      return explained(async () => {
        for (const name of await tree.folders()) {
          const paths = slotPaths(name);
          const wanted = await Promise.all(paths.map(isWanted));
          if (!wanted.includes(true)) await tree.removeFolder(name);
          else for (const [slot, path] of paths.entries()) if (!wanted[slot]) await empty(path);
        }
      });
    },

    /**
     * In the place of the one before of the same id. Throws StorageError where there is no room for it, or another version
     * wrote the one before; nothing of it is kept then, and the one before stays.
     */
    write(summary: Summary, text: string): Promise<void> {
      return explained(async () => {
        const id = idOf(summary);
        const slots = await slotsOf(id);
        assertOwnVersion(id, slots);
        const before = newestOf(slots);
        const { path } = slots.find((slot) => slot !== before) as Slot<Summary>;
        const revision = before?.found ? (before.found.revision ?? 0) + 1 : 0;
        const record = await sealRecord(format, summary, text, revision);
        try {
          // Emptied first: what a write that is cut off leaves is then never as long as its head says.
          if (before) await tree.write(path, 0, new Uint8Array());
          await tree.write(path, 0, record);
        } catch (error) {
          if (before) await empty(path);
          else await tree.removeFolder(id);
          throw error;
        }
      });
    },

    /** Does nothing if there is none. */
    remove(id: string): Promise<void> {
      return explained(async () => tree.removeFolder(folderOf(id)));
    },
  };
}

function newestOf<Summary>(slots: readonly Slot<Summary>[]): Slot<Summary> | undefined {
  const revisionOf = ({ found }: Slot<Summary>) => found?.revision ?? 0;
  const [first, ...others] = slots.filter(({ found }) => found);
  return others.reduce((newest, slot) => (revisionOf(slot) > revisionOf(newest) ? slot : newest), first);
}

function isOwn(slots: readonly Slot<unknown>[]): boolean {
  return slots.every((slot) => !slot.isOfOtherVersion);
}

function isId(name: string): boolean {
  return /^[\w-]+$/.test(name);
}

function missingError(noun: string, id: string): XennError {
  return new XennError(
    'StorageError',
    `No ${noun} '${id}' is kept here: it was deleted, or it is of another browser. Open it from its file there.`,
  );
}

function otherVersionError(noun: string, id: string): XennError {
  return new XennError(
    'StorageError',
    `The kept ${noun} '${id}' was written by another version of xenn, which this one can neither read nor write over. ` +
      'Reload the page to get the newest version, or delete it.',
  );
}

function damagedError(noun: string, id: string): XennError {
  return new XennError(
    'StorageError',
    `The kept ${noun} '${id}' is damaged: its bytes do not match their digest. Delete it, or open it from its file.`,
  );
}
