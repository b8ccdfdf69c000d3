import type { FileTree } from './model-files.ts';

/** Exists in dedicated workers only, and TypeScript's library for pages leaves it out. */
interface SyncAccessHandle {
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(bytes: number): void;
  flush(): void;
  close(): void;
}
type WorkerFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccessHandle> };

/**
 * Files under one folder at the top of the browser's private file system (OPFS). Only for the dedicated
 * worker that holds the storage lock: `claimStorage` gives it, and says what is missing where there is no OPFS.
 */
export function opfsFileTree(folderName: string): FileTree {
  async function top(): Promise<FileSystemDirectoryHandle> {
    return (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
  }

  async function fileHandle(path: string, create: boolean): Promise<FileSystemFileHandle> {
    const parts = path.split('/');
    let folder = await top();
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create });
    return folder.getFileHandle(parts[parts.length - 1], { create });
  }

  async function read(path: string): Promise<File | undefined> {
    return orUndefined(fileHandle(path, false).then((handle) => handle.getFile()));
  }

  return {
    async folders() {
      const names: string[] = [];
      for await (const [name, handle] of (await top()).entries()) {
        if (handle.kind === 'directory') names.push(name);
      }
      return names;
    },
    totalBytes: async () => bytesIn(await top()),
    async bytes(path) {
      return (await read(path))?.size ?? 0;
    },
    async write(path, offset, bytes) {
      const handle = await ((await fileHandle(path, true)) as WorkerFileHandle).createSyncAccessHandle();
      try {
        writeAll(handle, offset, bytes);
        handle.truncate(offset + bytes.length);
        handle.flush();
      } finally {
        handle.close();
      }
    },
    read,
    async removeFolder(name) {
      await orUndefined((await top()).removeEntry(name, { recursive: true }));
    },
    async space() {
      const { usage = 0, quota = 0 } = await navigator.storage.estimate();
      return { usedBytes: usage, availableBytes: quota - usage };
    },
  };
}

async function bytesIn(folder: FileSystemDirectoryHandle): Promise<number> {
  let sum = 0;
  for await (const handle of folder.values()) {
    // A file that is removed meanwhile takes no room.
    sum +=
      handle.kind === 'directory'
        ? await bytesIn(handle)
        : ((await orUndefined(handle.getFile()))?.size ?? 0);
  }
  return sum;
}

/** A handle may write less than it is given when the disk is full, and says so by its count alone. */
function writeAll(handle: SyncAccessHandle, offset: number, bytes: Uint8Array): void {
  const written = handle.write(bytes, { at: offset });
  if (written !== bytes.length) {
    throw new DOMException(`${written} of ${bytes.length} bytes written`, 'QuotaExceededError');
  }
}

async function orUndefined<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}
