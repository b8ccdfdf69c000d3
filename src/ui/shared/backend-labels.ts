import type { BackendReport, RunsOn } from '../../core/records.ts';
import { formatCountOf } from './format.ts';

export const BACKEND_LABELS: Record<RunsOn, string> = { wasm: 'WASM', webgpu: 'WebGPU', remote: 'Server' };

/** 'WASM · 2 threads', 'WebGPU · Apple M3' */
export function backendSummary({ backend, threads, adapter }: BackendReport): string {
  const where = backend === 'wasm' ? formatCountOf(threads, 'thread') : adapter;
  return where ? `${BACKEND_LABELS[backend]} · ${where}` : BACKEND_LABELS[backend];
}
