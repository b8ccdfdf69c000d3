import type { TextSpan } from './parsed.ts';

/** Puts a text together from the parts of a document that is marked up: lines, paragraphs, headings. */
export interface TextBuilder {
  /** Running text: white space is one space. */
  append(text: string): void;
  /** Text whose white space counts. */
  appendVerbatim(text: string): void;
  breakLine(): void;
  /** A blank line. */
  breakParagraph(): void;
  /** What is appended until `endHeading` is a heading, a paragraph of its own. */
  startHeading(): void;
  endHeading(): void;
  /** Without white space around it. */
  finish(): { readonly text: string; readonly headings: readonly TextSpan[] };
}

export function createTextBuilder(): TextBuilder {
  const parts: string[] = [];
  const headings: TextSpan[] = [];
  let length = 0;
  /** White space that counts once more text follows. */
  let pending: '' | ' ' | '\n' | '\n\n' = '';
  let isHeading = false;
  let headingStart: number | undefined;

  function push(text: string): void {
    if (length > 0) {
      parts.push(pending);
      length += pending.length;
    }
    pending = '';
    if (isHeading) headingStart ??= length;
    parts.push(text);
    length += text.length;
  }

  function breakWith(mark: '\n' | '\n\n'): void {
    // A heading is one line.
    if (isHeading) pending ||= ' ';
    else if (pending !== '\n\n') pending = mark;
  }

  return {
    append(text) {
      const words = text.trim().replace(/\s+/gu, ' ');
      if (text !== '' && /^\s/u.test(text)) pending ||= ' ';
      if (words === '') return;
      push(words);
      if (/\s$/u.test(text)) pending = ' ';
    },
    appendVerbatim(text) {
      if (text !== '') push(text);
    },
    breakLine: () => breakWith('\n'),
    breakParagraph: () => breakWith('\n\n'),
    startHeading() {
      breakWith('\n\n');
      isHeading = true;
      headingStart = undefined;
    },
    endHeading() {
      isHeading = false;
      if (headingStart !== undefined) headings.push({ start: headingStart, end: length });
      headingStart = undefined;
      breakWith('\n\n');
    },
    finish: () => ({ text: parts.join(''), headings }),
  };
}
