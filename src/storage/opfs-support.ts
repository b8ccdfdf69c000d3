import { XennError } from '../core/errors.ts';

/** Throws StorageError where the browser has no private file system with synchronous handles. */
export function assertOpfs(): void {
  const hasDirectory = typeof navigator !== 'undefined' && navigator.storage?.getDirectory !== undefined;
  const hasHandles =
    typeof FileSystemFileHandle !== 'undefined' && 'createSyncAccessHandle' in FileSystemFileHandle.prototype;
  if (!hasDirectory) throw unavailableError('navigator.storage.getDirectory is missing');
  if (!hasHandles) throw unavailableError('FileSystemFileHandle.createSyncAccessHandle is missing');
}

export function unavailableError(cause: unknown): XennError {
  return new XennError(
    'StorageError',
    `This browser gives xenn no storage on the disk (${cause instanceof Error ? cause.message : cause}). ` +
      'xenn needs the origin private file system (OPFS): leave private browsing, allow this site to store ' +
      'data, open it over https or from localhost, or use a current browser. Nothing has been stored.',
  );
}
