import { expect, it } from 'vitest';
import { RELEASED_VERSIONS, releasedFile } from '../testing/store/released-files.ts';
import { type Connection, connect } from './connection.ts';
import { openMemoryHost } from './memory-host.ts';
import { findForeignSchema } from './released-schema.ts';
import { createSchema, SCHEMA_VERSION, upgradeSchema } from './schema.ts';

async function openReleased(version: number): Promise<Connection> {
  const host = await openMemoryHost(new Map([['c', await releasedFile(version)]]));
  return connect(await host.open('c'));
}

async function openNew(): Promise<Connection> {
  const connection = connect(await (await openMemoryHost(new Map())).open('c'));
  createSchema(connection);
  return connection;
}

function listSchema(connection: Connection) {
  return connection.rows('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name');
}

it('there is a file of every version that was released', () => {
  expect(RELEASED_VERSIONS).toEqual([1, 2]);
  expect(SCHEMA_VERSION).toBe(RELEASED_VERSIONS.length + 1);
});

it.each(RELEASED_VERSIONS)('a file of version %i has the schema it is held to', async (version) => {
  const connection = await openReleased(version);
  expect(await findForeignSchema(connection, version)).toBeUndefined();
  expect(await findForeignSchema(connection, SCHEMA_VERSION)).toBeDefined();
});

it.each(RELEASED_VERSIONS)('a file of version %i, upgraded, has the schema of a new one', async (version) => {
  const connection = await openReleased(version);
  upgradeSchema(connection);
  expect(listSchema(connection)).toEqual(listSchema(await openNew()));
  expect(connection.rows('PRAGMA user_version')).toEqual([[SCHEMA_VERSION]]);
});
