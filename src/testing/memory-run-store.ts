import type { ExperimentSummary } from '../engine/experiment-records.ts';
import type { ExperimentStore, RunStore } from '../engine/ports.ts';
import type { RunSummary } from '../engine/search-records.ts';
import { createExperimentStore, createRunStore } from '../storage/kept-records.ts';
import { memoryFileTree } from '../storage/model-files-memory.ts';

/** The real store over files in memory. */
export function createMemoryRunStore(files = new Map<string, Uint8Array<ArrayBuffer>>()): RunStore {
  return createRunStore<RunSummary>(memoryFileTree(files));
}

/** The same for experiments. */
export function createMemoryExperimentStore(
  files = new Map<string, Uint8Array<ArrayBuffer>>(),
): ExperimentStore {
  return createExperimentStore<ExperimentSummary>(memoryFileTree(files));
}
