/** An engine over the storage of the browser, without models: what a page is while it builds an index. */
import { expose } from 'comlink';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { Store } from '../engine/ports.ts';
import type { IndexParameters, IndexProgress } from '../engine/records.ts';
import { openOpfsHost } from '../storage/opfs-host.ts';
import { claimStorage } from '../storage/storage-lock.ts';
import { createStore } from '../storage/store.ts';
import { NO_SOURCES, refuse } from './engine-on-fakes.ts';
import { createFakeEncoders } from './fake-encoders.ts';
import { startLocalHelpers } from './local-helpers.ts';
import { createMemoryModelStore } from './memory-model-store.ts';
import { createMemoryExperimentStore, createMemoryRunStore } from './memory-run-store.ts';
import { generatedBeir } from './text-files.ts';

/** What the worker posts besides its answers. */
export type BuildEvent =
  | { readonly event: 'stage'; readonly stage: IndexProgress['stage'] }
  /** Stored for good: a pair and its score. */
  | { readonly event: 'committed'; readonly pairs: readonly (readonly [pair: string, score: number])[] };

export interface BuildWorker {
  removeFiles(): Promise<void>;
  importCorpus(): Promise<string>;
  /** Resolves with the pairs that the cross-encoder ran, as 'query|docRow'. */
  build(parameters: IndexParameters): Promise<string[]>;
  /** What is stored of the queries: every pair with its score; indexes with the rows of their vectors; builds. */
  inspect(corpusId: string): Promise<Inspection>;
}

export interface Inspection {
  readonly scores: ReadonlyMap<string, number>;
  readonly indexes: readonly { readonly name: string; readonly rows: number; readonly itemRows: number }[];
  readonly unfinished: readonly IndexParameters[];
}

const CROSS_ENCODER = 'fake-ce';

// Vite's development server defines it for the page's modules only.
Object.assign(globalThis, { __XENN_VERSION__: 'test' });

const post = (event: BuildEvent) => self.postMessage(event);

async function openHost() {
  const claim = await claimStorage(new Promise(() => {}));
  if (claim.role === 'writer') return openOpfsHost(claim.release);
  throw new Error('Nobody said that it writes.');
}

const opened = async () => {
  const stored = await createStore(await openHost());
  const store: Store = {
    ...stored,
    async writeScores(corpusId, hash, queryText, known) {
      await stored.writeScores(corpusId, hash, queryText, known);
      post({ event: 'committed', pairs: pairsOf(queryText, known) });
    },
  };
  const encoders = createFakeEncoders();
  const engine = createEngine({
    store,
    measureModel: refuse,
    models: createMemoryModelStore(),
    runs: createMemoryRunStore(),
    experiments: createMemoryExperimentStore(),
    machine: 'A test.',
    startHelpers: startLocalHelpers,
    modelSources: NO_SOURCES,
    loadEncoders: async () => encoders,
    loadCompute: async () => ({ compute: createCpuCompute(), reason: 'A test.' }),
    openOtherCompute: async () => createCpuCompute(),
  });
  return { store, engine, encoders };
};
let opening: ReturnType<typeof opened> | undefined;
const open = () => {
  opening ??= opened();
  return opening;
};

function pairsOf(queryText: string, known: { docRows: Uint32Array; scores: Float32Array }) {
  return Array.from(known.docRows, (docRow, i) => [`${queryText}|${docRow}`, known.scores[i]] as const);
}

const worker: BuildWorker = {
  async removeFiles() {
    const host = await openHost();
    for (const name of host.list()) host.remove(name);
    host.close();
  },
  async importCorpus() {
    const { engine } = await open();
    const { corpus } = await engine.importCorpus({
      name: 'Generated',
      sourceName: 'generated',
      files: generatedBeir(120),
      options: { format: 'beir' },
      leaveOutDuplicates: false,
    });
    return corpus.corpusId;
  },
  async build(parameters) {
    const { engine, encoders, store } = await open();
    await engine.buildIndex(parameters, {
      onProgress: ({ stage }) => post({ event: 'stage', stage }),
    });
    const documents = await store.readDocumentRange(parameters.corpusId, 0, 1000);
    const rowOf = new Map(documents.map(({ title, text, docRow }) => [`${title} ${text}`, docRow]));
    return encoders.runs.map((run) => {
      const [query, passage] = run.split('\n');
      return `${query}|${rowOf.get(passage)}`;
    });
  },
  async inspect(corpusId) {
    const { store, engine } = await open();
    const scores = new Map<string, number>();
    for (const queryText of await store.listScoredQueries(corpusId, CROSS_ENCODER)) {
      const known = await store.readScores(corpusId, CROSS_ENCODER, queryText);
      for (const [pair, score] of pairsOf(queryText, known)) scores.set(pair, score);
    }
    const indexes = [];
    for (const { indexId, name, rows } of await store.listIndexes(corpusId)) {
      const items = await store.readIndexTensor(corpusId, indexId, 'items');
      indexes.push({ name, rows, itemRows: items?.rows ?? 0 });
    }
    const { unfinishedBuilds } = await engine.readCorpusDetails({ corpusId });
    return { scores, indexes, unfinished: unfinishedBuilds.map(({ parameters }) => parameters) };
  },
};

expose(worker);
