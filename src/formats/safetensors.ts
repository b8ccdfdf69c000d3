import type { Cancel } from '../core/types.ts';
import { withBytes } from './byte-reader.ts';
import type { Entry } from './entries.ts';
import {
  decodeHeader,
  decodeHeaderLength,
  LENGTH_BYTES,
  notSafetensors,
  type SafetensorsHeader,
  type TensorEntry,
} from './safetensors-header.ts';

/**
 * Reads the header alone, however long the file is, and holds it against the file's length.
 *
 * @throws ImportError as `decodeHeaderLength` and `decodeHeader` do, and when the file is too short for a header.
 */
export function readSafetensorsHeader(entry: Entry, cancel?: Cancel): Promise<SafetensorsHeader> {
  const { path, byteLength } = entry;
  return withBytes(
    entry,
    async (bytes) => {
      if (byteLength < LENGTH_BYTES) throw notSafetensors(path, `it has ${byteLength} bytes`);
      const headerBytes = decodeHeaderLength(await bytes.take(LENGTH_BYTES), byteLength, path);
      return decodeHeader(await bytes.take(headerBytes), byteLength - LENGTH_BYTES - headerBytes, path);
    },
    cancel,
  );
}

/**
 * The bytes of the tensors that `isWanted`, in one pass over the file, each handed to `use` as it comes.
 *
 * @throws ImportError when the file cannot be read, or ends too early; whatever `use` and `cancel` throw.
 */
export function readTensors(
  entry: Entry,
  { tensors }: SafetensorsHeader,
  isWanted: (tensor: TensorEntry) => boolean,
  use: (tensor: TensorEntry, bytes: Uint8Array<ArrayBuffer>) => Promise<void> | void,
  cancel?: Cancel,
): Promise<void> {
  return withBytes(
    entry,
    async (bytes) => {
      // The header was read before, by another pass.
      const view = new DataView((await bytes.take(LENGTH_BYTES)).buffer);
      await bytes.skip(Number(view.getBigUint64(0, true)));
      for (const tensor of tensors) {
        if (isWanted(tensor)) await use(tensor, await bytes.take(tensor.byteLength));
        else await bytes.skip(tensor.byteLength);
      }
    },
    cancel,
  );
}
