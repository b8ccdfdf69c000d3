import { bytesToHex } from '@noble/hashes/utils.js';
import { XennError } from '../core/errors.ts';
import type { InstalledModel } from '../core/records.ts';
import type { ModelStore } from './ports.ts';

/**
 * A file of an installed model, if it still is what was installed. `path` is one of the model's files.
 *
 * @throws EncoderError when its length or its hash differs or the model has no such file; StorageError when it is
 * missing from the disk.
 */
export async function readVerifiedFile(
  store: ModelStore,
  model: InstalledModel,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const expected = model.files.find((file) => file.path === path);
  if (!expected) throw notInstalledError(model, path);
  const bytes = new Uint8Array(await (await store.readModelFile(model.modelId, path)).arrayBuffer());
  if (bytes.length !== expected.bytes) {
    throw damagedError(model, path, `${expected.bytes} bytes`, `${bytes.length}`);
  }
  // The whole file has to be in memory to be loaded, so the browser's own, faster digest can be used.
  const sha256 = await sha256Hex(bytes);
  if (sha256 !== expected.sha256) throw damagedError(model, path, `SHA-256 ${expected.sha256}`, sha256);
  return bytes;
}

/** Of bytes that are in memory as a whole. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return bytesToHex(digest);
}

function notInstalledError({ name, files }: InstalledModel, path: string): XennError {
  return new XennError(
    'EncoderError',
    `Expected the file ${path} of ${name}, found only ${files.map((file) => file.path).join(', ')}. ` +
      'Install a variant of the model that has it.',
  );
}

function damagedError({ name }: InstalledModel, path: string, expected: string, found: string): XennError {
  return new XennError(
    'EncoderError',
    `The file ${path} of ${name} is damaged: expected ${expected}, found ${found}. ` +
      'Remove the model and install it again.',
  );
}
