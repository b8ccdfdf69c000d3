import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { concat, toUtf8 } from './decode.ts';
import type { Entry, Progress } from './entries.ts';
import { MAX_LINE_BYTES } from './limits.ts';

/** A line without its end (LF or CRLF; a CR alone ends nothing and stays in the text). */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** '' when the line is too long to be held. */
  readonly text: string;
  /** UTF-8 bytes of a line longer than MAX_LINE_BYTES; absent on every other line. */
  readonly tooLongBytes?: number;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * The lines of a text file, as many at a time as the input hands out; the last ones come with `atEnd`, which may
 * be none. At most MAX_LINE_BYTES and one chunk are held.
 *
 * @throws ImportError when the file is empty, binary or not well-formed text; whatever `cancel` throws.
 */
export async function* readLines(
  entry: Entry,
  progress: Progress,
  cancel?: Cancel,
): AsyncGenerator<{ readonly lines: readonly Line[]; readonly atEnd: boolean }> {
  const splitter = createLineSplitter(entry.path);
  for await (const chunk of toUtf8(entry.open(progress, cancel), entry.path)) {
    const lines = splitter.push(chunk);
    if (lines.length > 0) yield { lines, atEnd: false };
  }
  yield { lines: splitter.end(), atEnd: true };
}

/** Cuts UTF-8 bytes into lines; `path` is for messages. `push` returns the lines that `chunk` completes. */
export function createLineSplitter(path: string): {
  push(chunk: Uint8Array): Line[];
  end(): Line[];
} {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  let linesBefore = 0;
  // The line that is still open: its bytes, unless it has become too long to hold.
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let lastByte = 0;

  function hold(piece: Uint8Array): void {
    if (piece.length === 0) return;
    heldBytes += piece.length;
    lastByte = piece[piece.length - 1];
    if (heldBytes > MAX_LINE_BYTES + 1) held = [];
    else held.push(piece);
  }

  function takeHeld(): Line {
    const byteLength = heldBytes - (heldBytes > 0 && lastByte === CR ? 1 : 0);
    const bytes = byteLength > MAX_LINE_BYTES ? undefined : concat(held).subarray(0, byteLength);
    held = [];
    heldBytes = 0;
    linesBefore++;
    return bytes
      ? { number: linesBefore, text: decodeLine(bytes) }
      : { number: linesBefore, text: '', tooLongBytes: byteLength };
  }

  function decodeLine(bytes: Uint8Array): string {
    try {
      return decoder.decode(bytes);
    } catch {
      throw new XennError(
        'ImportError',
        `${path}, line ${linesBefore}: not UTF-8 text. Save the file as UTF-8 and choose it again.`,
      );
    }
  }

  /** Whole lines, decoded at once, which is several times faster than one by one. */
  function splitBlock(block: Uint8Array): Line[] {
    let text: string;
    try {
      text = decoder.decode(block);
    } catch {
      return splitBytes(block);
    }
    return text.split('\n').map((raw) => {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      const number = ++linesBefore;
      // A UTF-16 unit takes at most three bytes, so short lines need not be measured.
      if (line.length * 3 <= MAX_LINE_BYTES) return { number, text: line };
      const byteLength = encoder.encode(line).length;
      return byteLength <= MAX_LINE_BYTES
        ? { number, text: line }
        : { number, text: '', tooLongBytes: byteLength };
    });
  }

  /** The slow way: finds the line that is not UTF-8, and passes over those too long to be looked at. */
  function splitBytes(block: Uint8Array): Line[] {
    const lines: Line[] = [];
    for (let start = 0; start <= block.length; ) {
      const found = block.indexOf(LF, start);
      const end = found < 0 ? block.length : found;
      hold(block.subarray(start, end));
      lines.push(takeHeld());
      start = end + 1;
    }
    return lines;
  }

  return {
    push(chunk) {
      const first = chunk.indexOf(LF);
      if (first < 0) {
        hold(chunk);
        return [];
      }
      hold(chunk.subarray(0, first));
      const lines = [takeHeld()];
      const last = chunk.lastIndexOf(LF);
      if (last > first) for (const line of splitBlock(chunk.subarray(first + 1, last))) lines.push(line);
      hold(chunk.subarray(last + 1));
      return lines;
    },
    end() {
      return heldBytes > 0 ? [takeHeld()] : [];
    },
  };
}

/** Blank lines separate, they are not refused. */
export function isBlank(line: Line): boolean {
  return line.tooLongBytes === undefined && line.text.trim() === '';
}

/** Whether there is something in it to parse. */
export function isUsable(line: Line): boolean {
  return line.tooLongBytes === undefined && !isBlank(line);
}

/** Why a line that is too long is refused. */
export function tooLongReason(byteLength: number): string {
  const [limit, found] = [MAX_LINE_BYTES, byteLength].map((bytes) => bytes.toLocaleString('en-US'));
  return `longer than ${limit} bytes (${found} found); split it into passages`;
}
