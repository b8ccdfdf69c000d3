import { expect, it, test } from 'vitest';
import { writeCsv } from './write-csv.ts';

it('writes a header, quotes what needs it, leaves absent cells empty', () => {
  const rows = [
    ['A, "b"', -0.5],
    ['C', undefined],
  ];
  expect(writeCsv(['label', 'difference'], rows)).toBe('label,difference\r\n"A, ""b""",-0.5\r\nC,');
});

test.each([
  ['=1+1', `"'=1+1"`],
  ['=HYPERLINK("http://evil.example","x")\nmore', `"'=HYPERLINK(""http://evil.example"",""x"")\nmore"`],
  ['-12', '-12'],
])('of the text %j', (text, cell) => {
  expect(writeCsv(['text'], [[text]])).toBe(`text\r\n${cell}`);
});
