import type { CrossEncoderSettings, DualEncoderSettings } from '../core/model-settings.ts';
import type { InstalledModel } from '../core/records.ts';
import { graphNumbers } from './hub/graph-numbers.ts';
import { externalDataPaths, type ModelFiles, parseJson, sha256Hex } from './model-files.ts';
import type { ReferenceStore } from './reference-scores.ts';

/** What is needed of the store that keeps installed models; see `ModelStore` among the engine's ports. */
export interface InstalledModelStore {
  listModels(): Promise<InstalledModel[]>;
  modelFileBytes(modelId: string, path: string): Promise<number>;
  readModelFile(modelId: string, path: string): Promise<Blob>;
  writeModelFile(modelId: string, path: string, offset: number, bytes: Uint8Array): Promise<void>;
}

/** The files of an installed model; `read` reads one and checks it against the model's record. */
export function installedFiles(
  { name, files, weightsPath }: InstalledModel,
  read: ModelFiles['read'],
): ModelFiles {
  return { name, weightsPath, paths: files.map(({ path }) => path), read };
}

/**
 * What the scores or vectors of an installed model are stored under: SHA-256 (hex) over everything that decides
 * them, its weights, its tokenizer, its configuration and its settings.
 */
export async function installedHash(
  model: InstalledModel,
  settings: CrossEncoderSettings | DualEncoderSettings,
): Promise<string> {
  const paths = model.files.map(({ path }) => path);
  const deciding = new Set([
    model.weightsPath,
    ...externalDataPaths({ weightsPath: model.weightsPath, paths }),
    'tokenizer.json',
    'tokenizer_config.json',
    'config.json',
  ]);
  const hashes = model.files
    .filter(({ path }) => deciding.has(path))
    .map(({ path, sha256 }) => `${path} ${sha256}`)
    .sort();
  return sha256Hex(new TextEncoder().encode(JSON.stringify([hashes, sortedEntries(settings)])));
}

/** The same for equal settings, in whatever order their fields were written. */
function sortedEntries(value: object): unknown[] {
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => [key, typeof entry === 'object' && entry !== null ? sortedEntries(entry) : entry]);
}

/** Reference scores in a file beside the model, one file for each key. */
export function keptReferences(
  modelId: string,
  key: string,
  store: Pick<InstalledModelStore, 'modelFileBytes' | 'readModelFile' | 'writeModelFile'>,
): ReferenceStore {
  const path = `reference-scores-${key}.json`;
  return {
    read: async () => {
      if ((await store.modelFileBytes(modelId, path)) === 0) return undefined;
      const scores = parseJson(await (await store.readModelFile(modelId, path)).text());
      return Array.isArray(scores) && scores.every((score) => Number.isFinite(score)) ? scores : undefined;
    },
    keep: (scores) =>
      store.writeModelFile(modelId, path, 0, new TextEncoder().encode(JSON.stringify(scores))),
  };
}

/** Whether a graph computes in float16 where the backend can; told by the names that exporters give. */
export function isHalfPrecision({ weightsPath }: Pick<InstalledModel, 'weightsPath'>): boolean {
  const { dtype } = graphNumbers(weightsPath);
  return dtype === 'fp16' || dtype === 'q4f16';
}
