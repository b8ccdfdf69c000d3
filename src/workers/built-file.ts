import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * Reads a file of the build that a library would fetch by itself, unchecked. A second time past the browser's cache, where
 * a damaged copy would stay for years.
 *
 * @param address absolute
 * @param sha256 hex, of the file when the app was built
 * @throws Error that says, without a full stop, what was expected and found.
 */
export async function readBuiltFile(address: string, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const first = await fetchBytes(address, 'default').catch((error: unknown) => {
    // The connection broke off, perhaps because the browser's cache is full.
    if (error instanceof TypeError) return undefined;
    throw error;
  });
  if (first && (await sha256Of(first)) === sha256) return first;
  const second = await fetchBytes(address, 'reload');
  const found = await sha256Of(second);
  if (found === sha256) return second;
  throw new Error(
    `${address} is not the file of this version: expected the SHA-256 ${sha256}, found ${second.length} bytes with ${found}; ` +
      'if reloading does not help, have the app put on its host again',
  );
}

async function fetchBytes(address: string, cache: RequestCache): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address, { cache });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new Error(`expected the file ${address}, found that the server answered ${response.status}`);
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return bytesToHex(digest);
}
