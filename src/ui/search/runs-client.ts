import type { EngineClient } from '../../workers/client.ts';

/** The part of the engine that is about kept searches; none of it needs a corpus or a model. */
export type RunsClient = Pick<
  EngineClient,
  'listRuns' | 'listRunsOfOtherVersion' | 'readRun' | 'deleteRun' | 'exportRun' | 'importRun'
>;
