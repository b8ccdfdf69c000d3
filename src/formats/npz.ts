/** NumPy's .npz files: a zip of .npy files, each named for its array. */
import { Zip, ZipPassThrough } from 'fflate';
import type { Cancel } from '../core/types.ts';
import { baseName, type Entry, extension } from './entries.ts';
import type { SourceFile } from './records.ts';
import { zipEntries } from './zip.ts';

/** The bytes of an array's .npy file, in order. */
export interface NpzMember {
  readonly name: string;
  readonly bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** The earliest that a zip can say: the same arrays give the same file. */
const MODIFIED = new Date(1980, 0, 1);

/** A file that `np.load` opens: the arrays as they are, as `np.savez` packs them. At most 4 GB. */
export async function writeNpz(members: readonly NpzMember[]): Promise<Blob> {
  // As blobs, so that the browser may keep the pieces on the disk.
  const parts: Blob[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(new Blob([chunk]));
  });
  for (const { name, bytes } of members) {
    const member = new ZipPassThrough(`${name}.npy`);
    member.mtime = MODIFIED;
    zip.add(member);
    for await (const piece of bytes) member.push(piece);
    member.push(new Uint8Array(0), true);
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}

/**
 * The arrays of a .npz file by name, still packed.
 *
 * @throws ImportError as `zipEntries` does.
 */
export async function openNpz(file: SourceFile, cancel?: Cancel): Promise<Map<string, Entry>> {
  return byArrayName(await zipEntries(file, cancel));
}

/** .npy files by the names of their arrays, which are those of the files; others are left out. */
export function byArrayName(entries: readonly Entry[]): Map<string, Entry> {
  const arrays = entries.filter(({ path }) => extension(path) === '.npy');
  return new Map(arrays.map((entry) => [baseName(entry.path), entry]));
}
