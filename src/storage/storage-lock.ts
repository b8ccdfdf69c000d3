import { XennError } from '../core/errors.ts';

/** A reloaded page asks before the old one has let go; after this long it is another tab. */
const WAIT_MS = 3000;

/**
 * Takes the lock that makes this the only tab with the storage open; the browser frees it when the
 * worker ends, however it ends. Returns the function that lets it go. Throws StorageError after 3 s.
 */
export function holdStorageLock(): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const hold = () => new Promise<void>((release) => resolve(release));
    const options = { signal: AbortSignal.timeout(WAIT_MS) };
    navigator.locks.request('xenn-storage', options, hold).catch((error: Error) => {
      reject(error.name === 'TimeoutError' ? otherTabError() : error);
    });
  });
}

export function otherTabError(): XennError {
  return new XennError(
    'StorageError',
    'Another tab or window already has xenn open, and only one at a time can use its storage. ' +
      'Close it, then reload this page.',
  );
}
