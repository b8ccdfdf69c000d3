import { Lexer, type MarkedToken, type Token } from 'marked';
import { XennError } from '../core/errors.ts';
import { decodeText } from './decode.ts';
import type { FileTextReader } from './file-text.ts';
import { appendHtml } from './html-text.ts';
import { MAX_EMPHASIS_MARKS, MAX_FRONT_MATTER_CHARACTERS, MAX_MARKDOWN_INDENT } from './limits.ts';
import { createTextBuilder, type TextBuilder } from './text-builder.ts';

const FRONT_MATTER = /^---[^\S\n]*\n([\s\S]*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|$)/;

/**
 * Markdown as text: links as their text, code as it is, HTML in it as HTML. Its title is that of its front matter, which is
 * no part of the text, or else the first heading.
 *
 * @throws ImportError when it is binary, not well formed, or no Markdown that the library can read.
 */
export const readMarkdown: FileTextReader = (bytes, path) => {
  const source = decodeText(bytes, path).replace(/\r\n?/g, '\n');
  const frontMatter = FRONT_MATTER.exec(source.slice(0, MAX_FRONT_MATTER_CHARACTERS));
  const builder = createTextBuilder();
  appendTokens(builder, lexed(source.slice(frontMatter?.[0].length ?? 0), path), path);
  const { text, headings } = builder.finish();
  const [first] = headings;
  const title = titleOf(frontMatter?.[1] ?? '') || (first ? text.slice(first.start, first.end) : '');
  return { title, text, headings };
};

/** The line 'title: …', with or without quotes. */
function titleOf(frontMatter: string): string {
  const value = /^title:(.*)$/im.exec(frontMatter)?.[1].trim() ?? '';
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}

/** The library has faults of its own: a quote in a list that begins with a list, say. */
function lexed(source: string, path: string): Token[] {
  try {
    return lex(source);
  } catch {
    throw new XennError(
      'ImportError',
      `${path} holds Markdown that cannot be read: lists and quotes in each other, most likely. Rename it to .txt to take its text as it is.`,
    );
  }
}

/** As the library lexes it, but for what takes it too long: see the limits. */
function lex(source: string): Token[] {
  const lexer = new Lexer();
  const tokens = lexer.blockTokens(
    source.replace(/^(?:\s|>|[-*+] |\d{1,9}[.)] )+/gm, (prefix) => prefix.slice(0, MAX_MARKDOWN_INDENT)),
    [],
  );
  for (const { src, tokens } of lexer.inlineQueue) {
    const marks = src.match(/[*_~]/g)?.length ?? 0;
    if (marks > MAX_EMPHASIS_MARKS) tokens.push({ type: 'text', raw: src, text: src });
    else lexer.inlineTokens(src, tokens);
  }
  return tokens;
}

function appendTokens(builder: TextBuilder, tokens: readonly Token[], path: string): void {
  for (const token of tokens) appendToken(builder, token as MarkedToken, path);
}

function appendToken(builder: TextBuilder, token: MarkedToken, path: string): void {
  switch (token.type) {
    case 'heading':
      builder.startHeading();
      appendTokens(builder, token.tokens, path);
      builder.endHeading();
      break;
    case 'code':
      builder.breakParagraph();
      builder.appendVerbatim(token.text);
      builder.breakParagraph();
      break;
    case 'paragraph':
    case 'blockquote':
      builder.breakParagraph();
      appendTokens(builder, token.tokens, path);
      builder.breakParagraph();
      break;
    case 'list':
      builder.breakParagraph();
      for (const item of token.items) {
        builder.breakLine();
        appendTokens(builder, item.tokens, path);
      }
      builder.breakParagraph();
      break;
    case 'table':
      builder.breakParagraph();
      for (const row of [token.header, ...token.rows]) {
        builder.breakLine();
        for (const cell of row) {
          builder.append(' ');
          appendTokens(builder, cell.tokens, path);
        }
      }
      builder.breakParagraph();
      break;
    case 'html':
      appendHtml(builder, token.text, path);
      break;
    case 'br':
      builder.breakLine();
      break;
    case 'codespan':
    case 'escape':
    case 'image':
      builder.append(token.text);
      break;
    case 'text':
      if (token.tokens) appendTokens(builder, token.tokens, path);
      else builder.append(decodeEntities(token.text));
      break;
    case 'del':
    case 'em':
    case 'link':
    case 'strong':
      appendTokens(builder, token.tokens, path);
      break;
    case 'hr':
    case 'space':
      builder.breakParagraph();
  }
}

/** Those of HTML hold in Markdown, too: '&amp;', '&#8212;'. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, (entity) => {
    const builder = createTextBuilder();
    appendHtml(builder, entity, entity);
    return builder.finish().text || entity;
  });
}
