import { XennError } from '../core/errors.ts';
import { assertOpfs } from './opfs-support.ts';

/** A reloaded page asks before the old one has let go; after this long it is another tab. */
const WAIT_MS = 3000;

/** One tab writes. `release` lets the next one; `writerGone` resolves once the one that writes has let go. */
export type StorageClaim =
  | { readonly role: 'writer'; readonly release: () => void }
  | { readonly role: 'reader'; readonly writerGone: Promise<void> };

/**
 * Asks for the lock that makes this the tab that writes; the browser frees it when its worker ends, however it ends.
 * `writerHere` resolves when another tab says that it has the lock: then this one is a reader. Throws StorageError if
 * neither comes within 3 s, or if the browser has no OPFS or no Web Locks.
 */
export async function claimStorage(writerHere: Promise<void>): Promise<StorageClaim> {
  assertOpfs();
  assertLocks();
  const waiting = new AbortController();
  const lock = requestLock(waiting.signal);
  const timer = setTimeout(() => waiting.abort(otherTabError()), WAIT_MS);
  try {
    return await Promise.race([
      lock.then((release): StorageClaim => ({ role: 'writer', release })),
      // The lock is not kept: what the writer changed meanwhile is not known here.
      writerHere.then(
        (): StorageClaim => ({ role: 'reader', writerGone: lock.then((release) => release()) }),
      ),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

function assertLocks(): void {
  if (navigator.locks) return;
  throw new XennError(
    'StorageError',
    'Expected Web Locks, by which one tab at a time writes, found a browser without them (navigator.locks is ' +
      'missing). Open this page over https or from localhost, or use a current browser. Nothing has been stored.',
  );
}

/** Resolves, with the function that lets it go, once the lock is held. */
function requestLock(signal: AbortSignal): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const hold = () => new Promise<void>((release) => resolve(release));
    navigator.locks.request('xenn-storage', { signal }, hold).catch(reject);
  });
}

export function otherTabError(): XennError {
  return new XennError(
    'StorageError',
    'Another tab or window already has the storage of xenn open, and does not answer. ' +
      'Close it, or wait until its work is done, then reload this page.',
  );
}
