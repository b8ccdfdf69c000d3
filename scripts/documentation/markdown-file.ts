import { readFileSync } from 'node:fs';
import { lexer, type Token, walkTokens } from 'marked';

/** What of a Markdown file can be wrong. */
export interface MarkdownFile {
  /** In the checkout, with '/' between folders. */
  readonly path: string;
  readonly text: string;
  readonly codeBlocks: readonly CodeBlock[];
  readonly inlineCode: readonly string[];
  /** Targets of links and pictures, as they are written. */
  readonly links: readonly string[];
  /** Of its headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
}

export interface CodeBlock {
  /** What stands behind the fence: 'sh'; '' where nothing does. */
  readonly language: string;
  readonly code: string;
}

/** Reads the file `path` of the current folder. */
export function readMarkdownFile(path: string): MarkdownFile {
  return parseMarkdown(path, readFileSync(path, 'utf8'));
}

/** Indented code counts as a block without a language. */
export function parseMarkdown(path: string, text: string): MarkdownFile {
  const codeBlocks: CodeBlock[] = [];
  const inlineCode: string[] = [];
  const links: string[] = [];
  const anchors = new Set<string>();
  walkTokens(lexer(text), (token: Token) => {
    if (token.type === 'code') codeBlocks.push({ language: token.lang ?? '', code: token.text });
    else if (token.type === 'codespan') inlineCode.push(token.text);
    else if (token.type === 'link' || token.type === 'image') links.push(token.href);
    else if (token.type === 'heading') anchors.add(anchorOf(token.text, anchors));
    // Pictures for both colour schemes are written as HTML.
    else if (token.type === 'html') links.push(...linksOfHtml(token.raw));
  });
  return { path, text, codeBlocks, inlineCode, links, anchors };
}

/** In lower case, without marks, spaces as hyphens; a number behind one that is taken. */
function anchorOf(heading: string, taken: ReadonlySet<string>): string {
  const name = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replace(/ /g, '-');
  let anchor = name;
  for (let number = 1; taken.has(anchor); number++) anchor = `${name}-${number}`;
  return anchor;
}

function linksOfHtml(html: string): string[] {
  return Array.from(html.matchAll(/\b(?:src|srcset|href)="([^"]*)"/g), ([, target]) => target);
}
