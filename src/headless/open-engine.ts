import { availableParallelism } from 'node:os';
import type { Compute } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { XennError } from '../core/errors.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import type { Encoders, Store } from '../engine/ports.ts';
import { createExperimentStore, createRunStore } from '../storage/kept-records.ts';
import { memoryFileTree } from '../storage/model-files-memory.ts';
import { createModelStore } from '../storage/model-store.ts';
import { startSearchHelpers } from './search-helpers.ts';

/**
 * The app's engine in Node: over this store, with these models and this arithmetic; experiments with many searches take
 * so many threads. Searches and experiments are kept in memory; models cannot be installed.
 */
export function openNodeEngine(store: Store, encoders: Encoders, compute: Compute, threads: number): Engine {
  return createEngine({
    store,
    loadEncoders: async () => encoders,
    measureModel: refuse,
    models: createModelStore(memoryFileTree(new Map())),
    runs: createRunStore(memoryFileTree(new Map())),
    experiments: createExperimentStore(memoryFileTree(new Map())),
    modelSources: {
      lookUp: refuse,
      openFolder: refuse,
      bytesOf: () => ({ read: refuse }),
      sha256: refuse,
      availableBytes: refuse,
      readSettings: refuse,
      tryReranker: refuse,
    },
    loadCompute: async () => ({ compute, reason: 'Node' }),
    openOtherCompute: async () => createCpuCompute(),
    startHelpers: () => startSearchHelpers(threads),
    machine: `Node ${process.versions.node}, ${availableParallelism()} cores`,
  });
}

function refuse(): never {
  throw new XennError(
    'EncoderError',
    'Models are not installed in Node: expected one in a folder. Name it with --cross-encoder or --dual-encoder.',
  );
}
