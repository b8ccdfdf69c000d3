import type { StorageSpace } from './database.ts';
import type { FileTree } from './model-files.ts';

/** Files in memory, for tests: `files` holds them by path, and outlives the tree. */
export function memoryFileTree(
  files: Map<string, Uint8Array<ArrayBuffer>>,
  space: StorageSpace = { usedBytes: 0, availableBytes: Number.MAX_SAFE_INTEGER },
): FileTree {
  return {
    async folders() {
      return [...new Set([...files.keys()].map((path) => path.split('/')[0]))];
    },
    async totalBytes() {
      return [...files.values()].reduce((sum, { length }) => sum + length, 0);
    },
    async bytes(path) {
      return files.get(path)?.length ?? 0;
    },
    async write(path, offset, bytes) {
      const file = new Uint8Array(offset + bytes.length);
      file.set(files.get(path)?.subarray(0, offset) ?? []);
      file.set(bytes, offset);
      files.set(path, file);
    },
    async read(path) {
      const file = files.get(path);
      return file && new Blob([file]);
    },
    async removeFolder(name) {
      for (const path of [...files.keys()]) if (path.startsWith(`${name}/`)) files.delete(path);
    },
    space: async () => space,
  };
}
