/** When a corpus was last taken out as a project, and what has been made since: the browser may lose what is only here. */
import type { CorpusContents, Store } from './ports.ts';
import { countUnsavedRecords, type RecordState, type RecordStores } from './project-records.ts';
import type { BackupStatus } from './records.ts';

const KEY = 'backup';

/** What a file of a project holds. */
export interface SavedContents {
  /** What the corpus held before the file was made, so that this never says more than the file holds. */
  readonly contents: CorpusContents;
  /** The kept searches and experiments that are in it, as they are in it. */
  readonly records: readonly RecordState[];
}

interface BackupRecord extends Pick<SavedContents, 'contents'> {
  readonly exportedMs: number;
  /** Absent in what was written before they were counted. */
  readonly records?: readonly RecordState[];
}

export function writeBackup(
  store: Pick<Store, 'writeMeasurement'>,
  corpusId: string,
  { contents, records }: SavedContents,
): Promise<void> {
  const record: BackupRecord = { exportedMs: Date.now(), contents, records };
  return store.writeMeasurement(corpusId, KEY, JSON.stringify(record));
}

/** Whether the file was saved, and where, no page is told. Throws StorageError. */
export async function readBackup(
  store: Pick<Store, 'readMeasurement' | 'readContents' | 'readCorpus'>,
  stores: RecordStores,
  corpusId: string,
): Promise<BackupStatus> {
  const corpus = await store.readCorpus(corpusId);
  const contents = await store.readContents(corpusId);
  const stored = await store.readMeasurement(corpusId, KEY);
  const saved: Partial<BackupRecord> = stored === undefined ? {} : JSON.parse(stored);
  const recordCount = await countUnsavedRecords(stores, corpus, saved.records ?? []);
  return {
    ...(saved.exportedMs !== undefined && { exportedMs: saved.exportedMs }),
    unsaved: { ...unsavedOf(contents, saved.contents ?? NOTHING), recordCount },
  };
}

const NOTHING: CorpusContents = { hash: '', queryCount: 0, judgementCount: 0, scoreCount: 0, indexIds: [] };

function unsavedOf(now: CorpusContents, saved: CorpusContents): Omit<BackupStatus['unsaved'], 'recordCount'> {
  const savedIndexes = new Set(saved.indexIds);
  return {
    documents: now.hash !== saved.hash,
    queryCount: Math.max(0, now.queryCount - saved.queryCount),
    judgementCount: Math.max(0, now.judgementCount - saved.judgementCount),
    scoreCount: Math.max(0, now.scoreCount - saved.scoreCount),
    indexCount: now.indexIds.filter((indexId) => !savedIndexes.has(indexId)).length,
  };
}
