import type { EngineClient } from '../../workers/client.ts';

/** The part of the engine that a report asks; none of it needs a corpus or a model. */
export type ReportClient = Pick<EngineClient, 'readExperiment' | 'exportExperiment'>;
