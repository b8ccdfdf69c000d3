/** Bytes of a project's files on their way out and in, none of which is in memory whole. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Cancel } from '../core/types.ts';
import { readChunks } from '../formats/entries.ts';
import { inBlocks } from './install-model-blocks.ts';

/** Large enough that a file of gigabytes is hundreds of pieces, not hundreds of thousands. */
const BLOCK_BYTES = 4 * 2 ** 20;

/** The bytes of a blob in blocks. Throws whatever `cancel` throws. */
export function blocksOf(blob: Blob, path: string, cancel?: Cancel): AsyncGenerator<Uint8Array> {
  const file = {
    path,
    size: blob.size,
    stream: (start?: number, end?: number) => blob.slice(start, end).stream(),
  };
  return inBlocks(readChunks(file, cancel), BLOCK_BYTES);
}

/** SHA-256 (hex) of all of `blocks`; `onBytes` is told how many came, block by block. */
export async function digestBlocks(
  blocks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const hash = sha256.create();
  for await (const block of blocks) {
    hash.update(block);
    onBytes(block.length);
  }
  return bytesToHex(hash.digest());
}

/** All of `chunks` as a blob, which the browser may keep on the disk, and its SHA-256 (hex). */
export async function collectBlob(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<{ blob: Blob; sha256: string }> {
  const parts: Blob[] = [];
  async function* kept() {
    for await (const block of inBlocks(chunks, BLOCK_BYTES)) {
      parts.push(new Blob([block as Uint8Array<ArrayBuffer>]));
      yield block;
    }
  }
  const digest = await digestBlocks(kept(), onBytes);
  return { blob: new Blob(parts), sha256: digest };
}
