import type { CorpusSummary } from '../core/records.ts';
import type { Connection } from './connection.ts';
import type { DocumentHash } from './document-hash.ts';
import { applyJudgedSplits, type JudgedSplits } from './queries.ts';

/** What is known of an import before it is committed. */
export interface ImportDraft {
  readonly name: string;
  readonly sourceName: string;
  readonly judgedSplits: JudgedSplits;
  readonly documentHash: DocumentHash;
}

/**
 * Of words that wait to be written to the text index (FTS5's default is a thirty-second of it): the more at once, the less is
 * written again when its parts are merged.
 */
const TEXT_INDEX_BYTES = 32 * 1024 * 1024;

/**
 * Everything of an import is one transaction, which `commitCorpus` ends: nothing has to be on the disk before, and what is cut
 * off has never been there.
 */
export function beginCorpus(connection: Connection): void {
  connection.run("INSERT INTO document_fts (document_fts, rank) VALUES ('hashsize', ?)", TEXT_INDEX_BYTES);
  connection.run('BEGIN IMMEDIATE');
}

/** Writes the row that makes the file a corpus. */
export async function commitCorpus(connection: Connection, draft: ImportDraft): Promise<void> {
  const hash = await draft.documentHash.finish();
  applyJudgedSplits(connection, draft.judgedSplits);
  connection.run(
    `INSERT INTO corpus VALUES (?, ?, ?, (SELECT count(*) FROM document), (SELECT count(*) FROM query),
      (SELECT count(*) FROM judgement), ?)`,
    draft.name,
    draft.sourceName,
    Date.now(),
    hash,
  );
  connection.run('COMMIT');
}

export function readSummary(connection: Connection, corpusId: string): CorpusSummary {
  const [row] = connection.rows<[string, string, number, number, number, number, string]>(
    `SELECT name, source_name, created_ms, document_count, query_count, judgement_count, hash FROM corpus`,
  );
  const [name, sourceName, createdMs, documentCount, queryCount, judgementCount, hash] = row;
  const bytesOnDisk = connection.byteLength();
  return {
    corpusId,
    name,
    sourceName,
    createdMs,
    documentCount,
    queryCount,
    judgementCount,
    hash,
    bytesOnDisk,
  };
}

export function renameCorpus(connection: Connection, name: string): void {
  connection.run('UPDATE corpus SET name = ?', name);
}
