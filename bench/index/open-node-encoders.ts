import type { BackendReport } from '../../src/core/records.ts';
import { openEncoders } from '../../src/headless/open-encoders.ts';

/** The embedded models in Node, as the engine takes them. `dispose` ends them. */
export async function openNodeEncoders(threads: number) {
  const encoders = await openEncoders({ threads });
  return { ...encoders, report: () => nodeReport(threads) };
}

/** There is one backend in Node, so nothing was tried. */
function nodeReport(threads: number): BackendReport {
  return { backend: 'wasm', threads, forced: true, reason: 'onnxruntime-node', trials: [] };
}
