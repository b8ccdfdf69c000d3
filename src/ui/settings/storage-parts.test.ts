import { expect, test } from 'vitest';
import type { CorpusSummary } from '../../core/records.ts';
import type { StorageStatus } from '../../workers/client.ts';
import { storageParts } from './storage-parts.ts';

const status: StorageStatus = {
  usedBytes: 100,
  availableBytes: 1000,
  persisted: false,
  corpora: [
    { corpusId: 'a', bytesOnDisk: 10 },
    { corpusId: 'b', bytesOnDisk: 30 },
    { corpusId: 'damaged', bytesOnDisk: 5 },
  ],
  modelBytes: 20,
  recordBytes: 0,
};
const corpora = [
  { corpusId: 'a', name: 'Small' },
  { corpusId: 'b', name: 'Large' },
] as CorpusSummary[];

test('corpora largest first, then what else there is', () => {
  expect(storageParts(status, corpora)).toEqual([
    { key: 'b', label: 'Large', bytes: 30 },
    { key: 'a', label: 'Small', bytes: 10 },
    { key: 'damaged', label: 'A corpus that cannot be read', bytes: 5 },
    { key: 'models', label: 'Installed models', bytes: 20 },
  ]);
  expect(storageParts({ ...status, corpora: [], modelBytes: 0, recordBytes: 7 }, [])).toEqual([
    { key: 'records', label: 'Kept searches and experiments', bytes: 7 },
  ]);
});
