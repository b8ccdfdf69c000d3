import type { CorpusSummary } from '../../core/records.ts';
import type { EngineClient } from '../../workers/client.ts';
import { type JobControl, useCancellableJob } from './use-cancellable-job.ts';

export interface Check extends Omit<JobControl<void>, 'start'> {
  readonly start: () => void;
}

/** Checks what is stored of a corpus. A cancel takes effect after the part under way. */
export function useCheck(client: EngineClient, { corpusId }: CorpusSummary): Check {
  const job = useCancellableJob<void>();
  return { ...job, start: () => job.start((call) => client.checkCorpus({ corpusId }, call)) };
}
