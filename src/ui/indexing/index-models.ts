import type { IndexSummary } from '../../core/records.ts';
import type { EncoderStatus } from '../../workers/client.ts';

/** Whether a search with this index will be refused. Not known before the models are loaded: then false. */
export function usesOtherModels({ provenance }: IndexSummary, status: EncoderStatus | undefined): boolean {
  return (
    status !== undefined &&
    (provenance.crossEncoder.hash !== status.crossEncoder.hash ||
      provenance.dualEncoder.hash !== status.dualEncoder.hash)
  );
}
