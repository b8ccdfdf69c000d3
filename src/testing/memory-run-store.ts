import type { RunStore } from '../engine/ports.ts';
import type { RunSummary } from '../engine/search-records.ts';
import { memoryFileTree } from '../storage/model-files-memory.ts';
import { createRunStore } from '../storage/run-store.ts';

/** The real store over files in memory. */
export function createMemoryRunStore(files = new Map<string, Uint8Array<ArrayBuffer>>()): RunStore {
  return createRunStore<RunSummary>(memoryFileTree(files));
}
