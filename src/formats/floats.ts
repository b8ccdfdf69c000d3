/** Floating point numbers as files hold them: little-endian, as typed arrays are on every machine with a browser. */

/** Bits of IEEE 754. */
export type FloatBits = 16 | 32 | 64;

/**
 * The numbers of `bytes` as float32, in the same memory where they are. `bytes` begins its buffer and holds a whole
 * number of them. A float64 beyond the range of float32 becomes infinite.
 */
export function toFloat32(bytes: Uint8Array<ArrayBuffer>, bits: FloatBits): Float32Array<ArrayBuffer> {
  if (bits === 32) return new Float32Array(bytes.buffer, 0, bytes.length / 4);
  if (bits === 64) return Float32Array.from(new Float64Array(bytes.buffer, 0, bytes.length / 8));
  return Float32Array.from(new Uint16Array(bytes.buffer, 0, bytes.length / 2), fromHalf);
}

/** IEEE 754 binary16: a sign, 5 bits of exponent biased by 15, 10 of fraction. */
function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The bytes of numbers that may lie in shared memory: a view, not a copy. */
export function bytesOf(numbers: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
