import { CORPUS_PARTS } from '../core/records.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, JobProgress } from './records.ts';

/**
 * Whether everything stored of a corpus is as it was written: part by part, so that other work gets a turn between them and
 * a cancel takes effect. Throws DamagedError, which says what is not; StorageError; CancelledError.
 */
export async function checkCorpus(
  store: Pick<Store, 'checkCorpus'>,
  corpusId: string,
  { cancel, onProgress }: CallContext<JobProgress> = {},
): Promise<void> {
  const meter = startMeter('checking', 'parts', CORPUS_PARTS.length);
  for (const [done, part] of CORPUS_PARTS.entries()) {
    cancel?.throwIfAborted();
    // Without the time that is left: the parts take very different times.
    const { remainingMs: _, ...progress } = meter.report(done);
    onProgress?.(progress);
    await store.checkCorpus(corpusId, part);
  }
}
