import type { EngineClient } from '../../workers/client.ts';
import type { RunsClient } from './runs-client.ts';

/** The part of the engine that the search screen uses. */
export type SearchClient = Pick<
  EngineClient,
  | 'search'
  | 'readExactRanking'
  | 'computeExactRanking'
  | 'compareMethods'
  | 'readQueryDetails'
  | 'readDocuments'
  | 'readDocumentRange'
  | 'readItemMap'
  | 'readUmap'
  | 'computeUmap'
  | 'findNeighbours'
  | 'keepRun'
> &
  RunsClient;
