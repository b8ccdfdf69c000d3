import { type Connection, connect } from './connection.ts';
import { upgradeTables } from './schema.ts';
import { loadSqlite } from './sqlite.ts';

/**
 * What makes the file's schema another than that of the storage version, in words; undefined where they are the same, text
 * by text. Every table, index, trigger and view is compared: nothing in such a file runs that xenn did not write.
 */
export async function findForeignSchema(
  connection: Connection,
  version: number,
): Promise<string | undefined> {
  const { oo1 } = await loadSqlite();
  const empty = new oo1.DB(':memory:');
  try {
    const released = connect(empty);
    upgradeTables(released, 0, version);
    return findDifference(listSchema(connection), listSchema(released));
  } finally {
    empty.close();
  }
}

/** Entries by name; the names of automatic indexes, which have no text, tell what they are of. */
function listSchema(connection: Connection): Map<string, string> {
  const rows = connection.rows<[type: string, name: string, table: string, sql: string | null]>(
    'SELECT type, name, tbl_name, sql FROM sqlite_schema',
  );
  return new Map(rows.map(([type, name, table, sql]) => [`${type} ${name}`, `${table} ${sql}`]));
}

function findDifference(found: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>) {
  for (const [entry, text] of found) {
    if (!expected.has(entry)) return `the ${entry}`;
    if (expected.get(entry) !== text) return `another ${entry}`;
  }
  for (const entry of expected.keys()) if (!found.has(entry)) return `no ${entry}`;
  return undefined;
}
