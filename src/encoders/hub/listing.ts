import type { ModelOrigin } from '../../core/records.ts';

/** A file that can be had, from a hub or a folder. */
export interface ListedFile {
  /** With '/' between folders. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 (hex), where the listing says it: a hub does for large files. */
  readonly sha256?: string;
}

/** What is known of a model before anything of it is read. */
export interface ModelListing {
  /** For people: the repository's or the folder's name. */
  readonly name: string;
  readonly origin: ModelOrigin;
  /** As its model card says, e.g. 'apache-2.0'; absent when it says nothing. */
  readonly licence?: string;
  /** As its model card says, e.g. 'text-ranking'; absent when it says nothing. */
  readonly pipelineTag?: string;
  readonly tags: readonly string[];
  readonly files: readonly ListedFile[];
}

/** Where the bytes of listed files come from. */
export interface FileSource {
  /** The bytes of a file from `offset` on, to its end; `offset` is not beyond it. */
  read(file: ListedFile, offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}
