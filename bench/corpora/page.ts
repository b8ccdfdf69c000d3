/** Runs in the page, without the user interface: the app's client for an import, its storage alone for BM25. */
import { connectStore } from '../../src/workers/call-store.ts';
import { createClient } from '../../src/workers/client.ts';

export interface ImportTimes {
  readonly corpusId: string;
  readonly seconds: number;
  readonly bytesOnDisk: number;
}

export interface CorporaPage {
  /** Of the file that was chosen; nothing is refused or left out, or it throws. */
  importPassages(expectedCount: number): Promise<ImportTimes>;
  /** Milliseconds of each query's first `depth` documents, as the engine asks the storage for them. */
  timeQueries(corpusId: string, queries: readonly string[], depth: number): Promise<number[]>;
}

async function importPassages(expectedCount: number): Promise<ImportTimes> {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('Expected a file of passages to be chosen before the import.');
  const { engine, close } = createClient({ backend: 'wasm' });
  const startedMs = performance.now();
  const { corpus } = await engine.importCorpus({
    name: String(expectedCount),
    sourceName: file.name,
    files: [{ path: file.name, file }],
    options: { format: 'jsonl', mapping: { id: '_id', text: 'text' } },
    leaveOutDuplicates: false,
  });
  const seconds = (performance.now() - startedMs) / 1000;
  if (corpus.documentCount !== expectedCount) {
    throw new Error(`Expected ${expectedCount} passages, found ${corpus.documentCount} after the import.`);
  }
  close();
  return { corpusId: corpus.corpusId, seconds, bytesOnDisk: corpus.bytesOnDisk };
}

async function timeQueries(corpusId: string, queries: readonly string[], depth: number): Promise<number[]> {
  const worker = new Worker(new URL('../../src/workers/storage.worker.ts', import.meta.url), {
    type: 'module',
  });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ port: port1 }, [port1]);
  const store = connectStore(port2);
  await store.listCorpora();
  const times: number[] = [];
  for (const query of queries) {
    const startedMs = performance.now();
    await store.searchBm25(corpusId, query, depth);
    times.push(performance.now() - startedMs);
  }
  worker.postMessage('close');
  return times;
}

Object.assign(globalThis, { importPassages, timeQueries } satisfies CorporaPage);
