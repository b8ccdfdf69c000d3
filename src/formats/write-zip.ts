import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file to pack. */
export interface ZipSource {
  readonly path: string;
  /** In order. */
  readonly bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** The earliest that a zip can say: the same files give the same zip. */
const MODIFIED = new Date(1980, 0, 1);

/** A zip of the files, deflated or as they are. At most 4 GB. */
export async function writeZip(files: readonly ZipSource[], packing: 'deflate' | 'store'): Promise<Blob> {
  // As blobs, so that the browser may keep the pieces on the disk.
  const parts: Blob[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(new Blob([chunk]));
  });
  for (const { path, bytes } of files) {
    const member = packing === 'deflate' ? new ZipDeflate(path) : new ZipPassThrough(path);
    member.mtime = MODIFIED;
    zip.add(member);
    for await (const piece of bytes) member.push(piece);
    member.push(new Uint8Array(0), true);
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}
