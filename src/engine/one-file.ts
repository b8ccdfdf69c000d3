import { XennError } from '../core/errors.ts';
import type { SourceFile } from '../formats/records.ts';

/** What a file is expected to be. */
export interface ExpectedFile {
  /** With its article: 'a search'. */
  readonly what: string;
  readonly ending: string;
  readonly mostBytes: number;
}

/** The text of the one file that was picked. Throws ImportError for none, several, or one that is too large to be meant. */
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
  return { path: file.path, text: await new Response(file.stream()).text() };
}
