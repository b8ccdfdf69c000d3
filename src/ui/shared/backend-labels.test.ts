import { expect, test } from 'vitest';
import type { BackendReport } from '../../core/records.ts';
import { backendSummary } from './backend-labels.ts';

const report: BackendReport = { backend: 'wasm', threads: 2, forced: false, reason: '', trials: [] };

test.each<[Partial<BackendReport>, string]>([
  [{}, 'WASM · 2 threads'],
  [{ threads: 1 }, 'WASM · 1 thread'],
  [{ threads: 1, adapter: 'swiftshader' }, 'WASM · 1 thread'],
  [{ backend: 'webgpu', threads: 1, adapter: 'Apple M3' }, 'WebGPU · Apple M3'],
  [{ backend: 'webgpu', threads: 1 }, 'WebGPU'],
])('%o', (change, summary) => {
  expect(backendSummary({ ...report, ...change })).toBe(summary);
});
