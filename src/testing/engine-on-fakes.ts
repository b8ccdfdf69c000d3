/** The engine over an in-memory database and fake encoders. */
import { createCpuCompute } from '../core/cpu-compute.ts';
import type { IndexMethod } from '../core/index-records.ts';
import type { SearchMethod } from '../core/search-method.ts';
import { createEngine, type EngineParts } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import type { ModelSources, Store } from '../engine/ports.ts';
import { DUAL_ENCODER_SPACE, type IndexParameters } from '../engine/records.ts';
import type { SearchRequest } from '../engine/search-records.ts';
import { createFakeEncoders, type FakeEncoders } from './fake-encoders.ts';
import { startLocalHelpers } from './local-helpers.ts';
import { createMemoryModelStore } from './memory-model-store.ts';
import { createMemoryExperimentStore, createMemoryRunStore } from './memory-run-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { generatedBeir } from './text-files.ts';

export const MF_TRNS: IndexMethod = {
  kind: 'mf-trns',
  solver: 'adamw',
  learningRate: 1e-2,
  weightDecay: 0.01,
  epochs: 5,
  patience: 5,
  batchSize: 4096,
};

/** Of the generated corpus that every engine starts with. */
export const DOCUMENT_COUNT = 120;

export interface OpenedEngine {
  engine: Engine;
  encoders: FakeEncoders;
  corpusId: string;
  /** The same storage under a fresh engine, as after a reload. */
  reopen(
    otherModels?: Partial<FakeEncoders>,
    otherStore?: Store,
  ): { engine: Engine; encoders: FakeEncoders; store: Store };
}

/** Stands for what a test does not use. */
export const refuse = () => {
  throw new Error('No model is got here.');
};
export const NO_SOURCES: ModelSources = {
  lookUp: refuse,
  openFolder: refuse,
  bytesOf: refuse,
  sha256: refuse,
  availableBytes: refuse,
  readSettings: refuse,
  tryReranker: refuse,
};

/** A fresh engine over a fresh store with a generated corpus. */
export async function openEngine(
  storeChanges: Partial<Store> = {},
  partChanges: Partial<EngineParts> = {},
): Promise<OpenedEngine> {
  const store = { ...(await createMemoryStore()), ...storeChanges };
  const runs = createMemoryRunStore();
  const experiments = createMemoryExperimentStore();
  const reopen = (otherModels: Partial<FakeEncoders> = {}, otherStore: Store = store) => {
    const encoders = { ...createFakeEncoders(), ...otherModels };
    const engine = createEngine({
      store: otherStore,
      measureModel: refuse,
      models: createMemoryModelStore(),
      runs,
      experiments,
      machine: 'A test.',
      startHelpers: startLocalHelpers,
      modelSources: NO_SOURCES,
      loadEncoders: async () => encoders,
      loadCompute: async () => ({ compute: createCpuCompute(), reason: 'A test.' }),
      openOtherCompute: async () => createCpuCompute(),
      ...partChanges,
    });
    return { engine, encoders, store };
  };
  const { engine, encoders } = reopen();
  const { corpus } = await engine.importCorpus({
    name: 'Generated',
    sourceName: 'generated',
    files: generatedBeir(DOCUMENT_COUNT),
    options: { format: 'beir' },
    leaveOutDuplicates: false,
  });
  return { engine, encoders, corpusId: corpus.corpusId, reopen };
}

/** Of a small index: 10 train queries x 15 documents. */
export function parametersFor(corpusId: string, changes: Partial<IndexParameters> = {}): IndexParameters {
  return {
    corpusId,
    name: 'First',
    seed: 7,
    space: 'dual-encoder',
    trainQueries: 'own',
    trainQueryCount: 10,
    pairs: { kind: 'per-query', documentsPerQuery: 15, shares: { dualEncoder: 1, bm25: 0, random: 0 } },
    method: MF_TRNS,
    ...changes,
  };
}

/** By AXN, in 5 rounds of 6 calls; `changes` are of the request or of its method. */
export function searchFor(
  corpusId: string,
  changes: Partial<SearchMethod> & { queryText?: string | undefined; budget?: number; label?: string } = {},
): SearchRequest {
  const { queryText = 'quiet harbour lantern', budget = 30, label = 'AXN', ...method } = changes;
  return {
    corpusId,
    queryText,
    label,
    budget,
    method: {
      itemSpace: DUAL_ENCODER_SPACE,
      firstRound: 'bm25',
      schedule: { kind: 'equal', rounds: 5 },
      fit: { kind: 'mix', lambda: 0.5 },
      intercept: false,
      columns: [],
      transform: 'identity',
      batchRule: { kind: 'greedy' },
      diversity: 0,
      seed: 1,
      ...method,
    },
  };
}
