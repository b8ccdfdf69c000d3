import { XennError } from '../core/errors.ts';
import type { Connection } from './connection.ts';
import { countDocuments, noSuchRowError } from './documents.ts';

/** Aligned by index; each docRow at most once. */
export interface KnownScores {
  readonly docRows: Uint32Array;
  readonly scores: Float32Array;
}

/** All scores known of a query text under one cross-encoder, ascending docRow; empty if there are none. */
export function readScores(connection: Connection, crossEncoderHash: string, queryText: string): KnownScores {
  // As two arrays: reading rows one by one takes four times as long. JSON has 15 digits of a number, float32 has 9.
  const [[docRows, scores]] = connection.rows<[docRows: string, scores: string]>(
    `SELECT json_group_array(doc_row), json_group_array(score) FROM (
      SELECT doc_row, score FROM score WHERE scored_query_row =
        (SELECT row FROM scored_query WHERE cross_encoder_hash = ? AND query_text = ?) ORDER BY doc_row)`,
    crossEncoderHash,
    queryText,
  );
  return {
    docRows: Uint32Array.from(JSON.parse(docRows) as number[]),
    scores: Float32Array.from(JSON.parse(scores) as number[]),
  };
}

/** Of each query text with scores under the cross-encoder, how many documents have one. */
export function countScores(
  connection: Connection,
  crossEncoderHash: string,
): { queryText: string; count: number }[] {
  const sql = `SELECT query_text, (SELECT COUNT(*) FROM score WHERE scored_query_row = row)
    FROM scored_query WHERE cross_encoder_hash = ?`;
  const rows = connection.rows<[queryText: string, count: number]>(sql, crossEncoderHash);
  return rows.map(([queryText, count]) => ({ queryText, count }));
}

/** Texts of the queries that have scores under the cross-encoder, in the order they were first scored. */
export function listScoredQueries(connection: Connection, crossEncoderHash: string): string[] {
  const sql = `SELECT query_text FROM scored_query WHERE cross_encoder_hash = ?
    AND EXISTS (SELECT 1 FROM score WHERE scored_query_row = row) ORDER BY row`;
  return connection.rows<[queryText: string]>(sql, crossEncoderHash).map(([queryText]) => queryText);
}

/**
 * One transaction: all are stored or none. A score already known stays as it is. Throws StorageError
 * for arrays of different length, a score that is not finite and a docRow the corpus does not have.
 */
export function writeScores(
  connection: Connection,
  crossEncoderHash: string,
  queryText: string,
  { docRows, scores }: KnownScores,
): void {
  assertScores({ docRows, scores }, countDocuments(connection));
  connection.transaction(() => {
    const insertQuery = 'INSERT OR IGNORE INTO scored_query (cross_encoder_hash, query_text) VALUES (?, ?)';
    connection.run(insertQuery, crossEncoderHash, queryText);
    const [[queryRow]] = connection.rows<[number]>(
      'SELECT row FROM scored_query WHERE cross_encoder_hash = ? AND query_text = ?',
      crossEncoderHash,
      queryText,
    );
    docRows.forEach((docRow, index) => {
      connection.run('INSERT OR IGNORE INTO score VALUES (?, ?, ?)', queryRow, docRow, scores[index]);
    });
  });
}

function assertScores({ docRows, scores }: KnownScores, documentCount: number): void {
  if (docRows.length !== scores.length) {
    throw new XennError(
      'StorageError',
      `Expected one score per document row, found ${scores.length} scores for ${docRows.length} rows. ` +
        'None was stored.',
    );
  }
  docRows.forEach((docRow, index) => {
    if (docRow >= documentCount) throw noSuchRowError(docRow, documentCount);
    if (!Number.isFinite(scores[index])) {
      throw new XennError(
        'StorageError',
        `Expected a finite score, found ${scores[index]} for document row ${docRow}. None of the ` +
          `${scores.length} scores was stored: the model's output cannot be right.`,
      );
    }
  });
}
