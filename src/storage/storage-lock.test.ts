import { afterEach, expect, it, vi } from 'vitest';
import { claimStorage } from './storage-lock.ts';

afterEach(() => vi.unstubAllGlobals());

// Node has no OPFS, just as a browser in private mode may have none.
it('refuses to store anything where there is no OPFS', async () => {
  await expect(claimStorage(new Promise(() => {}))).rejects.toThrow(
    'This browser gives xenn no storage on the disk (navigator.storage.getDirectory is missing). ' +
      'xenn needs the origin private file system (OPFS): leave private browsing, allow this site to store ' +
      'data, open it over https or from localhost, or use a current browser. Nothing has been stored.',
  );
});

it('refuses to store anything where tabs cannot tell which one writes', async () => {
  vi.stubGlobal('navigator', { storage: { getDirectory: () => undefined } });
  vi.stubGlobal('FileSystemFileHandle', { prototype: { createSyncAccessHandle: () => undefined } });
  await expect(claimStorage(new Promise(() => {}))).rejects.toThrow(
    'Expected Web Locks, by which one tab at a time writes, found a browser without them (navigator.locks is ' +
      'missing). Open this page over https or from localhost, or use a current browser. Nothing has been stored.',
  );
});
