import type { CorpusSummary } from '../core/records.ts';
import type { Connection } from './connection.ts';

/** The row that makes a file a corpus, counted as it is now. */
export function writeSummary(
  connection: Connection,
  { name, sourceName, hash }: Pick<CorpusSummary, 'name' | 'sourceName' | 'hash'>,
): void {
  connection.run(
    `INSERT INTO corpus VALUES (?, ?, ?, (SELECT count(*) FROM document), (SELECT count(*) FROM query),
      (SELECT count(*) FROM judgement), ?)`,
    name,
    sourceName,
    Date.now(),
    hash,
  );
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
