import type { BackendName } from '../core/records.ts';
import { findAdapter } from './gpu-adapter.ts';
import { readFilesFrom } from './model-files.ts';
import { runtimeFiles } from './runtime-files.ts';
import { configureRuntime, threadCount } from './session.ts';
import { type LoadedEncoders, type LoadStage, startEncoders } from './start-encoders.ts';

export interface LoadOptions {
  /** The application's own address, absolute, ending in '/'; the models lie under it. */
  readonly baseUrl: string;
  /** Use this backend whatever its speed. It must still give the right scores. */
  readonly forced?: BackendName;
  readonly onProgress?: (stage: LoadStage) => void;
}

/**
 * Loads the embedded models in a browser page or worker, on the backend that is fastest there. Throws
 * EncoderError when a file is missing or wrong, or no backend (or not the forced one) can be used.
 */
export async function loadEncoders({ baseUrl, forced, onProgress }: LoadOptions): Promise<LoadedEncoders> {
  const threads = threadCount(self.crossOriginIsolated, navigator.hardwareConcurrency);
  configureRuntime(runtimeFiles, threads);
  const adapter = await findAdapter();
  const surroundings = { threads, ...(adapter && { adapter }), ...(forced && { forced }) };
  return startEncoders(readFilesFrom(baseUrl), surroundings, onProgress ?? (() => undefined));
}
