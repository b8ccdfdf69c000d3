import type { CorpusSummary } from '../../core/records.ts';
import { formatBytes, formatCountOf } from '../shared/format.ts';

/** Counts and size of a corpus; queries and judgements only where there are any. */
export function corpusFacts(corpus: CorpusSummary): string[] {
  const { documentCount, queryCount, judgementCount, bytesOnDisk } = corpus;
  return [
    formatCountOf(documentCount, 'document'),
    ...(queryCount > 0 ? [formatCountOf(queryCount, 'query', 'queries')] : []),
    ...(judgementCount > 0 ? [formatCountOf(judgementCount, 'judgement')] : []),
    `${formatBytes(bytesOnDisk)} on disk`,
  ];
}
