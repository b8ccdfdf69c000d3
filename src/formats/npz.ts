/** NumPy's .npz files: a zip of .npy files, each named for its array. */
import type { Cancel } from '../core/types.ts';
import { baseName, type Entry, extension } from './entries.ts';
import type { SourceFile } from './records.ts';
import { writeZip } from './write-zip.ts';
import { zipEntries } from './zip.ts';

/** The bytes of an array's .npy file, in order. */
export interface NpzMember {
  readonly name: string;
  readonly bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** A file that `np.load` opens: the arrays as they are, as `np.savez` packs them. At most 4 GB. */
export function writeNpz(members: readonly NpzMember[]): Promise<Blob> {
  return writeZip(
    members.map(({ name, bytes }) => ({ path: `${name}.npy`, bytes })),
    'store',
  );
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
