/** What of a corpus is not as it was written, in words that complete "it has …". */
import type { CorpusPart } from '../core/records.ts';
import type { Connection } from './connection.ts';
import { hashDocuments } from './document-hash.ts';
import { countDocuments, readDocumentRange } from './documents.ts';
import { isCorrupt } from './errors.ts';
import { hasDamagedMatrix } from './matrices.ts';

/** Each query gives 1 where something is wrong. All of a table is read by it. */
const RULES: readonly (readonly [wrong: string, sql: string])[] = [
  ['no single row that says what the corpus is', 'SELECT count(*) <> 1 FROM corpus'],
  [
    'documents whose rows are not 0, 1, 2, … without a gap',
    'SELECT count(*) <> coalesce(max(row) + 1, 0) OR coalesce(min(row), 0) <> 0 FROM document',
  ],
  [
    'counts that are not those of its documents, queries and judgements',
    `SELECT document_count <> (SELECT count(*) FROM document) OR query_count <> (SELECT count(*) FROM query)
      OR judgement_count <> (SELECT count(*) FROM judgement) FROM corpus`,
  ],
  [
    'judgements of queries or documents that it does not have',
    `SELECT EXISTS (SELECT 1 FROM judgement WHERE query_row NOT IN (SELECT row FROM query)
      OR doc_row < 0 OR doc_row >= (SELECT document_count FROM corpus))`,
  ],
  [
    'scores of queries or documents that it does not have, or that are no numbers',
    `SELECT EXISTS (SELECT 1 FROM score WHERE scored_query_row NOT IN (SELECT row FROM scored_query)
      OR doc_row < 0 OR doc_row >= (SELECT document_count FROM corpus) OR abs(score) > 3.4028234663852886e38)`,
  ],
  [
    'matrices of indexes or documents that it does not have',
    `SELECT EXISTS (SELECT 1 FROM matrix
      WHERE index_id IS NOT NULL AND index_id NOT IN (SELECT index_id FROM item_index)
      OR rows_are NOT IN ('documents', 'packed-documents', 'other')
      OR rows_are = 'documents' AND row_count > (SELECT document_count FROM corpus))
      OR EXISTS (SELECT 1 FROM matrix_block WHERE matrix_row NOT IN (SELECT row FROM matrix))`,
  ],
  [
    'indexes whose summary is not of their vectors',
    `SELECT EXISTS (SELECT 1 FROM item_index LEFT JOIN matrix ON key = 'index:' || item_index.index_id || ':items'
      WHERE CASE WHEN json_valid(summary) THEN summary ->> '$.indexId' IS NOT item_index.index_id
        OR summary ->> '$.rows' IS NOT row_count OR summary ->> '$.cols' IS NOT col_count ELSE 1 END)`,
  ],
  [
    'plans or measurements that are not JSON',
    `SELECT EXISTS (SELECT 1 FROM job WHERE NOT json_valid(plan))
      OR EXISTS (SELECT 1 FROM measurement WHERE NOT json_valid(value))`,
  ],
];

type FindDamage = (connection: Connection) => string | undefined | Promise<string | undefined>;

/** Each reads all of its part. */
export const FIND_DAMAGE: Readonly<Record<CorpusPart, FindDamage>> = {
  // Of the file as SQLite sees it: pages, trees, types, uniqueness.
  pages(connection) {
    const [[found]] = connection.rows<[string]>('PRAGMA integrity_check(1)');
    return found === 'ok' ? undefined : `damaged pages (${found})`;
  },

  records(connection) {
    for (const [wrong, sql] of RULES) {
      const [[isWrong]] = connection.rows<[number]>(sql);
      if (isWrong !== 0) return wrong;
    }
    return undefined;
  },

  'text-index': (connection) =>
    isTextIndexWhole(connection) ? undefined : 'a text index of other documents than it holds',

  async documents(connection) {
    const hash = await hashDocuments(countDocuments(connection), (start, end) =>
      readDocumentRange(connection, start, end - start),
    );
    const [[storedHash]] = connection.rows<[string]>('SELECT hash FROM corpus');
    return hash === storedHash ? undefined : 'documents that do not match their hash';
  },

  matrices: async (connection) =>
    (await hasDamagedMatrix(connection)) ? 'a matrix that does not match its checksum' : undefined,
};

/** Compared with the documents word by word (sqlite.org/fts5.html, 'integrity-check'). */
function isTextIndexWhole(connection: Connection): boolean {
  try {
    connection.run("INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 1)");
    return true;
  } catch (error) {
    if (isCorrupt(error)) return false;
    throw error;
  }
}
