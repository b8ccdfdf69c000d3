import { XennError } from '../core/errors.ts';
import { toUtf8 } from './decode.ts';
import type { Entry } from './entries.ts';
import { firstLineCount } from './first-lines.ts';
import { MAX_LINE_BYTES, PREVIEW_BYTES } from './limits.ts';
import type { Line } from './lines.ts';
import { createLineSplitter, isBlank, isUsable } from './lines.ts';

/**
 * Looks at the first bytes only.
 *
 * @throws ImportError when the file is empty or binary.
 */
export async function checkIsText(entry: Entry): Promise<void> {
  const text = toUtf8(entry.open({ bytesRead: 0 }), entry.path);
  await text.next();
  await text.return(undefined);
}

/**
 * The lines that a file begins with, blank and too long ones among them: those within PREVIEW_BYTES without the last,
 * cut one, and in any case enough to guess a delimiter and one that `isUsable`.
 *
 * @throws ImportError when the file is empty, binary, not well-formed text, or has no usable line.
 */
export async function readHead(entry: Entry): Promise<Line[]> {
  const splitter = createLineSplitter(entry.path);
  const lines: Line[] = [];
  let bytesRead = 0;
  let hasCr = false;
  for await (const chunk of toUtf8(entry.open({ bytesRead: 0 }), entry.path)) {
    bytesRead += chunk.length;
    hasCr ||= chunk.includes(0x0d);
    for (const line of splitter.push(chunk)) {
      // Blank lines may go on for the whole file: no more of them are held than are looked at.
      if (bytesRead <= PREVIEW_BYTES || !firstLineCount(lines) || !isBlank(line)) lines.push(line);
    }
    if (bytesRead >= PREVIEW_BYTES && firstLineCount(lines) && lines.some(isUsable)) return lines;
  }
  if (hasCr && lines.length === 0) {
    throw new XennError(
      'ImportError',
      `${entry.path} ends its lines with a carriage return alone, as old Macintosh files do. Save it with LF or CRLF line ends and choose it again.`,
    );
  }
  lines.push(...splitter.end());
  if (lines.some(isUsable)) return lines;
  throw new XennError(
    'ImportError',
    lines.every(isBlank)
      ? `${entry.path} holds only blank lines. Choose a file that holds documents.`
      : `${entry.path}: every line is longer than ${MAX_LINE_BYTES.toLocaleString('en-US')} bytes. Expected one document a line; split it into passages.`,
  );
}
