/** Wiring only: the durable worker. Holds the database files; engines come and go over ports. */
import * as Comlink from 'comlink';
import type { ExperimentSummary } from '../engine/experiment-records.ts';
import { once } from '../engine/once.ts';
import type { RunSummary } from '../engine/search-records.ts';
import { createExperimentStore, createRunStore } from '../storage/kept-records.ts';
import { opfsFileTree } from '../storage/model-files-opfs.ts';
import { createModelStore } from '../storage/model-store.ts';
import { openOpfsHost } from '../storage/opfs-host.ts';
import { sqliteFile } from '../storage/sqlite-file.ts';
import { claimStorage } from '../storage/storage-lock.ts';
import { createStore } from '../storage/store.ts';
import { readBuiltFile } from './built-file.ts';
import { type KeptStore, serveStore } from './call-store.ts';
import { answerReaders, callWriter, type LineToWriter } from './share-store.ts';

/** What the page hears: what this tab is, and, where it reads, that it has to start anew. */
export type StorageState = 'writer' | 'reader' | 'writer-gone';

type OpenStore = KeptStore & { close(): void };

const store = once(openStore);

async function openStore(): Promise<OpenStore> {
  const line = callWriter();
  try {
    const claim = await claimStorage(line.writerHere);
    if (claim.role === 'reader') return readFromWriter(line, claim.writerGone);
    line.close();
    return await openToWrite(claim.release);
  } catch (error) {
    line.close();
    throw error;
  }
}

/** Answers readers from the start: they are not to wait for the files to be opened. */
async function openToWrite(releaseLock: () => void): Promise<OpenStore> {
  const models = opfsFileTree('xenn-models');
  const runFiles = opfsFileTree('xenn-runs');
  const experimentFiles = opfsFileTree('xenn-experiments');
  const { removeCutOff: removeCutOffRuns, ...runs } = createRunStore<RunSummary>(runFiles);
  const { removeCutOff: removeCutOffExperiments, ...experiments } =
    createExperimentStore<ExperimentSummary>(experimentFiles);
  const readSqlite = () => readBuiltFile(sqliteFile.address, sqliteFile.sha256);
  const opened = openOpfsHost(releaseLock, readSqlite).then((host) =>
    createStore(host, { models, records: [runFiles, experimentFiles] }),
  );
  const kept = opened.then(async (corpora) => {
    await removeCutOffRuns();
    await removeCutOffExperiments();
    return {
      ...corpora,
      ...createModelStore(models),
      ...runs,
      ...experiments,
      storageMode: async () => 'writer' as const,
    };
  });
  const stopAnswering = answerReaders(() => kept);
  try {
    const { close, ...methods } = await kept;
    tellPage('writer');
    return {
      ...methods,
      close() {
        stopAnswering();
        close();
      },
    };
  } catch (error) {
    stopAnswering();
    throw error;
  }
}

function readFromWriter(line: LineToWriter, writerGone: Promise<void>): OpenStore {
  tellPage('reader');
  writerGone.then(() => tellPage('writer-gone'));
  return { ...line.connect(writerGone), close: line.close };
}

function tellPage(state: StorageState): void {
  self.postMessage(state);
}

self.addEventListener('message', async ({ data }: MessageEvent<'close' | { port: MessagePort }>) => {
  if (data === 'close') {
    await store().then(
      (opened) => opened.close(),
      () => undefined,
    );
    self.close();
    return;
  }
  Comlink.expose(serveStore(store), data.port);
});
