import type { CorpusSummary } from '../../core/records.ts';
import type { StorageStatus } from '../../workers/client.ts';

export interface StoragePart {
  readonly key: string;
  readonly label: string;
  readonly bytes: number;
}

/** What takes the space: corpora with their indexes and scores, largest first, then models and records. */
export function storageParts(status: StorageStatus, corpora: readonly CorpusSummary[]): StoragePart[] {
  const nameOf = new Map(corpora.map(({ corpusId, name }) => [corpusId, name]));
  const ofCorpora = status.corpora
    .map(({ corpusId, bytesOnDisk }) => ({
      key: corpusId,
      label: nameOf.get(corpusId) ?? 'A corpus that cannot be read',
      bytes: bytesOnDisk,
    }))
    .sort((left, right) => right.bytes - left.bytes);
  const others = [
    { key: 'models', label: 'Installed models', bytes: status.modelBytes },
    { key: 'records', label: 'Kept searches and experiments', bytes: status.recordBytes },
  ];
  return [...ofCorpora, ...others.filter(({ bytes }) => bytes > 0)];
}
