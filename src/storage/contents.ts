import type { Connection } from './connection.ts';

/** What of a corpus took work to make, to be compared with what it was when a copy was made. */
export interface CorpusContents {
  readonly hash: string;
  readonly queryCount: number;
  readonly judgementCount: number;
  readonly scoreCount: number;
  readonly indexIds: readonly string[];
}

/** As it stands. Counts the scores one by one: about 20 ms a million. */
export function readContents(connection: Connection): CorpusContents {
  const [[hash, queryCount, judgementCount, scoreCount]] = connection.rows<[string, number, number, number]>(
    'SELECT hash, query_count, judgement_count, (SELECT count(*) FROM score) FROM corpus',
  );
  const indexes = connection.rows<[string]>('SELECT index_id FROM item_index ORDER BY created_ms, index_id');
  return { hash, queryCount, judgementCount, scoreCount, indexIds: indexes.map(([indexId]) => indexId) };
}
