import type { BackendName, BackendReport } from '../../core/records.ts';
import { formatCountOf } from './format.ts';

export const BACKEND_LABELS: Record<BackendName, string> = { wasm: 'WASM', webgpu: 'WebGPU' };

/** 'WASM · 2 threads', 'WebGPU · Apple M3' */
export function backendSummary({ backend, threads, adapter }: BackendReport): string {
  const where = backend === 'wasm' ? formatCountOf(threads, 'thread') : adapter;
  return where ? `${BACKEND_LABELS[backend]} · ${where}` : BACKEND_LABELS[backend];
}
