import type { ModelStore } from '../engine/ports.ts';
import { memoryFileTree } from '../storage/model-files-memory.ts';
import { createModelStore } from '../storage/model-store.ts';

/** The real store over files in memory; `files` shows and changes them by path, `<modelId>/files/...`. */
export function createMemoryModelStore(files = new Map<string, Uint8Array<ArrayBuffer>>()): ModelStore {
  return createModelStore(memoryFileTree(files));
}
