import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import type { Entry } from './entries.ts';
import { baseName, extension, isHidden, plainEntry, readChunks } from './entries.ts';
import { unpackedEntry } from './gunzip.ts';
import type { SourceFile } from './records.ts';
import { zipEntries } from './zip.ts';

/** What was dropped: one file, the files of a folder, or those inside a zip. */
export interface Input {
  /** At least one. */
  readonly entries: readonly Entry[];
  /** Paths of files that operating systems add on their own. */
  readonly hidden: readonly string[];
  /** Name of the zip, without its ending; absent when there is none. */
  readonly archiveName?: string;
}

/** Files that tell which kind of document a zip really is. */
const ZIPPED_DOCUMENTS: readonly { readonly member: string; readonly what: string }[] = [
  { member: 'xl/workbook.xml', what: 'an Excel workbook' },
  { member: 'word/document.xml', what: 'a Word document' },
  { member: 'ppt/presentation.xml', what: 'a PowerPoint presentation' },
  { member: 'META-INF/manifest.xml', what: 'an OpenDocument file' },
  { member: 'META-INF/container.xml', what: 'an EPUB book' },
  { member: 'META-INF/MANIFEST.MF', what: 'a Java archive' },
];

/**
 * Finds out what can be read: a zip counts as the folder inside it when it is the only file, and a .gz, in a zip, too, as the
 * file inside it.
 *
 * @throws ImportError when there is nothing to read, or the zip is none, damaged, or really a document.
 */
export async function openInput(files: readonly SourceFile[], cancel?: Cancel): Promise<Input> {
  const [hidden, visible] = partition(files, ({ path }) => isHidden(path));
  if (visible.length === 0) {
    throw new XennError(
      'ImportError',
      hidden.length === 0
        ? 'Expected a file or a folder, found none. Choose one.'
        : `Expected a file with documents, found only hidden ones: ${hidden.map(({ path }) => path).join(', ')}. Choose another.`,
    );
  }
  const [only] = visible;
  if (visible.length > 1 || !(await isZip(only, cancel))) {
    return {
      entries: visible.map((file) => unpackedEntry(plainEntry(file))),
      hidden: hidden.map(({ path }) => path),
    };
  }
  const members = await zipEntries(only, cancel);
  const document = ZIPPED_DOCUMENTS.find(({ member }) => members.some(({ path }) => path === member));
  if (document) {
    throw new XennError(
      'ImportError',
      `${only.path} seems to be ${document.what}, not a text file. Export its text as JSON Lines, CSV, TSV or plain text and choose that file.`,
    );
  }
  const [hiddenMembers, entries] = partition(members, ({ path }) => isHidden(path));
  if (entries.length === 0) {
    throw new XennError('ImportError', `${only.path} is a zip without a file in it. Choose another.`);
  }
  return {
    entries: entries.map(unpackedEntry),
    hidden: hiddenMembers.map(({ path }) => path),
    archiveName: baseName(only.path),
  };
}

/** Told by the first bytes; a file that is only named like a zip is refused. */
async function isZip(file: SourceFile, cancel?: Cancel): Promise<boolean> {
  const head: number[] = [];
  for await (const chunk of readChunks(file, cancel)) {
    head.push(...chunk.subarray(0, 4));
    if (head.length >= 4) break;
  }
  // The first header of a file in it, or at once the directory of an empty one.
  const found =
    head[0] === 0x50 &&
    head[1] === 0x4b &&
    ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
  if (!found && head.length > 0 && extension(file.path) === '.zip') {
    throw new XennError(
      'ImportError',
      `${file.path} is named like a zip but does not begin like one. Download or copy it again.`,
    );
  }
  return found;
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
