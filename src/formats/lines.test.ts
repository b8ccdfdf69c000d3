import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES } from './limits.ts';
import { createLineSplitter, isBlank, isUsable, tooLongReason } from './lines.ts';

function split(chunks: readonly (string | Uint8Array)[]) {
  const splitter = createLineSplitter('a.txt');
  const encoder = new TextEncoder();
  const lines = chunks.flatMap((chunk) =>
    splitter.push(typeof chunk === 'string' ? encoder.encode(chunk) : chunk),
  );
  return [...lines, ...splitter.end()];
}

describe('createLineSplitter', () => {
  const cases: [name: string, chunks: string[], texts: string[]][] = [
    ['nothing', [], []],
    ['nothing, in pieces', ['', ''], []],
    ['LF', ['a\nb\n'], ['a', 'b']],
    ['CRLF', ['a\r\nb\r\n'], ['a', 'b']],
    ['no end of the last line', ['a\nb'], ['a', 'b']],
    ['CR at the very end', ['a\nb\r'], ['a', 'b']],
    ['CR alone stays', ['a\rb\nc\r\rd'], ['a\rb', 'c\r\rd']],
    ['one CR is cut, not two', ['a\r\r\n'], ['a\r']],
    ['blank lines count', ['\n\na\n\n'], ['', '', 'a', '']],
    ['CRLF cut in two', ['a\r', '\nb'], ['a', 'b']],
    ['a line in three chunks', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['a byte order mark within is kept', ['a\n\ufeffb\n\ufeffc\n'], ['a', '\ufeffb', '\ufeffc']],
  ];
  it.each(cases)('%s', (_, chunks, texts) => {
    expect(split(chunks)).toEqual(texts.map((text, index) => ({ number: index + 1, text })));
  });

  it('joins a character cut in two', () => {
    const bytes = new TextEncoder().encode('ä\n€𝒳');
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(split(single)).toEqual([
      { number: 1, text: 'ä' },
      { number: 2, text: '€𝒳' },
    ]);
  });

  it('takes a line of the longest length, and refuses one that is a byte longer', () => {
    const longest = 'ä'.repeat(MAX_LINE_BYTES / 2);
    const expected = [
      { number: 1, text: longest },
      { number: 2, text: '', tooLongBytes: MAX_LINE_BYTES + 1 },
      { number: 3, text: 'c' },
    ];
    expect(split([`${longest}\r\n${longest}b\r\nc`])).toEqual(expected);
    expect(split([longest, '\r', '\n', longest, 'b\r', '\n', 'c'])).toEqual(expected);
  });

  it('passes over a line of 40 MB in chunks of 1 MB, and names its length', () => {
    const chunk = new Uint8Array(1_000_000).fill(0x61);
    expect(split(['a\nb\n', ...Array<Uint8Array>(40).fill(chunk), '\nlast'])).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
      { number: 3, text: '', tooLongBytes: 40_000_000 },
      { number: 4, text: 'last' },
    ]);
    expect(tooLongReason(40_000_000)).toBe(
      'longer than 33,554,432 bytes (40,000,000 found); split it into passages',
    );
  });

  const latin1 = Uint8Array.of(0x61, 0x0a, 0x62, 0x0a, 0x63, 0xe9, 0x0a, 0x64, 0x0a);
  it.each([
    ['whole', [latin1]],
    ['in bytes', Array.from(latin1, (byte) => Uint8Array.of(byte))],
    ['cut within the line', [latin1.subarray(0, 5), latin1.subarray(5)]],
  ])('names the line that is not UTF-8: %s', (_, chunks) => {
    expect(() => split(chunks)).toThrow(
      'a.txt, line 3: not UTF-8 text. Save the file as UTF-8 and choose it again.',
    );
  });

  it('does not look into a line that is too long, wherever the chunks end', () => {
    const long = new Uint8Array(MAX_LINE_BYTES + 5).fill(0xe9);
    const expected = [
      { number: 1, text: 'a' },
      { number: 2, text: '', tooLongBytes: MAX_LINE_BYTES + 5 },
      { number: 3, text: 'b' },
    ];
    const whole = new Uint8Array([0x61, 0x0a, ...long, 0x0a, 0x62, 0x0a]);
    expect(split([whole])).toEqual(expected);
    expect(split(['a\n', long.subarray(0, 9), long.subarray(9), '\nb\n'])).toEqual(expected);
  });

  it('finds the same lines as splitting the whole text, wherever the chunks end', () => {
    const piece = fc.constantFrom('a', 'é', '𝒳', '\n', '\r\n', '\r', ' ', '\ufeff');
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat({ max: 5 })), (pieces, sizes) => {
        const text = pieces.join('');
        const bytes = new TextEncoder().encode(text);
        const chunks: Uint8Array[] = [];
        let start = 0;
        for (const size of sizes) {
          chunks.push(bytes.slice(start, start + size));
          start += size;
        }
        const expected = text.split('\n').map((line) => line.replace(/\r$/, ''));
        if (text === '' || text.endsWith('\n')) expected.pop();
        expect(split([...chunks, bytes.slice(start)]).map((line) => line.text)).toEqual(expected);
      }),
      { seed: 1 },
    );
  });
});

it('tells blank and usable lines', () => {
  const lines = [
    { number: 1, text: ' \t' },
    { number: 2, text: ' a' },
    { number: 3, text: '', tooLongBytes: 2_000_000 },
  ];
  expect(lines.map(isBlank)).toEqual([true, false, false]);
  expect(lines.map(isUsable)).toEqual([false, true, false]);
});
