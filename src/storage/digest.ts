import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * SHA-256 (hex) of the concatenated SHA-256 digests of the blocks. Blocks make it possible to digest
 * what does not fit in memory at once; they are part of the definition, so their size must never change.
 */
export async function digestBlocks(blocks: Iterable<Uint8Array>): Promise<string> {
  const digests: Uint8Array[] = [];
  for (const block of blocks) digests.push(await sha256(block));
  return digestOfDigests(digests);
}

/** The last step of `digestBlocks`, from the digests of the blocks. */
export async function digestOfDigests(digests: readonly Uint8Array[]): Promise<string> {
  const all = new Uint8Array(digests.length * 32);
  for (const [index, digest] of digests.entries()) all.set(digest, index * 32);
  return bytesToHex(await sha256(all));
}

/** Of a copy: the bytes may lie in shared memory, which crypto.subtle does not take. */
async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()));
}
