/** As `src/workers/engine.worker.ts`, with a cross-encoder that takes no time. */
import * as Comlink from 'comlink';
import { createCpuCompute } from '../../src/core/cpu-compute.ts';
import { loadEncoders } from '../../src/encoders/load-encoders.ts';
import { threadCount } from '../../src/encoders/thread-count.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openSimdCompute } from '../../src/simd/open-simd-compute.ts';
import { NO_SOURCES, refuse } from '../../src/testing/engine-on-fakes.ts';
import { connectStore } from '../../src/workers/call-store.ts';
import { machineName } from '../../src/workers/machine-name.ts';
import { type PickedFile, toSourceFile } from '../../src/workers/picked-file.ts';
import { startSearchHelpers } from '../../src/workers/search-helpers.ts';
import { sessionsInWorkers } from '../../src/workers/session-workers.ts';
import { startSimdThread } from '../../src/workers/simd-threads.ts';
import { syntheticCrossEncoder } from './synthetic-cross-encoder.ts';

/** What the page calls. */
export interface BenchEngine
  extends Pick<Engine, 'computeExactRankings' | 'buildIndex' | 'planExperiment' | 'readExperiment'> {
  importCorpus(files: readonly PickedFile[]): Promise<string>;
  runExperiment(
    input: Parameters<Engine['runExperiment']>[0],
    onProgress: (progress: { stage: string }) => void,
  ): ReturnType<Engine['runExperiment']>;
}

function openEngine(port: MessagePort): Engine {
  const store = connectStore(port);
  return createEngine({
    store,
    async loadEncoders({ onNotice }) {
      const encoders = await loadEncoders({
        baseUrl: new URL(import.meta.env.BASE_URL, self.location.origin).href,
        forced: 'wasm',
        installed: store,
        readInstalled: refuse,
        sessionsWith: sessionsInWorkers,
        onProgress: () => undefined,
        onNotice,
      });
      return { ...encoders, crossEncoder: syntheticCrossEncoder(encoders.crossEncoder) };
    },
    measureModel: refuse,
    models: store,
    runs: store,
    experiments: store,
    modelSources: NO_SOURCES,
    loadCompute: async () => {
      const threads = threadCount(self.crossOriginIsolated, navigator.hardwareConcurrency);
      const { compute } = await openSimdCompute({ threads, startThread: startSimdThread });
      return { compute, reason: 'A benchmark.' };
    },
    openOtherCompute: async () => createCpuCompute(),
    startHelpers: () => startSearchHelpers(navigator.hardwareConcurrency),
    machine: machineName(navigator.userAgent, navigator.hardwareConcurrency),
  });
}

self.addEventListener(
  'message',
  ({ data: { port } }: MessageEvent<{ port: MessagePort }>) => {
    const engine = openEngine(port);
    const bench: BenchEngine = {
      async importCorpus(files) {
        const { corpus } = await engine.importCorpus({
          name: 'scifact',
          sourceName: 'scifact',
          files: files.map(toSourceFile),
          options: { format: 'beir' },
          leaveOutDuplicates: false,
        });
        return corpus.corpusId;
      },
      computeExactRankings: (request) => engine.computeExactRankings(request),
      buildIndex: (parameters) => engine.buildIndex(parameters),
      planExperiment: (request) => engine.planExperiment(request),
      runExperiment: (input, onProgress) => engine.runExperiment(input, { onProgress }),
      readExperiment: (input) => engine.readExperiment(input),
    };
    Comlink.expose(bench);
  },
  { once: true },
);
