import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * SHA-256 (hex) of a file, piece by piece: `crypto.subtle` takes whole inputs only, and weights may be larger
 * than the memory that can be spared.
 *
 * @throws whatever `signal` was aborted with.
 */
export async function sha256OfBlob(blob: Blob, signal?: AbortSignal): Promise<string> {
  const hash = sha256.create();
  const reader = blob.stream().getReader();
  for (;;) {
    signal?.throwIfAborted();
    const { done, value } = await reader.read();
    if (done) return bytesToHex(hash.digest());
    hash.update(value);
  }
}
