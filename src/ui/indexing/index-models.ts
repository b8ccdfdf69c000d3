import type { IndexSummary } from '../../core/index-records.ts';
import type { EncoderStatus } from '../../workers/client.ts';

/**
 * Whether a search with this index will be refused. Not known before the models are loaded, nor of vectors made
 * elsewhere: then false.
 */
export function usesOtherModels({ provenance }: IndexSummary, status: EncoderStatus | undefined): boolean {
  if (!status) return false;
  return (['crossEncoder', 'dualEncoder'] as const).some((kind) => {
    const model = provenance[kind];
    return model !== undefined && model.hash !== status[kind].hash;
  });
}

/**
 * Whether a search with this index works, as far as is known. Vectors made elsewhere have to be there for all
 * documents; for other indexes, those of documents added later are made when they are needed.
 */
export function isSearchable(
  index: IndexSummary,
  status: EncoderStatus | undefined,
  documentCount: number,
): boolean {
  const lacksVectors = index.provenance.method.kind === 'imported' && index.rows < documentCount;
  return !lacksVectors && !usesOtherModels(index, status);
}
