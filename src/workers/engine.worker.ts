/** Wiring only: the disposable worker. Holds models and GPU; storage is at the other end of a port. */
import * as Comlink from 'comlink';
import { chooseCompute } from '../core/choose-compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import type { ModelChoice } from '../core/model-choice.ts';
import type { BackendName, Calibration } from '../core/records.ts';
import { type LoadOptions, loadEncoders, measureInstalled } from '../encoders/load-encoders.ts';
import { createModelSources } from '../encoders/model-sources.ts';
import { REQUEST_PARTS } from '../encoders/remote/request-parts.ts';
import { threadCount } from '../encoders/thread-count.ts';
import { createEngine, type LoadListeners } from '../engine/create-engine.ts';
import { readVerifiedFile } from '../engine/install-model-read.ts';
import { createTabStore } from '../engine/tab-store.ts';
import { configurePdf } from '../formats/pdf-worker.ts';
import { serveEngine } from './call-engine.ts';
import { connectStore } from './call-store.ts';
import { machineName } from './machine-name.ts';
import { startPdfWorker } from './pdf-workers.ts';
import { startSearchHelpers } from './search-helpers.ts';
import { sessionsInWorkers } from './session-workers.ts';
import { startSimdThread } from './simd-threads.ts';

export interface EngineStart {
  readonly port: MessagePort;
  /** Where the app's own files are: absolute, ending in '/'. */
  readonly baseUrl: string;
  readonly backend?: BackendName;
  readonly models?: ModelChoice;
  readonly apiKey?: string;
  readonly calibrations?: readonly Calibration[];
}

async function availableBytes(): Promise<number> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return quota - usage;
}

/** Fetched when there is something to compute. Without cross-origin isolation there is no memory that threads could share. */
async function openSimd() {
  const { openSimdCompute } = await import('../simd/open-simd-compute.ts');
  return openSimdCompute({
    threads: threadCount(self.crossOriginIsolated, navigator.hardwareConcurrency),
    startThread: startSimdThread,
  });
}

async function openGpu() {
  const { openGpuCompute } = await import('../gpu/gpu-compute.ts');
  return openGpuCompute();
}

self.addEventListener(
  'message',
  ({ data: { port, baseUrl, backend, models, apiKey, calibrations } }: MessageEvent<EngineStart>) => {
    configurePdf(startPdfWorker);
    const store = connectStore(port);
    const loadOptions = ({ onStage, onNotice }: LoadListeners): LoadOptions => ({
      baseUrl,
      ...(backend && { forced: backend }),
      ...(models && { choice: models }),
      ...(apiKey && { apiKey }),
      ...(calibrations && { calibrations }),
      installed: store,
      readInstalled: (model, path) => readVerifiedFile(store, model, path),
      sessionsWith: sessionsInWorkers,
      onProgress: (stage, share) =>
        onStage(share === undefined ? stage : `${stage}, ${Math.round(100 * share)} %`),
      onNotice,
    });
    const engine = createEngine({
      store: createTabStore(store, () => store.storageMode()),
      loadEncoders: (listeners) => loadEncoders(loadOptions(listeners)),
      measureModel: (modelId, listeners) => measureInstalled(modelId, loadOptions(listeners)),
      models: store,
      runs: store,
      experiments: store,
      startHelpers: () => startSearchHelpers(navigator.hardwareConcurrency),
      machine: machineName(navigator.userAgent, navigator.hardwareConcurrency),
      modelSources: createModelSources({ ...REQUEST_PARTS, availableBytes }),
      loadCompute: () =>
        chooseCompute(
          [
            { name: 'simd', open: openSimd },
            { name: 'webgpu', open: openGpu },
          ],
          () => performance.now(),
        ),
      openOtherCompute: async (lost) => {
        if (lost === 'simd') return createCpuCompute();
        return openSimd().then(
          ({ compute }) => compute,
          () => createCpuCompute(),
        );
      },
    });
    Comlink.expose(serveEngine(engine));
  },
  { once: true },
);
