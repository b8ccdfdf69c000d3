import type { CorpusSummary } from '../core/records.ts';
import type { Connection } from './connection.ts';
import { countDocuments, hashDocuments, readDocumentRange } from './documents.ts';
import { applyJudgedSplits, type JudgedSplits } from './queries.ts';

/** What is known of an import before it is committed. */
export interface ImportDraft {
  readonly name: string;
  readonly sourceName: string;
  readonly judgedSplits: JudgedSplits;
}

/** Builds the text index and, in the same transaction, writes the row that makes the file a corpus. */
export async function commitCorpus(connection: Connection, draft: ImportDraft): Promise<void> {
  const hash = await hashDocuments(countDocuments(connection), (start, end) =>
    readDocumentRange(connection, start, end - start),
  );
  connection.transaction(() => {
    applyJudgedSplits(connection, draft.judgedSplits);
    connection.run("INSERT INTO document_fts (document_fts) VALUES ('rebuild')");
    connection.run(
      `INSERT INTO corpus VALUES (?, ?, ?, (SELECT count(*) FROM document), (SELECT count(*) FROM query),
        (SELECT count(*) FROM judgement), ?)`,
      draft.name,
      draft.sourceName,
      Date.now(),
      hash,
    );
  });
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
