import { expect, test } from 'vitest';
import { writeCsv, writeCsvRows } from './write-csv.ts';

test('quotes what has to be quoted, leaves absent cells empty and marks formulas', () => {
  expect(
    writeCsv(
      ['label', 'value'],
      [
        ['A, “B”', -0.5],
        ['a "quote"', undefined],
        ['=1+1', 2],
        ['a;=cmd()', 3],
      ],
    ),
  ).toBe('label,value\r\n"A, “B”",-0.5\r\n"a ""quote""",\r\n"\'=1+1",2\r\n"a;\'=cmd()",3');
});

test('rows alone come as they do after a header line', () => {
  const rows = [
    ['=1+1', 'two\nlines', undefined],
    ['plain', -2, ''],
  ];
  expect(writeCsvRows(rows)).toBe('"\'=1+1","two\nlines",\r\nplain,-2,');
  expect(writeCsv(['a', 'b', 'c'], rows)).toBe(`a,b,c\r\n${writeCsvRows(rows)}`);
});
