import { XennError } from '../core/errors.ts';
import { concat } from '../formats/decode.ts';
import { readChunks } from '../formats/entries.ts';
import type { SourceFile } from '../formats/records.ts';

/** What a file is expected to be. */
export interface ExpectedFile {
  /** With its article: 'a search'. */
  readonly what: string;
  readonly ending: string;
  readonly mostBytes: number;
}

/**
 * The text of the one file that was picked, without a byte order mark.
 *
 * @throws ImportError for none, several, one that is too large to be meant, that cannot be read, or that is not UTF-8.
 */
export async function readOneFile(
  files: readonly SourceFile[],
  { what, ending, mostBytes }: ExpectedFile,
): Promise<{ path: string; text: string }> {
  if (files.length !== 1) {
    throw new XennError(
      'ImportError',
      `Expected one file of ${what}, found ${files.length}. Choose one ${ending} file.`,
    );
  }
  const [file] = files;
  if (file.size > mostBytes) {
    throw new XennError(
      'ImportError',
      `${file.path}: expected ${what} of at most ${mostBytes / 2 ** 20} MiB, found ${Math.ceil(file.size / 2 ** 20)} MiB. ` +
        'Choose another file.',
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(file)) chunks.push(chunk);
  return { path: file.path, text: decode(concat(chunks), file.path) };
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new XennError('ImportError', `${path} is not UTF-8 text. Copy it again, or choose another file.`);
  }
}
