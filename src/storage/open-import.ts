import type { SourceDocument, SourceJudgement, SourceQuery } from '../core/records.ts';
import type { Connection } from './connection.ts';
import { writeSummary } from './corpus.ts';
import { createDocumentHash } from './document-hash.ts';
import { appendDocuments, indexDocuments } from './documents.ts';
import { appendJudgements, appendQueries, applyJudgedSplits, type JudgedSplits } from './queries.ts';

/**
 * An import under way: one transaction from its beginning to `commit`. Nothing has to be on the disk before, and what is cut
 * off has never been there. Once a method has thrown, the transaction may be gone: nothing of the import can be kept.
 */
export interface OpenImport {
  readonly connection: Connection;
  /** Positions of documents whose id is taken, which take no row. */
  appendDocuments(documents: readonly SourceDocument[]): number[];
  /** Positions of queries whose id is taken. */
  appendQueries(queries: readonly SourceQuery[]): number[];
  /** Positions of judgements whose query or document is unknown. */
  appendJudgements(judgements: readonly SourceJudgement[]): number[];
  /** Writes the row that makes the file a corpus. */
  commit(): Promise<void>;
}

/**
 * Text that waits before it is added to the text index: FTS5 writes what it holds at the end of every statement, and merges it
 * with what is there.
 */
const WAITING_CHARACTERS = 16 * 1024 * 1024;

/** Held by FTS5 before it writes: enough for one such statement. Its default is a thirty-second of it. */
const TEXT_INDEX_BYTES = 32 * 1024 * 1024;

/** Of a file with the tables of a corpus and nothing in them. */
export async function openImport(
  connection: Connection,
  name: string,
  sourceName: string,
): Promise<OpenImport> {
  const hash = await createDocumentHash();
  const judgedSplits: JudgedSplits = new Map();
  let indexedCount = 0;
  let waitingCharacters = 0;
  connection.run("INSERT INTO document_fts (document_fts, rank) VALUES ('hashsize', ?)", TEXT_INDEX_BYTES);
  connection.run('BEGIN IMMEDIATE');

  function indexWaiting(): void {
    indexedCount = indexDocuments(connection, indexedCount);
    waitingCharacters = 0;
  }

  return {
    connection,
    appendDocuments(documents) {
      const { taken, duplicates } = appendDocuments(connection, documents);
      hash.add(taken);
      for (const { title, text } of taken) waitingCharacters += title.length + text.length;
      if (waitingCharacters >= WAITING_CHARACTERS) indexWaiting();
      return duplicates;
    },
    appendQueries: (queries) => appendQueries(connection, queries),
    appendJudgements: (judgements) => appendJudgements(connection, judgements, judgedSplits),
    async commit() {
      const corpusHash = await hash.finish();
      indexWaiting();
      applyJudgedSplits(connection, judgedSplits);
      writeSummary(connection, { name, sourceName, hash: corpusHash });
      connection.run('COMMIT');
    },
  };
}
