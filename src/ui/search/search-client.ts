import type { EngineClient } from '../../workers/client.ts';

/** The part of the engine that the search screen uses. */
export type SearchClient = Pick<
  EngineClient,
  'search' | 'readExactRanking' | 'computeExactRanking' | 'readItemMap' | 'readQueryDetails' | 'readDocuments'
>;
