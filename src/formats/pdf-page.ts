import type { TextContent } from 'pdfjs-dist/types/src/display/api';

type Item = TextContent['items'][number];

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

/**
 * A page's text: its lines are put together to paragraphs, with a blank line between them, and words that were parted at the end
 * of a line are one again.
 */
export function textOfPage(items: readonly Item[]): string {
  let text = '';
  let before: PageLine | undefined;
  for (const line of linesOf(items)) {
    const parted = before && /^\p{Ll}/u.test(line.text) ? PARTED.exec(before.text) : null;
    if (before) {
      const isParagraph = before.y - line.y > PARAGRAPH_STEP * Math.max(before.height, line.height);
      if (parted) text = text.slice(0, parted[1].length - before.text.length);
      else text += isParagraph ? '\n\n' : ' ';
    }
    text += line.text;
    before = line;
  }
  return text;
}

/** Those that are not blank, without white space around them. */
function linesOf(items: readonly Item[]): PageLine[] {
  const lines: PageLine[] = [];
  let [text, y, height] = ['', 0, 0];
  const close = () => {
    const trimmed = text.trim();
    if (trimmed !== '') lines.push({ text: trimmed, y, height });
    [text, y, height] = ['', 0, 0];
  };
  for (const item of items) {
    // Marks of the page's structure are no text.
    if (!('str' in item)) continue;
    // What a damaged font maps to NUL is no character.
    text += item.str.replaceAll('\0', '');
    if (item.str.trim() !== '') y = item.transform[5];
    height = Math.max(height, item.height);
    if (item.hasEOL) close();
  }
  close();
  return lines;
}
