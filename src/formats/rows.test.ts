import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { DELIMITER_CHARACTERS, MAX_RECORD_CHARACTERS } from './limits.ts';
import type { Line } from './lines.ts';
import type { Dialect } from './rows.ts';
import { createRowReader, STRAY_QUOTE_REASON } from './rows.ts';

const CSV: Dialect = { delimiter: ',', strayQuotes: 'refused' };
const TSV: Dialect = { delimiter: '\t', strayQuotes: 'literal' };

function toLines(text: string): Line[] {
  return text.split('\n').map((line, index) => ({ number: index + 1, text: line }));
}

/** Each row as its line and cells, or its line and the reason. */
function read(dialect: Dialect, text: string): [number, ...(string | readonly string[])[]][] {
  return createRowReader(dialect)(toLines(text), true).map((row) => [
    row.line,
    row.kind === 'row' ? row.cells : row.reason,
  ]);
}

describe('createRowReader', () => {
  const csvCases: [name: string, text: string, rows: ReturnType<typeof read>][] = [
    [
      'plain cells',
      'a,b\n1,2',
      [
        [1, ['a', 'b']],
        [2, ['1', '2']],
      ],
    ],
    [
      'empty cells',
      ',\n,,',
      [
        [1, ['', '']],
        [2, ['', '', '']],
      ],
    ],
    [
      'blank lines',
      '\na\n \n\nb\n',
      [
        [2, ['a']],
        [5, ['b']],
      ],
    ],
    ['quotes', '"a, b","say ""hi""",""', [[1, ['a, b', 'say "hi"', '']]]],
    ['spaces after a closing quote', '"a" ,"b"  ', [[1, ['a', 'b']]]],
    [
      'a quote within a plain cell',
      '5" disk,b\nc,d',
      [
        [1, ['5" disk', 'b']],
        [2, ['c', 'd']],
      ],
    ],
    [
      'a line end in quotes',
      '1,"a\nb"\n2,c',
      [
        [1, ['1', 'a\nb']],
        [3, ['2', 'c']],
      ],
    ],
    [
      'blank lines in quotes',
      '1,"a\n\n\nb",x\n2',
      [
        [1, ['1', 'a\n\n\nb', 'x']],
        [5, ['2']],
      ],
    ],
    [
      'quotes over many lines',
      '"a\n""b""\n""\n"",\nc""",d\ne',
      [
        [1, ['a\n"b"\n"\n",\nc"', 'd']],
        [6, ['e']],
      ],
    ],
    [
      'two fields over lines',
      '"a\nb","c\nd"\ne',
      [
        [1, ['a\nb', 'c\nd']],
        [4, ['e']],
      ],
    ],
    [
      'plain cells with quotes beside a field over lines',
      '1" x,"a\nb",2" y\n3,c',
      [
        [1, ['1" x', 'a\nb', '2" y']],
        [3, ['3', 'c']],
      ],
    ],
    [
      'the same before a line with one quote',
      '1" x,"a\nb",2" y\n3,5" z\n4,c',
      [
        [1, ['1" x', 'a\nb', '2" y']],
        [3, ['3', '5" z']],
        [4, ['4', 'c']],
      ],
    ],
    [
      'text after a closing quote',
      '1,"a"b\n2,c',
      [
        [1, STRAY_QUOTE_REASON],
        [2, ['2', 'c']],
      ],
    ],
    [
      'quotes not doubled',
      '1,"a "b" c",d\n2,c',
      [
        [1, STRAY_QUOTE_REASON],
        [2, ['2', 'c']],
      ],
    ],
    [
      'a quote never closed',
      '1,"a\n2,b\n3,c',
      [
        [1, STRAY_QUOTE_REASON],
        [2, ['2', 'b']],
        [3, ['3', 'c']],
      ],
    ],
    [
      'a quote closed by the next opening one',
      '1,"a\n2,"b"\n3,c',
      [
        [1, STRAY_QUOTE_REASON],
        [2, ['2', 'b']],
        [3, ['3', 'c']],
      ],
    ],
  ];
  it.each(csvCases)('CSV: %s', (_, text, rows) => {
    expect(read(CSV, text)).toEqual(rows);
  });

  const tsvCases: [name: string, text: string, rows: ReturnType<typeof read>][] = [
    [
      'quotes as Excel writes them',
      '1\t"a\tb\nc ""d"""\n2\te',
      [
        [1, ['1', 'a\tb\nc "d"']],
        [3, ['2', 'e']],
      ],
    ],
    [
      'quotes as they stand',
      '1\t"The end" is\n2\t"b',
      [
        [1, ['1', '"The end" is']],
        [2, ['2', '"b']],
      ],
    ],
    ['a comma is no delimiter', 'a,b\tc', [[1, ['a,b', 'c']]]],
  ];
  it.each(tsvCases)('TSV: %s', (_, text, rows) => {
    expect(read(TSV, text)).toEqual(rows);
  });

  const delimiters: [text: string, cells: string[]][] = [
    ['id;text\n1;"a, b, c"\n2;d, e', ['id', 'text']],
    ['id\ttext\n1\ta, b\n2\tc', ['id', 'text']],
    ['id|text\n1|a, b\n2|c', ['id', 'text']],
    ['id,text\n1,"a; b"\n2,c', ['id', 'text']],
    ['text\na\nb', ['text']],
    ['text\n"a, b"\nc', ['text']],
  ];
  it.each(delimiters)('guesses the delimiter of %j', (text, cells) => {
    expect(read({ strayQuotes: 'refused' }, text)[0]).toEqual([1, cells]);
  });

  it('finds what Papa Parse finds in the whole text, where the quotes match', () => {
    const piece = fc.constantFrom('"', '""', '"a"', '"a\nb"', ',', '\n', 'a', ' ');
    let compared = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        const whole = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' });
        fc.pre(whole.errors.length === 0);
        compared++;
        const isFilled = (cells: readonly string[]) => cells.length > 1 || cells[0].trim() !== '';
        const rows = createRowReader(CSV)(toLines(text), true);
        const cells = rows.map((row) => (row.kind === 'row' ? row.cells : [row.reason]));
        expect(cells.filter(isFilled)).toEqual(whole.data.filter(isFilled));
      }),
      { seed: 7, numRuns: 500 },
    );
    expect(compared).toBe(500);
  });

  it('waits for the lines it needs to guess, and for the end of a record', () => {
    const reader = createRowReader({ strayQuotes: 'refused' });
    const lines = toLines('a;b\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\n1;2\n1;"2\n3"\n4;5');
    expect(reader(lines.slice(0, 9), false)).toEqual([]);
    expect(reader(lines.slice(9, 10), false).map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(reader(lines.slice(10), false).map(({ line }) => line)).toEqual([10, 12]);
    expect(reader([], true)).toEqual([]);
  });

  it('refuses lines that are too long, also within quotes', () => {
    const lines: Line[] = [
      { number: 1, text: '', tooLongBytes: 2_000_000 },
      { number: 2, text: '1,"a' },
      { number: 3, text: '', tooLongBytes: 3_000_000 },
      { number: 4, text: '2,b"' },
    ];
    expect(createRowReader(CSV)(lines, true)).toEqual([
      {
        kind: 'refused',
        line: 1,
        reason: 'longer than 33,554,432 bytes (2,000,000 found); split it into passages',
      },
      { kind: 'refused', line: 2, reason: STRAY_QUOTE_REASON },
      {
        kind: 'refused',
        line: 3,
        reason: 'longer than 33,554,432 bytes (3,000,000 found); split it into passages',
      },
      { kind: 'row', line: 4, cells: ['2', 'b"'] },
    ]);
  });

  it('takes a quote for never closed when its field goes on beyond the limit, without waiting for the end', () => {
    const filler = 'x'.repeat(1023);
    const lineCount = MAX_RECORD_CHARACTERS / 1024;
    const lines = ['1,"a', ...Array<string>(lineCount).fill(filler)].map((text, index) => ({
      number: index + 1,
      text,
    }));
    const rows = createRowReader(CSV)(lines, false);
    expect(rows.length).toBe(lineCount + 1);
    expect(rows.slice(0, 2)).toEqual([
      { kind: 'refused', line: 1, reason: STRAY_QUOTE_REASON },
      { kind: 'row', line: 2, cells: [filler] },
    ]);
  });

  it('takes the longest record, in one line and in several', () => {
    const filler = 'x'.repeat(MAX_RECORD_CHARACTERS / 2 - 3);
    expect(read(CSV, `"${filler}\n${filler}"\n${filler}${filler}xxxxxx`)).toEqual([
      [1, [`${filler}\n${filler}`]],
      [3, [`${filler}${filler}xxxxxx`]],
    ]);
    expect(read(CSV, `"${filler}\n${filler}x"\n${filler}${filler}xxxxxxx`)).toEqual([
      [1, STRAY_QUOTE_REASON],
      [2, [`${filler}x"`]],
      [3, 'longer than 9,437,184 characters (9,437,185 found); split it into passages'],
    ]);
  });

  it('measures a record from where it begins, also after one that was given up', () => {
    const filler = 'x'.repeat(MAX_RECORD_CHARACTERS / 2);
    expect(read(CSV, `a","b\n${filler}\na","b\n${filler}\nc"`)).toEqual([
      [1, STRAY_QUOTE_REASON],
      [2, [filler]],
      [3, ['a"', `b\n${filler}\nc`]],
    ]);
  });

  it.each([
    ['that all open quotes', 'a","c', 'd'],
    ['that all open quotes, before one where they do not match', 'a","c', 'x"y'],
    ['of stray quotes', 'a"b,"c', 'd'],
    ['of quotes that close and open', '",a"b,"x', 'd'],
    ['of a quote each', '1,"a', 'd'],
  ])('looks at each of 2,000 lines %s a few times at most', (_, text, last) => {
    const looks = new Uint32Array(2000);
    const lines = Array.from(looks, (_, index) => ({
      number: index + 1,
      get text() {
        looks[index]++;
        return index === 1999 ? last : text;
      },
    }));
    const readRows = createRowReader(CSV);
    for (let start = 0; start < lines.length; start += 100) readRows(lines.slice(start, start + 100), false);
    readRows([], true);
    expect(looks.reduce((sum, count) => sum + count)).toBeLessThan(20 * lines.length);
    // It may be long.
    expect(looks[1999]).toBeLessThan(20);
  });

  it('guesses the delimiter without waiting for more lines where the first are long', () => {
    const long = 'x'.repeat(DELIMITER_CHARACTERS);
    const lines = toLines(`a;b\n1;${long}\n2;c`);
    const reader = createRowReader({ strayQuotes: 'refused' });
    expect(reader(lines.slice(0, 1), false)).toEqual([]);
    expect(reader(lines.slice(1, 2), false)).toMatchObject([{ cells: ['a', 'b'] }, { cells: ['1', long] }]);
  });
});
