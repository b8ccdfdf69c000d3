import { bytesToHex } from '@noble/hashes/utils.js';
import type { Matrix } from '../core/types.ts';

/** Vectors are hashed once while they are in memory: there may be gigabytes of them. */
const hashes = new WeakMap<Float32Array, Promise<string>>();

/** SHA-256 (hex) of the numbers as they lie in memory: little-endian float32, row by row. */
export function hashVectors({ data }: Pick<Matrix, 'data'>): Promise<string> {
  const known = hashes.get(data);
  if (known) return known;
  const hash = sha256(data);
  hashes.set(data, hash);
  return hash;
}

/** Of a copy: the numbers may lie in shared memory, which crypto.subtle does not take. */
async function sha256(data: Float32Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data.slice()));
  return bytesToHex(digest);
}
