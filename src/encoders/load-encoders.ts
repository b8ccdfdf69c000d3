import { EMBEDDED_MODELS, type ModelChoice } from '../core/model-choice.ts';
import type { BackendName, Calibration } from '../core/records.ts';
import { readFilesFrom } from './embedded-files.ts';
import { findAdapter } from './gpu-adapter.ts';
import { measureModel } from './measure-model.ts';
import { REQUEST_PARTS } from './remote/request-parts.ts';
import type { OpenSession } from './session.ts';
import { type EncoderSurroundings, type StartedEncoders, startEncoders } from './start-encoders.ts';
import { threadCount } from './thread-count.ts';

export interface LoadOptions extends Pick<EncoderSurroundings, 'installed' | 'readInstalled'> {
  /** The application's own address, absolute, ending in '/'; the embedded models lie under it. */
  readonly baseUrl: string;
  readonly choice?: ModelChoice;
  /** For the servers of a remote cross-encoder. */
  readonly apiKey?: string;
  /** What was measured before. */
  readonly calibrations?: readonly Calibration[];
  /** Use this backend whatever its speed. It must still give the right scores. */
  readonly forced?: BackendName;
  /** Opens sessions with this many threads of WebAssembly. */
  readonly sessionsWith: (threads: number) => OpenSession;
  readonly onProgress?: EncoderSurroundings['onProgress'];
  readonly onNotice?: EncoderSurroundings['onNotice'];
}

/**
 * Loads the chosen models in a browser page or worker, the cross-encoder on the backend that is fastest there. Throws
 * EncoderError when a file is missing or wrong, a server cannot be used, or no backend (or not the forced one) can.
 */
export async function loadEncoders(options: LoadOptions): Promise<StartedEncoders> {
  return startEncoders(options.choice ?? EMBEDDED_MODELS, await surroundingsOf(options));
}

/** As `measureModel`, in a browser page or worker. */
export async function measureInstalled(modelId: string, options: LoadOptions): Promise<Calibration> {
  return measureModel(modelId, await surroundingsOf(options));
}

async function surroundingsOf(options: LoadOptions): Promise<EncoderSurroundings> {
  const { baseUrl, apiKey, forced, installed, readInstalled, onNotice = () => undefined } = options;
  const threads = threadCount(self.crossOriginIsolated, navigator.hardwareConcurrency);
  const adapter = await findAdapter();
  return {
    threads,
    ...(adapter && { adapter }),
    ...(forced && { forced }),
    browser: navigator.userAgent,
    calibrations: options.calibrations ?? [],
    readFile: readFilesFrom(baseUrl),
    installed,
    readInstalled,
    open: options.sessionsWith(threads),
    connect: async (reranker) => {
      const { connectRemote } = await import('./remote/start-remote.ts');
      return connectRemote(reranker, apiKey, REQUEST_PARTS, { onNotice });
    },
    onProgress: options.onProgress ?? (() => undefined),
    onNotice,
  };
}
