/** .npy files as they should be, but for what a case says. */
import { concat } from '../../formats/decode.ts';
import { encodeNpyHeader } from '../../formats/npy-header.ts';

/** A .npy file whose header says what it likes. */
export function npy(
  dtype: string,
  shape: readonly number[],
  data: Uint8Array | Float32Array | Uint32Array,
): Uint8Array {
  return concat([
    encodeNpyHeader({ dtype, shape }),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ]);
}
