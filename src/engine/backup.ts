/** When a corpus was last taken out as a project, and what has been made since: the browser may lose what is only here. */
import type { CorpusContents, Store } from './ports.ts';
import type { BackupStatus } from './records.ts';

const KEY = 'backup';

interface BackupRecord {
  readonly exportedMs: number;
  readonly contents: CorpusContents;
}

/** `contents`: what the corpus held before the file was made, so that the record never says more than the file holds. */
export function writeBackup(
  store: Pick<Store, 'writeMeasurement'>,
  corpusId: string,
  contents: CorpusContents,
): Promise<void> {
  const record: BackupRecord = { exportedMs: Date.now(), contents };
  return store.writeMeasurement(corpusId, KEY, JSON.stringify(record));
}

/** Whether the file was saved, and where, no page is told. Throws StorageError. */
export async function readBackup(
  store: Pick<Store, 'readMeasurement' | 'readContents'>,
  corpusId: string,
): Promise<BackupStatus> {
  const contents = await store.readContents(corpusId);
  const stored = await store.readMeasurement(corpusId, KEY);
  if (stored === undefined) return { unsaved: unsavedOf(contents, NOTHING) };
  const { exportedMs, contents: saved }: BackupRecord = JSON.parse(stored);
  return { exportedMs, unsaved: unsavedOf(contents, saved) };
}

const NOTHING: CorpusContents = { hash: '', queryCount: 0, judgementCount: 0, scoreCount: 0, indexIds: [] };

function unsavedOf(now: CorpusContents, saved: CorpusContents): BackupStatus['unsaved'] {
  const savedIndexes = new Set(saved.indexIds);
  return {
    documents: now.hash !== saved.hash,
    queryCount: Math.max(0, now.queryCount - saved.queryCount),
    judgementCount: Math.max(0, now.judgementCount - saved.judgementCount),
    scoreCount: Math.max(0, now.scoreCount - saved.scoreCount),
    indexCount: now.indexIds.filter((indexId) => !savedIndexes.has(indexId)).length,
  };
}
