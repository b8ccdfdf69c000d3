import { join } from 'node:path';
import { importCorpus } from '../../src/engine/import-corpus.ts';
import type { Store } from '../../src/engine/ports.ts';
import type { SourceFile } from '../../src/formats/records.ts';
import { withScoreFolder } from '../../src/headless/score-folder.ts';
import { openMemoryHost } from '../../src/storage/memory-host.ts';
import { createStore } from '../../src/storage/store.ts';

export interface ImportedSet {
  readonly corpusId: string;
  readonly documentCount: number;
  readonly store: Store;
  /** Writes what the cache lacks. */
  close(): void;
}

/** A corpus in memory, whose scores lie in `<cache>/<set>` too where there is a cache. */
export async function importSet(
  set: string,
  files: readonly SourceFile[],
  cache: string | undefined,
): Promise<ImportedSet> {
  const store = await createStore(await openMemoryHost(new Map()));
  const options = { format: 'beir' } as const;
  const source = { name: set, sourceName: set, files, options, leaveOutDuplicates: false };
  const { corpusId, documentCount } = (await importCorpus(store, source)).corpus;
  const cached =
    cache === undefined ? undefined : withScoreFolder(store, join(cache, set), documentCount, Date.now);
  return {
    ...{ corpusId, documentCount },
    store: cached?.store ?? store,
    close() {
      cached?.flush();
      store.close();
    },
  };
}
