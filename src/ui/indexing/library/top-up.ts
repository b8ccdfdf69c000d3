import type { IndexSummary } from '../../../core/index-records.ts';
import type { CorpusSummary } from '../../../core/records.ts';
import type { IndexParameters } from '../../../workers/client.ts';
import { formatCountOf } from '../../shared/format.ts';

/** What the corpus has that the index does not know; undefined when it was built from the corpus as it is. */
export function staleText(
  { rows, provenance }: IndexSummary,
  { documentCount, hash }: Pick<CorpusSummary, 'documentCount' | 'hash'>,
): string | undefined {
  const added = documentCount - rows;
  if (added > 0) {
    const later = `${formatCountOf(added, 'document')} ${added === 1 ? 'was' : 'were'} added after it was`;
    if (provenance.method.kind !== 'imported') return `${later} built.`;
    return `${later} imported: it cannot be searched. Import vectors of all documents.`;
  }
  return hash === provenance.corpusHash ? undefined : 'Documents were changed or removed after it was built.';
}

/**
 * Builds the same index from the corpus as it is now, in place of the old one: only what has no score yet is scored.
 * Undefined for vectors made elsewhere, which cannot be made again here.
 */
export function topUpParameters(
  { indexId, name, provenance }: IndexSummary,
  corpusId: string,
): IndexParameters | undefined {
  const { seed, space, trainQueries, trainQueryCount, pairs, method } = provenance;
  if (method.kind === 'imported') return undefined;
  return { corpusId, name, seed, space, trainQueries, trainQueryCount, pairs, method, replaces: indexId };
}
