import { expect, it, test } from 'vitest';
import { toCsv } from './export-csv.ts';

it('writes a header and quotes what needs it', () => {
  const table = {
    fields: ['title', 'exact_score', 'estimate'],
    rows: [
      ['One, "two"', -1.5, undefined],
      ['Three', 2e-7, 3],
    ],
  };
  expect(toCsv(table)).toBe('title,exact_score,estimate\r\n"One, ""two""",-1.5,\r\nThree,2e-7,3');
});

it('is a header alone without rows', () => {
  expect(toCsv({ fields: ['round', 'recall'], rows: [] })).toBe('round,recall\r\n');
});

test.each([
  ['=1+1', `"'=1+1"`],
  ['+A1', `"'+A1"`],
  ['-A1', `"'-A1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t'=1"`],
  ['=HYPERLINK("x")\nmore', `"'=HYPERLINK(""x"")\nmore"`],
  ['--1', `"'--1"`],
  ['-12', '-12'],
  ['+1.5e-3', '+1.5e-3'],
  ['a=b', 'a=b'],
  ['a;=b', `"a;'=b"`],
])('of the text %j', (text, cell) => {
  expect(toCsv({ fields: ['text'], rows: [[text]] })).toBe(`text\r\n${cell}`);
});

it('leaves negative numbers alone', () => {
  expect(toCsv({ fields: ['score'], rows: [[-6.5]] })).toBe('score\r\n-6.5');
});
