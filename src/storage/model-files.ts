import { XennError } from '../core/errors.ts';
import type { StorageSpace } from './database.ts';

/**
 * Files by their path ('/' between folders): the one thing about models that differs between the browser
 * and a test in Node.
 */
export interface FileTree {
  /** The folders at the top, by name, in no particular order. */
  folders(): Promise<string[]>;
  /** Lengths of all files together. */
  totalBytes(): Promise<number>;
  /** Length of a file; 0 without one. */
  bytes(path: string): Promise<number>;
  /** Writes at `offset`, which is not beyond the end; the file ends after `bytes`. Makes folders as needed. */
  write(path: string, offset: number, bytes: Uint8Array): Promise<void>;
  /** Undefined without such a file. */
  read(path: string): Promise<Blob | undefined>;
  /** Removes a folder at the top with all that is in it. Does nothing if there is none. */
  removeFolder(name: string): Promise<void>;
  space(): Promise<StorageSpace>;
}

/**
 * Paths come from a hub's listing or a picked folder, so they are not trusted to stay inside theirs.
 *
 * @throws StorageError unless every part of the path names a file or folder inside the one before.
 */
export function checkPath(path: string): void {
  const parts = path.split('/');
  const isInside = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isInside || path.includes('\\') || path.includes('\0')) {
    throw new XennError(
      'StorageError',
      `Expected a path inside a model's folder, such as 'onnx/model.onnx', found '${path}'. ` +
        'The file was not touched; a model with such a path cannot be kept.',
    );
  }
}
