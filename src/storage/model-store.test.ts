import { expect, it } from 'vitest';
import { describeModelStore } from '../testing/store/model-store-tests.ts';
import type { FileTree } from './model-files.ts';
import { memoryFileTree } from './model-files-memory.ts';
import { createModelStore } from './model-store.ts';

describeModelStore('memory', async () => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    store: createModelStore(memoryFileTree(files)),
    readFile: async (path) => files.get(path),
    writeFile: async (path, bytes) => void files.set(path, bytes.slice()),
  };
});

function failingTree(errorName: string): FileTree {
  return {
    ...memoryFileTree(new Map(), { usedBytes: 1_250_000, availableBytes: 340_000 }),
    write: async () => {
      throw new DOMException('refused', errorName);
    },
  };
}

it.each([
  [
    'QuotaExceededError',
    'The storage of this site could not be read or written, most likely because it is full: ' +
      '1.3 MB are in use and about 0.3 MB available. Nothing of this step was kept. ',
  ],
  [
    'NoModificationAllowedError',
    'A file of this model is being written already. Wait until its other installation ends, then try again.',
  ],
])('says in words what %s means', async (errorName, message) => {
  const store = createModelStore(failingTree(errorName));
  const written = store.writeModelFile('model-1', 'a', 0, Uint8Array.of(1));
  await expect(written).rejects.toThrow(message);
  await expect(written).rejects.toMatchObject({ name: 'StorageError' });
});
