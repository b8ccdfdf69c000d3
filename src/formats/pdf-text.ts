import type { PDFDocumentLoadingTask, PDFPageProxy } from 'pdfjs-dist/types/src/display/api';
import { XennError } from '../core/errors.ts';
import type { FileTextReader } from './file-text.ts';
import { MAX_PDF_CHARACTERS, MAX_PDF_PAGE_CHARACTERS, MAX_PDF_PAGES } from './limits.ts';
import { loadPdfLibrary } from './pdf-library.ts';
import { createPageText, type PageItem } from './pdf-page.ts';
import { openPdfSession, type PdfPlace, type PdfSession } from './pdf-session.ts';

/**
 * The text of a PDF, page by page, a blank line between them; its title is that of its metadata. Nothing of it is run, and
 * nothing is fetched for it but how predefined encodings number their characters, from the app itself: fonts and pictures are
 * not looked at.
 *
 * @throws ImportError when it is encrypted, no PDF, damaged, without any text, has more pages or text than the limits, or
 * takes longer than they allow; WorkerError when its worker does not start; whatever `cancel` throws.
 */
export const readPdf: FileTextReader = async (bytes, path, cancel) => {
  const { getDocument } = await loadPdfLibrary();
  // It is taken away from the caller; and copied first, where too little memory leaves nothing behind.
  const data = bytes.slice();
  const session = await openPdfSession(path, cancel);
  let loading: PDFDocumentLoadingTask | undefined;
  try {
    loading = getDocument({
      worker: session.worker,
      data,
      verbosity: 0,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      useWasm: false,
      enableXfa: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      BinaryDataFactory: OwnData,
    });
    // A session that is ended does not look.
    loading.promise.catch(() => undefined);
    return await readPages(loading, session, path);
  } finally {
    // Nothing of it is to stay where the next PDF is read; what has ended has nothing.
    await session.answer(async () => loading?.destroy(), 'opening').catch(() => undefined);
    session.close();
  }
};

async function readPages(loading: PDFDocumentLoadingTask, session: PdfSession, path: string) {
  const ask = <T>(question: () => Promise<T>, place: PdfPlace) =>
    session.answer(() => orUnreadable(path, question()), place);
  const pdf = await ask(() => loading.promise, 'opening');
  if (pdf.numPages > MAX_PDF_PAGES) throw tooLong(path, `${shown(pdf.numPages)} pages`, MAX_PDF_PAGES);
  const { info } = await ask(() => pdf.getMetadata(), 'opening');
  const pages: string[] = [];
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await ask(() => pdf.getPage(number), number);
    const text = await readPage(page, session, path);
    page.cleanup();
    characters += text.length;
    if (characters > MAX_PDF_CHARACTERS) {
      throw tooLong(path, `more characters on its first ${shown(number)} pages`, MAX_PDF_CHARACTERS);
    }
    if (text !== '') pages.push(text);
  }
  if (pages.length === 0) throw withoutText(path);
  return { title: titleOf(info), text: pages.join('\n\n'), headings: [] };
}

/** What pdf.js would fetch, from the app itself: of all that, only what tells text. */
class OwnData {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    if (kind !== 'cMapUrl')
      throw new Error(`Expected to read text only, found that ${filename} is asked for.`);
    const { readCMap } = await import('./pdf-cmaps.ts');
    return readCMap(filename);
  }
}

/** Piece by piece: pdf.js waits with the next ones until these were taken. */
async function readPage(page: PDFPageProxy, session: PdfSession, path: string): Promise<string> {
  const text = createPageText();
  let characters = 0;
  const reader = page.streamTextContent().getReader();
  for (;;) {
    const { done, value } = await session.answer(() => orUnreadable(path, reader.read()), page.pageNumber);
    if (done) return text.finish();
    const items: readonly PageItem[] = value.items;
    // A line end without a text counts, too.
    for (const item of items) characters += 'str' in item ? item.str.length + 1 : 0;
    if (characters > MAX_PDF_PAGE_CHARACTERS) {
      session.end();
      throw tooLong(path, `more characters on page ${shown(page.pageNumber)}`, MAX_PDF_PAGE_CHARACTERS);
    }
    text.add(items);
  }
}

function titleOf(info: object): string {
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title : '';
  return title.replaceAll('\0', '').replace(/\s+/g, ' ').trim();
}

/** What pdf.js says of a file that it cannot read, in our words. */
async function orUnreadable<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
    throw new XennError(
      'ImportError',
      name === 'PasswordException'
        ? `${path} is encrypted: it opens with a password only. Save it without one and choose it again.`
        : `${path} is not a PDF, or is cut off or damaged: ${message.replace(/\.+$/, '')}. Open it elsewhere, save it again, and choose that file.`,
    );
  }
}

function withoutText(path: string): XennError {
  return new XennError(
    'ImportError',
    `${path} holds no text: its pages are pictures, as a scan's are, or empty. Run text recognition (OCR) over it and choose the ` +
      'file that this gives.',
  );
}

function tooLong(path: string, found: string, limit: number): XennError {
  return new XennError(
    'ImportError',
    `${path} has ${found}; at most ${shown(limit)} were expected. Split it and choose the parts.`,
  );
}

function shown(count: number): string {
  return count.toLocaleString('en-US');
}
