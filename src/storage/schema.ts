import { XennError } from '../core/errors.ts';
import type { Connection } from './connection.ts';
import { upgradeToVersion2 } from './version-2.ts';
import { upgradeToVersion3 } from './version-3.ts';

/**
 * Version 1; later ones change it and never this text, so that a new file and one that was upgraded are the same.
 * One file holds one corpus. `row` counts from 0 and is the program's docRow (or query row).
 * FTS5 reads the texts from `document` instead of keeping its own copy.
 * The Porter stemmer: nDCG@10 / recall@100 of BM25 are .687 / .925 with it on SciFact and .322 / .249 on
 * NFCorpus, against .670 / .886 and .308 / .234 without. Other scripts pass through it unchanged.
 */
const VERSION_1 = `
  CREATE TABLE document (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE document_fts USING fts5 (
    title, text, content = 'document', content_rowid = 'row',
    tokenize = 'porter unicode61 remove_diacritics 2'
  );
  CREATE TABLE query (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, split TEXT NOT NULL
  ) STRICT;
  CREATE TABLE judgement (
    query_row INTEGER NOT NULL, doc_row INTEGER NOT NULL, grade REAL NOT NULL,
    PRIMARY KEY (query_row, doc_row)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE scored_query (
    row INTEGER PRIMARY KEY, cross_encoder_hash TEXT NOT NULL, query_text TEXT NOT NULL,
    UNIQUE (cross_encoder_hash, query_text)
  ) STRICT;
  CREATE TABLE score (
    scored_query_row INTEGER NOT NULL, doc_row INTEGER NOT NULL, score REAL NOT NULL,
    PRIMARY KEY (scored_query_row, doc_row)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE matrix (
    row INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
    row_count INTEGER NOT NULL, col_count INTEGER NOT NULL, checksum TEXT NOT NULL
  ) STRICT;
  CREATE TABLE matrix_block (
    matrix_row INTEGER NOT NULL, first_row INTEGER NOT NULL, bytes BLOB NOT NULL,
    UNIQUE (matrix_row, first_row)
  ) STRICT;
  CREATE TABLE item_index (
    index_id TEXT PRIMARY KEY, created_ms INTEGER NOT NULL, summary TEXT NOT NULL
  ) STRICT;
  CREATE TABLE job (
    kind TEXT PRIMARY KEY, job_id TEXT NOT NULL UNIQUE, created_ms INTEGER NOT NULL, plan TEXT NOT NULL
  ) STRICT;
  -- One row, written last: a file without it is an import that was cut off.
  CREATE TABLE corpus (
    name TEXT NOT NULL, source_name TEXT NOT NULL, created_ms INTEGER NOT NULL,
    document_count INTEGER NOT NULL, query_count INTEGER NOT NULL, judgement_count INTEGER NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
`;

/** Step v leads from version v to v + 1; a file says its version in PRAGMA user_version. */
const UPGRADES: readonly ((connection: Connection) => void)[] = [
  (connection) => connection.script(VERSION_1),
  upgradeToVersion2,
  upgradeToVersion3,
];

export const SCHEMA_VERSION = UPGRADES.length;

/** Fills a new, empty file. */
export function createSchema(connection: Connection): void {
  // Has to come before the first table; lets deleteIndex give pages back to the disk.
  connection.script('PRAGMA auto_vacuum = INCREMENTAL');
  upgradeSchema(connection);
}

/** Brings the file to the current version, in one transaction. */
export function upgradeSchema(connection: Connection): void {
  const version = readVersion(connection);
  if (version === SCHEMA_VERSION) return;
  connection.transaction(() => {
    upgradeTables(connection, version, SCHEMA_VERSION);
    markUpgraded(connection);
  });
}

/** From one version to a later one, but for what the file says its version is. To be called inside a transaction. */
export function upgradeTables(connection: Connection, from: number, to: number): void {
  for (const upgrade of UPGRADES.slice(from, to)) upgrade(connection);
}

/** Says that the file is of the current version: from then on it can be a corpus. */
export function markUpgraded(connection: Connection): void {
  connection.script(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/**
 * Whether the file holds a whole corpus, of this version or an older one; false for what is left of an import that was
 * cut off. Changes nothing. Throws StorageError if a newer xenn wrote the file.
 */
export function holdsCorpus(connection: Connection): boolean {
  const version = readVersion(connection);
  if (version > SCHEMA_VERSION) {
    throw new XennError(
      'StorageError',
      `This corpus was stored by a newer xenn (storage version ${version}; this one reads up to ` +
        `${SCHEMA_VERSION}). It was left as it is: reload the page to get the current xenn.`,
    );
  }
  if (version === 0) return false;
  return connection.rows('SELECT 1 FROM corpus').length > 0;
}

function readVersion(connection: Connection): number {
  const [[version]] = connection.rows<[number]>('PRAGMA user_version');
  return version;
}
