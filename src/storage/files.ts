import { XennError } from '../core/errors.ts';
import { discardAddition } from './additions.ts';
import { type Connection, connect } from './connection.ts';
import type { DatabaseHost } from './database.ts';
import { explainError } from './errors.ts';
import { importDatabase } from './import-database.ts';
import { type OpenImport, openImport } from './open-import.ts';
import { createSchema, holdsCorpus, upgradeSchema } from './schema.ts';
import { discardStagedMatrices } from './staged-matrices.ts';

/** A file named by its corpusId, and how far it has come. */
type CorpusFile =
  | { readonly state: 'importing'; readonly open: OpenImport }
  /** Nothing may be appended any more: its hash is being taken, or a step of it has failed. */
  | { readonly state: 'committing' | 'failed' }
  | { readonly state: 'corpus'; readonly connection: Connection }
  | { readonly state: 'unreadable'; readonly reason: string };

const UNFINISHED: ReadonlySet<CorpusFile['state']> = new Set(['importing', 'committing', 'failed']);

/** A stored file that this xenn cannot read. */
export interface UnreadableCorpus {
  readonly corpusId: string;
  readonly reason: string;
}

/**
 * Opens every file of the host and keeps it open, upgraded where an older xenn wrote it. What was left by an import,
 * an addition or a removal that was cut off is removed; a file that cannot be read (damaged, or written by a newer
 * xenn) is neither changed nor removed.
 */
export async function openFiles(host: DatabaseHost) {
  const files = new Map<string, CorpusFile>();
  for (const corpusId of host.list()) {
    const file = await openFile(host, corpusId);
    if (file) files.set(corpusId, file);
    else host.remove(corpusId);
  }

  function openImportOf(corpusId: string): OpenImport {
    const file = files.get(corpusId);
    if (file?.state !== 'importing') throw noImportError(corpusId);
    return file.open;
  }

  /** Unless it was aborted meanwhile. */
  function markFailed(corpusId: string): void {
    if (files.has(corpusId)) files.set(corpusId, { state: 'failed' });
  }

  return {
    corpusIds: () => [...files].flatMap(([corpusId, { state }]) => (state === 'corpus' ? corpusId : [])),

    unreadable: (): UnreadableCorpus[] =>
      [...files].flatMap(([corpusId, file]) =>
        file.state === 'unreadable' ? { corpusId, reason: file.reason } : [],
      ),

    /** Throws StorageError for an id that is not a corpus, or not yet; the reason if it cannot be read. */
    corpus(corpusId: string): Connection {
      const file = files.get(corpusId);
      if (file?.state === 'unreadable') throw new XennError('StorageError', file.reason);
      if (file?.state !== 'corpus') throw noCorpusError(corpusId);
      return file.connection;
    },

    /** A step of an import. After one that throws only `abortImport` is left. */
    importing<Result>(corpusId: string, step: (open: OpenImport) => Result): Result {
      const open = openImportOf(corpusId);
      try {
        return step(open);
      } catch (error) {
        markFailed(corpusId);
        throw error;
      }
    },

    async beginImport(name: string, sourceName: string): Promise<string> {
      const corpusId = crypto.randomUUID();
      try {
        const connection = connect(await host.open(corpusId));
        createSchema(connection);
        files.set(corpusId, { state: 'importing', open: await openImport(connection, name, sourceName) });
      } catch (error) {
        host.remove(corpusId);
        throw error;
      }
      return corpusId;
    },

    async commitImport(corpusId: string): Promise<void> {
      const open = openImportOf(corpusId);
      files.set(corpusId, { state: 'committing' });
      try {
        await open.commit();
        files.set(corpusId, { state: 'corpus', connection: open.connection });
      } catch (error) {
        markFailed(corpusId);
        throw error;
      }
    },

    /** Resolves with the id of the new corpus. What `importDatabase` throws; then there is none. */
    async importDatabase(database: Blob): Promise<string> {
      const corpusId = crypto.randomUUID();
      const connection = await importDatabase(host, corpusId, database);
      files.set(corpusId, { state: 'corpus', connection });
      return corpusId;
    },

    /** Does nothing for an id that is not known; never touches a corpus. */
    abortImport(corpusId: string): void {
      const file = files.get(corpusId);
      if (file && UNFINISHED.has(file.state)) remove(corpusId);
    },

    /** A corpus, once what changes it has ended, or a file that cannot be read. */
    async deleteCorpus(corpusId: string): Promise<void> {
      const file = files.get(corpusId);
      if (file?.state === 'corpus') await file.connection.inTurn(() => remove(corpusId));
      else if (file?.state === 'unreadable') remove(corpusId);
      else throw noCorpusError(corpusId);
    },
  };

  function remove(corpusId: string): void {
    files.delete(corpusId);
    host.remove(corpusId);
  }
}

/** Undefined for what is left of an import that was cut off. */
async function openFile(host: DatabaseHost, corpusId: string): Promise<CorpusFile | undefined> {
  try {
    const connection = connect(await host.open(corpusId));
    if (!holdsCorpus(connection)) return undefined;
    upgradeSchema(connection);
    discardAddition(connection);
    discardStagedMatrices(connection);
    return { state: 'corpus', connection };
  } catch (error) {
    const explained = await explainError(error, host.space);
    return {
      state: 'unreadable',
      reason: explained instanceof Error ? explained.message : String(explained),
    };
  }
}

function noCorpusError(corpusId: string): XennError {
  return new XennError(
    'StorageError',
    `No corpus '${corpusId}' is stored here: it was deleted, or its import was not finished. ` +
      'Choose another corpus or import it again.',
  );
}

function noImportError(corpusId: string): XennError {
  return new XennError(
    'StorageError',
    `No import '${corpusId}' is open: it was finished or aborted, or has failed. Begin a new import to add documents.`,
  );
}
