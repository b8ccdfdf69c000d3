import { Parser } from 'htmlparser2';
import { XennError } from '../core/errors.ts';
import { decodeText } from './decode.ts';
import type { FileTextReader } from './file-text.ts';
import { MAX_HTML_DEPTH } from './limits.ts';
import { createTextBuilder, type TextBuilder } from './text-builder.ts';

/** What is in them is no text for people, or none where scripts run. */
const DROPPED: ReadonlySet<string> = new Set(
  'script style template noscript noframes noembed iframe object svg math textarea select'.split(' '),
);
const LINES: ReadonlySet<string> = new Set('br li tr dt dd option'.split(' '));
const CELLS: ReadonlySet<string> = new Set(['td', 'th']);
const PARAGRAPHS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption details dialog div dl fieldset figcaption figure footer form header hr ' +
    'main nav ol p pre section summary table ul'
  ).split(' '),
);
const HEADINGS: ReadonlySet<string> = new Set('h1 h2 h3 h4 h5 h6'.split(' '));

/** An HTML page as text: blocks become lines and paragraphs. Its title is <title>, or else the first <h1>. */
export const readHtml: FileTextReader = (bytes, path) => {
  const builder = createTextBuilder();
  const { title, firstHeading } = appendHtml(builder, decodeText(bytes, path), path);
  return { ...builder.finish(), title: title || firstHeading };
};

/**
 * Appends the text of an HTML page, or of a part of one, and returns the titles that stand in it.
 *
 * @throws ImportError when its elements are nested deeper than MAX_HTML_DEPTH; `path` is for its message.
 */
export function appendHtml(
  builder: TextBuilder,
  html: string,
  path: string,
): { title: string; firstHeading: string } {
  const title = createTextBuilder();
  const firstHeading = createTextBuilder();
  /** How many of each kind are open around what is read. */
  const open = { dropped: 0, pre: 0, title: 0, h1: 0 };
  let depth = 0;
  let titleCount = 0;
  let headingCount = 0;

  const count = (name: string, step: 1 | -1) => {
    if (DROPPED.has(name)) open.dropped += step;
    else if (name === 'title' || name === 'h1' || name === 'pre') open[name] += step;
  };
  const breakAt = (name: string) => {
    if (LINES.has(name)) builder.breakLine();
    else if (PARAGRAPHS.has(name)) builder.breakParagraph();
    else if (CELLS.has(name)) builder.append(' ');
  };
  const parser = new Parser({
    onopentagname(name) {
      if (++depth > MAX_HTML_DEPTH) throw tooDeep(path);
      count(name, 1);
      if (open.dropped > 0) return;
      if (name === 'title') titleCount++;
      if (name === 'h1') headingCount++;
      if (HEADINGS.has(name)) builder.startHeading();
      breakAt(name);
    },
    ontext(text) {
      if (open.dropped > 0) return;
      if (open.title > 0) {
        if (titleCount === 1) title.append(text);
        return;
      }
      if (open.h1 > 0 && headingCount === 1) firstHeading.append(text);
      if (open.pre > 0) builder.appendVerbatim(text);
      else builder.append(text);
    },
    onclosetag(name) {
      depth--;
      const isDropped = open.dropped > 0;
      count(name, -1);
      if (isDropped) return;
      if (HEADINGS.has(name)) builder.endHeading();
      breakAt(name);
    },
  });
  parser.end(html);
  return { title: title.finish().text, firstHeading: firstHeading.finish().text };
}

function tooDeep(path: string): XennError {
  return new XennError(
    'ImportError',
    `${path} has more than ${MAX_HTML_DEPTH.toLocaleString('en-US')} elements nested in each other: it is damaged, or no page for people. Leave it out.`,
  );
}
