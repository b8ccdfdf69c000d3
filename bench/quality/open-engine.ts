import type { Compute } from '../../src/core/compute.ts';
import { createCpuCompute } from '../../src/core/cpu-compute.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Encoders, Store } from '../../src/engine/ports.ts';
import { NO_SOURCES, refuse } from '../../src/testing/engine-on-fakes.ts';
import { createMemoryModelStore } from '../../src/testing/memory-model-store.ts';
import { createMemoryRunStore } from '../../src/testing/memory-run-store.ts';

/** The app's engine in Node: over this store, with these models and this arithmetic. */
export function openBenchEngine(store: Store, encoders: Encoders, compute: Compute): Engine {
  return createEngine({
    store,
    loadEncoders: async () => encoders,
    measureModel: refuse,
    models: createMemoryModelStore(),
    runs: createMemoryRunStore(),
    modelSources: NO_SOURCES,
    loadCompute: async () => ({ compute, reason: 'Node' }),
    openOtherCompute: async () => createCpuCompute(),
  });
}
