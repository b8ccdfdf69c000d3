/** Runs in the page: the app's own workers without its user interface, what is killed in them, and what is found after. */
import * as Comlink from 'comlink';
import type { Engine } from '../../src/engine/engine.ts';
import type { CorpusContents } from '../../src/engine/ports.ts';
import type { RemoteEngine } from '../../src/workers/call-engine.ts';
import type { KeptStore } from '../../src/workers/call-store.ts';
import type { EngineStart } from '../../src/workers/engine.worker.ts';
import { listStoredFiles, placeDatabase, type StoredFiles } from './stored-files.ts';

export const KILL_KINDS = [
  'import',
  'addition',
  'removal',
  'deletion',
  'project',
  'indexing',
  'migration',
] as const;
export type KillKind = (typeof KILL_KINDS)[number];

/** What is stored under one name. */
export interface FoundCorpus {
  readonly name: string;
  readonly documentCount: number;
  readonly contents: CorpusContents;
  readonly indexCount: number;
  readonly jobCount: number;
  /** What `checkCorpus` says is damaged. */
  readonly damage?: string;
}

export interface Found {
  readonly corpora: readonly FoundCorpus[];
  readonly unreadable: readonly unknown[];
  readonly files: StoredFiles;
  /** Names of files that belong to what is listed. */
  readonly expectedDatabases: readonly string[];
  readonly keptRuns: readonly string[];
}

export interface KillPage {
  open(): Promise<void>;
  /** The corpus that no step touches. */
  makeKept(): Promise<void>;
  inspect(): Promise<Found>;
  /** Removes what the step before has left, and makes what this one needs; `released`: base64 of database files. */
  prepare(kind: KillKind, released: readonly string[]): Promise<void>;
  /** Begins, and does not wait. */
  begin(kind: KillKind): void;
  /** What is known of the step under way: whether it ended, and how many scores were there when last asked. */
  progress(): { readonly ended: boolean; readonly failure?: string; readonly scoreCount: number };
  /** The whole of a step, after one was killed in the middle. */
  finish(kind: KillKind): Promise<void>;
}

type Store = KeptStore & { listUnreadable(): Promise<unknown[]> };

const workers = (globalThis as unknown as { workers: Record<'storage' | 'engine', string> }).workers;
let storage: Worker;
let store: Store;
let engine: <Name extends keyof Engine>(
  method: Name,
  input: unknown,
) => Promise<Awaited<ReturnType<Engine[Name]>>>;

function start(): void {
  storage = new Worker(workers.storage, { type: 'module' });
  const forPage = new MessageChannel();
  const forEngine = new MessageChannel();
  storage.postMessage({ port: forPage.port1 }, [forPage.port1]);
  storage.postMessage({ port: forEngine.port1 }, [forEngine.port1]);
  const remote = Comlink.wrap<{ call(method: string, args: unknown[]): Promise<unknown> }>(forPage.port2);
  store = new Proxy({} as Store, {
    get:
      (_, method: string) =>
      (...args: unknown[]) =>
        remote.call(method, args),
  });
  const engineWorker = new Worker(workers.engine, { type: 'module' });
  const message: EngineStart = {
    port: forEngine.port2,
    baseUrl: new URL('../', document.baseURI).href,
    backend: 'wasm',
  };
  engineWorker.postMessage(message, [forEngine.port2]);
  const remoteEngine = Comlink.wrap<RemoteEngine>(engineWorker);
  engine = (method, input) => remoteEngine.call(0, method, input) as never;
}

/** Once it has let go of its files. */
async function stop(): Promise<void> {
  storage.postMessage('close');
  await navigator.locks.request('xenn-storage', () => undefined);
}

const WORDS = 'river stone winter garden engine letter morning silver window forest music harbour'.split(' ');

/** About 60 words each; the same number, the same document. */
function makeDocument(number: number) {
  const words = Array.from(
    { length: 60 },
    (_, at) => WORDS[(number * 7 + at * (1 + (number % 5))) % WORDS.length],
  );
  return {
    id: `d${number}`,
    title: `Notes on ${words[0]} and ${words[1]}, number ${number}`,
    text: `${words.join(' ')} ${number}`,
  };
}

const documents = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => makeDocument(from + index));

async function importDocuments(name: string, count: number): Promise<string> {
  const corpusId = await store.beginImport(name, 'generated');
  for (let from = 0; from < count; from += 1000) {
    await store.appendDocuments(corpusId, documents(from, Math.min(1000, count - from)));
  }
  await store.appendQueries(corpusId, [{ id: 'q', text: 'a river in winter', split: 'test' }]);
  await store.appendJudgements(corpusId, [{ queryId: 'q', docId: 'd1', grade: 1, split: 'test' }]);
  await store.commitImport(corpusId);
  const docRows = Uint32Array.from({ length: Math.min(count, 500) }, (_, row) => row);
  await store.writeScores(corpusId, 'ce', 'a river in winter', {
    docRows,
    scores: Float32Array.from(docRows),
  });
  const data = Float32Array.from({ length: count * 64 }, (_, index) => index);
  await store.writeMatrix(corpusId, 'embedding:x', { rows: count, cols: 64, data }, 'documents');
  return corpusId;
}

function jsonLines(from: number, count: number) {
  const lines = documents(from, count).map((document) => JSON.stringify(document));
  return [{ path: 'target.jsonl', file: new Blob([lines.join('\n')]) }];
}

const options = { format: 'jsonl', mapping: { id: 'id', title: 'title', text: 'text' } };

async function idOf(name: string): Promise<string> {
  const found = (await store.listCorpora()).find((corpus) => corpus.name === name);
  if (!found) throw new Error(`Expected a corpus '${name}', found none.`);
  return found.corpusId;
}

let project: Blob | undefined;
let releasedFiles: Uint8Array<ArrayBuffer>[] = [];
let state: { ended: boolean; failure?: string; scoreCount: number } = { ended: false, scoreCount: 0 };

const steps: Record<KillKind, { prepare(): Promise<unknown>; run(): Promise<unknown> }> = {
  import: {
    prepare: async () => {},
    run: () =>
      engine('importCorpus', {
        name: 'Target',
        sourceName: 'target.jsonl',
        files: jsonLines(0, 10_000),
        options,
        leaveOutDuplicates: false,
      }),
  },
  addition: {
    prepare: () => importDocuments('Target', 2000),
    run: async () =>
      engine('addDocuments', {
        corpusId: await idOf('Target'),
        files: jsonLines(2000, 5000),
        options,
        leaveOutDuplicates: false,
      }),
  },
  removal: {
    prepare: () => importDocuments('Target', 4000),
    run: async () =>
      engine('removeDocuments', {
        corpusId: await idOf('Target'),
        docRows: Uint32Array.from({ length: 1000 }, (_, index) => 3 * index),
      }),
  },
  deletion: {
    prepare: () => importDocuments('Target', 4000),
    run: async () => engine('deleteCorpus', { corpusId: await idOf('Target') }),
  },
  project: {
    async prepare() {
      const corpusId = await importDocuments('Target', 4000);
      project = (await engine('exportProject', { corpusId })).blob;
      await store.deleteCorpus(corpusId);
    },
    run: () => engine('importProject', { files: [{ path: 'target.xenn', file: project as Blob }] }),
  },
  indexing: {
    async prepare() {
      const corpusId = await importDocuments('Target', 300);
      await engine('embedCorpus', { corpusId });
    },
    async run() {
      const corpusId = await idOf('Target');
      const building = engine('buildIndex', {
        corpusId,
        name: 'Built',
        seed: 1,
        space: 'dual-encoder',
        trainQueries: 'titles',
        trainQueryCount: 20,
        pairs: { kind: 'per-query', documentsPerQuery: 15, shares: { dualEncoder: 0, bm25: 0, random: 1 } },
        method: { kind: 'mf-trns', solver: 'als', regularization: 0.1, epochs: 5, patience: 5 },
      });
      let isBuilt = false;
      const built = building.finally(() => {
        isBuilt = true;
      });
      while (!isBuilt) {
        const { scoreCount } = await store.readContents(corpusId);
        state = { ...state, scoreCount };
      }
      await built;
    },
  },
  migration: {
    async prepare() {
      await stop();
      for (const [index, file] of releasedFiles.entries()) await placeDatabase(`released-${index}`, file);
    },
    async run() {
      start();
      await store.listCorpora();
    },
  },
};

const page: KillPage = {
  async open() {
    start();
    await store.listCorpora();
  },
  async makeKept() {
    await importDocuments('Kept', 2000);
  },
  async inspect() {
    const summaries = await store.listCorpora();
    const corpora: FoundCorpus[] = [];
    for (const { corpusId, name, documentCount } of summaries) {
      const damage = await store.checkCorpus(corpusId).then(
        () => undefined,
        (error: Error) => error.message,
      );
      corpora.push({
        name,
        documentCount,
        contents: await store.readContents(corpusId),
        indexCount: (await store.listIndexes(corpusId)).length,
        jobCount: (await store.listJobs(corpusId)).length,
        ...(damage !== undefined && { damage }),
      });
    }
    return {
      corpora,
      unreadable: await store.listUnreadable(),
      files: await listStoredFiles(),
      expectedDatabases: summaries.map(({ corpusId }) => `/${corpusId}.sqlite3`),
      keptRuns: (await store.listRuns()).map(({ runId }) => runId),
    };
  },
  async prepare(kind, released) {
    for (const { corpusId, name } of await store.listCorpora()) {
      if (name !== 'Kept') await store.deleteCorpus(corpusId);
    }
    releasedFiles = released.map((base64) =>
      Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
    );
    await steps[kind].prepare();
  },
  begin(kind) {
    state = { ended: false, scoreCount: 0 };
    steps[kind].run().then(
      () => {
        state = { ...state, ended: true };
      },
      (error: Error) => {
        state = { ...state, failure: error.message };
      },
    );
  },
  progress: () => state,
  async finish(kind) {
    await steps[kind].run();
  },
};

Object.assign(globalThis, { killPage: page });
