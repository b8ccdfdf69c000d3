import { XennError } from '../core/errors.ts';
import { CORPUS_PARTS } from '../core/records.ts';
import { discardAddition } from './additions.ts';
import { type Connection, connect } from './connection.ts';
import type { DatabaseHost } from './database.ts';
import { HEADER_BYTES, notADatabase, readStorageVersion } from './database-header.ts';
import { importPages } from './database-pages.ts';
import { isFull } from './errors.ts';
import { FIND_DAMAGE } from './find-damage.ts';
import { deleteMeasurement } from './measurements.ts';
import { findForeignSchema } from './released-schema.ts';
import { markUpgraded, SCHEMA_VERSION, upgradeTables } from './schema.ts';
import { discardStagedMatrices } from './staged-matrices.ts';

/** Looked at once the file is of the current version. */
const CONTENT_PARTS = CORPUS_PARTS.filter((part) => part !== 'pages');

/** When the corpus was last taken elsewhere: of the place it comes from. */
const BACKUP = 'backup';

/**
 * Makes `database`, which may be anything, the file of a corpus. It says that it is one last, when all of it is there, has
 * been found to be what xenn writes, and is upgraded; until then a page that is closed leaves a file that is removed on
 * opening. Throws StorageError for what is no such database, and for a full disk; nothing of it is kept then.
 */
export async function importDatabase(
  host: DatabaseHost,
  corpusId: string,
  database: Blob,
): Promise<Connection> {
  const header = new Uint8Array(await database.slice(0, HEADER_BYTES).arrayBuffer());
  const version = readStorageVersion(header, database.size);
  try {
    await importPages(connect(await host.open(corpusId)), database);
    const connection = connect(await host.reopen(corpusId));
    await assertReleased(connection, version);
    refuse(await FIND_DAMAGE.pages(connection));
    connection.transaction(() => upgradeTables(connection, version, SCHEMA_VERSION));
    discardAddition(connection);
    discardStagedMatrices(connection);
    for (const part of CONTENT_PARTS) refuse(await FIND_DAMAGE[part](connection));
    connection.transaction(() => {
      deleteMeasurement(connection, BACKUP);
      markUpgraded(connection);
    });
    return connection;
  } catch (error) {
    host.remove(corpusId);
    throw error instanceof XennError || isFull(error) ? error : notADatabase(`one that breaks (${error})`);
  }
}

async function assertReleased(connection: Connection, version: number): Promise<void> {
  const foreign = await findForeignSchema(connection, version);
  if (foreign !== undefined) throw notADatabase(`${foreign} in its schema of version ${version}`);
}

function refuse(damage: string | undefined): void {
  if (damage !== undefined) throw notADatabase(`one with ${damage}`);
}
