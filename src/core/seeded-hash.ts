/** FNV's 32-bit offset basis and prime (Fowler, Noll and Vo). */
const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * 32-bit hash of a seed and a text, the same on every machine: FNV-1a over the bytes of its UTF-16 code units, then a
 * final mix, without which texts that end alike would stay close together.
 */
export function hashText(seed: number, text: string): number {
  let hash = mix(seed) ^ OFFSET_BASIS;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), PRIME);
    hash = Math.imul(hash ^ (unit >>> 8), PRIME);
  }
  return mix(hash) >>> 0;
}

/** The same of a row number (below 2^32). Different rows have different hashes. */
export function hashRow(seed: number, row: number): number {
  return mix(mix(seed) ^ row) >>> 0;
}

/** The final mix of MurmurHash3 (A. Appleby): one to one, and each bit of the input changes half of the output's. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
