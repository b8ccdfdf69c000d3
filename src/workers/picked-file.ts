import type { SourceFile } from '../formats/records.ts';

/** A file as the page has it: a Blob can be posted to a worker, a stream factory cannot. */
export interface PickedFile {
  /** Path inside what was dropped or picked, with '/' between folders. */
  readonly path: string;
  readonly file: Blob;
}

export function toSourceFile({ path, file }: PickedFile): SourceFile {
  return { path, size: file.size, stream: (start, end) => file.slice(start, end).stream() };
}
