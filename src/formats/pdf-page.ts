import type { TextContent } from 'pdfjs-dist/types/src/display/api';

export type PageItem = TextContent['items'][number];

interface PageLine {
  readonly text: string;
  /** Of its base, in points from the bottom of the page. */
  readonly y: number;
  /** Of its tallest part, in points. */
  readonly height: number;
}

/** A paragraph begins where the step down to its first line is more than this many times the height of a line. */
const PARAGRAPH_STEP = 1.8;

/** Where a word was parted at the end of a line: what is before the hyphen. */
const PARTED = /^(.*\p{L})[-\u2010\u00ad]$/su;

/** Puts a page's text together from pieces of it, in order. */
export interface PageText {
  add(items: readonly PageItem[]): void;
  finish(): string;
}

/**
 * The lines of a page are put together to paragraphs, with a blank line between them, and words that were parted at the end of
 * a line are one again. What is held is the text, not the items.
 */
export function createPageText(): PageText {
  const parts: string[] = [];
  let before: PageLine | undefined;

  const addLine = (line: PageLine) => {
    const parted = before && /^\p{Ll}/u.test(line.text) ? PARTED.exec(before.text) : null;
    if (parted) parts.push(parted[1]);
    else if (before) {
      const isParagraph = before.y - line.y > PARAGRAPH_STEP * Math.max(before.height, line.height);
      parts.push(before.text, isParagraph ? '\n\n' : ' ');
    }
    before = line;
  };
  const lines = createLines(addLine);
  return {
    add: lines.add,
    finish() {
      lines.close();
      return parts.join('') + (before?.text ?? '');
    },
  };
}

/** Hands on the lines that are not blank, without white space around them. */
function createLines(handOn: (line: PageLine) => void) {
  let [text, y, height] = ['', 0, 0];
  const close = () => {
    const trimmed = text.trim();
    if (trimmed !== '') handOn({ text: trimmed, y, height });
    [text, y, height] = ['', 0, 0];
  };
  const add = (items: readonly PageItem[]) => {
    for (const item of items) {
      // Marks of the page's structure are no text.
      if (!('str' in item)) continue;
      // What a damaged font maps to NUL is no character.
      text += item.str.replaceAll('\0', '');
      if (item.str.trim() !== '') y = item.transform[5];
      height = Math.max(height, item.height);
      if (item.hasEOL) close();
    }
  };
  return { add, close };
}
