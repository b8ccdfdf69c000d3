import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { concat } from './decode.ts';
import { readId, readText } from './document.ts';
import { baseName, commonFolder, type Entry, extension, type Progress } from './entries.ts';
import type { FileTextReader } from './file-text.ts';
import type { Format } from './format.ts';
import { readHtml } from './html-text.ts';
import { MAX_MARKDOWN_BYTES, MAX_PDF_BYTES, MAX_TEXT_FILE_BYTES, SAMPLE_ROWS } from './limits.ts';
import { readMarkdown } from './markdown-text.ts';
import { type Parsed, type Refused, refused } from './parsed.ts';
import { readPdf } from './pdf-text.ts';
import { readPlainText } from './plain-text.ts';
import { listPaths } from './single.ts';

/** A kind of file that is one document. */
interface Kind {
  readonly extensions: readonly string[];
  readonly maxBytes: number;
  readonly read: FileTextReader;
}

const KINDS: readonly Kind[] = [
  { extensions: ['.txt', '.text'], maxBytes: MAX_TEXT_FILE_BYTES, read: readPlainText },
  { extensions: ['.md', '.markdown'], maxBytes: MAX_MARKDOWN_BYTES, read: readMarkdown },
  { extensions: ['.html', '.htm', '.xhtml'], maxBytes: MAX_TEXT_FILE_BYTES, read: readHtml },
  { extensions: ['.pdf'], maxBytes: MAX_PDF_BYTES, read: readPdf },
];

const EXTENSIONS = KINDS.flatMap(({ extensions }) => extensions);

/**
 * Files that are a document each. Its id is its path, without the folders that all have in common; its title is what it says
 * of itself, or else its name. A file that cannot be read is refused, and reading goes on.
 */
export const files: Format = {
  extensions: EXTENSIONS,
  select: selectDocuments,
  async sample(selected, cancel) {
    const found: Parsed[] = [];
    const folder = commonFolder(selected);
    for (const entry of selected.slice(0, SAMPLE_ROWS)) {
      found.push(await readDocument(entry, folder, { bytesRead: 0 }, cancel));
    }
    const [first] = found;
    if (selected.length === 1 && first.kind === 'refused') throw new XennError('ImportError', first.reason);
    return {
      columns: [],
      sampleRows: found.flatMap((parsed) =>
        parsed.kind === 'document' ? [[parsed.value.title, parsed.value.text]] : [],
      ),
    };
  },
  reader(selected) {
    const folder = commonFolder(selected);
    return async function* (entry, progress, cancel) {
      yield [await readDocument(entry, folder, progress, cancel)];
    };
  },
};

function kindOf(path: string): Kind | undefined {
  return KINDS.find(({ extensions }) => extensions.includes(extension(path)));
}

function selectDocuments(entries: readonly Entry[]): readonly Entry[] {
  const selected = entries.filter(({ path }) => kindOf(path));
  if (selected.length > 0) return selected;
  throw new XennError(
    'ImportError',
    `Expected files that are documents, ending in ${EXTENSIONS.join(', ')}; found ${listPaths(entries)}. Choose others.`,
  );
}

/** `folder`: what is left out of the path in its id. */
async function readDocument(
  entry: Entry,
  folder: string,
  progress: Progress,
  cancel: Cancel | undefined,
): Promise<Parsed> {
  const { path } = entry;
  const kind = kindOf(path);
  if (!kind) throw new Error(`Expected a file that selectDocuments lets pass, found ${path}.`);
  const bytes = await readWhole(entry, kind.maxBytes, progress, cancel);
  if (!(bytes instanceof Uint8Array)) return bytes;
  try {
    const { title, text, headings } = await kind.read(bytes, path, cancel);
    if (text === '') return refused(0, `${path} holds no text. Choose another, or leave it out.`);
    const id = readId(path.slice(folder.length), 'path', 0);
    if (typeof id !== 'string') return id;
    const checkedTitle = readText(title || baseName(path), 'title', 0);
    if (typeof checkedTitle !== 'string') return checkedTitle;
    const checkedText = readText(text, 'text', 0);
    if (typeof checkedText !== 'string') return checkedText;
    return { kind: 'document', line: 0, value: { id, title: checkedTitle, text: checkedText }, headings };
  } catch (error) {
    if (error instanceof XennError && error.name === 'ImportError') return refused(0, error.message);
    throw error;
  }
}

/** The refusal of a longer one, which is not read further. */
async function readWhole(
  entry: Entry,
  maxBytes: number,
  progress: Progress,
  cancel: Cancel | undefined,
): Promise<Uint8Array | Refused> {
  const bytesBefore = progress.bytesRead;
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  for await (const chunk of entry.open(progress, cancel)) {
    chunks.push(chunk);
    byteLength += chunk.length;
    if (byteLength <= maxBytes) continue;
    progress.bytesRead = bytesBefore + entry.inputBytes;
    return refused(
      0,
      `${entry.path} is longer than ${maxBytes.toLocaleString('en-US')} bytes. Split it, or leave it out.`,
    );
  }
  return chunks.length === 1 ? chunks[0] : concat(chunks);
}
