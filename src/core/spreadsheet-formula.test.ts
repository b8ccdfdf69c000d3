import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markFormulas, needsQuotes, unmarkFormulas } from './spreadsheet-formula.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['+A1', "'+A1"],
  ['-A1', "'-A1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['＋A1', "'＋A1"],
  ['－A1', "'－A1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['\ttext', "'\ttext"],
  ['\rtext', "'\rtext"],
  ['\t=1', "'\t'=1"],
  ['--1', "'--1"],
  ["'=1", "''=1"],
  ['a;=cmd()', "a;'=cmd()"],
  ['a\t@x', "a\t'@x"],
  ['first\r\n=cmd();x', "first\r\n'=cmd();x"],
  ["a;'=1", "a;''=1"],
  ['a;-1', "a;'-1"],
  ['-12;=1', "'-12;'=1"],
])('%j is marked as %j', (text, marked) => {
  expect(markFormulas(text)).toBe(marked);
});

test.each(['-12', '+1.5e-3', 'a=b', "'tis", 'a; =b', 'a,=b', '', "it's -1"])('%j stays', (text) => {
  expect(markFormulas(text)).toBe(text);
});

test('no part of a marked text begins a formula, and the text comes back', () => {
  const character = fc.constantFrom("'", '=', '+', '-', '@', '＝', '1', 'a', ' ', ',', ';', '\t', '\r', '\n');
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
      const marked = markFormulas(text);
      const [start, ...parts] = marked.split(/[;\t\r\n]/);
      expect(start).not.toMatch(/^(?![+-]?1+$)[=+\-@＝]/);
      for (const part of parts) expect(part).not.toMatch(/^[=+\-@＝]/);
      expect(unmarkFormulas(marked)).toBe(text);
    }),
    { seed: 20261126, numRuns: 2000 },
  );
});

test.each([
  ['a;b', true],
  ['a\tb', true],
  ["'=1", true],
  ["it's", false],
  ['a,b', false],
  [-1, false],
  [undefined, false],
])('whether %j has to be quoted: %j', (cell, quoted) => {
  expect(needsQuotes(cell)).toBe(quoted);
});
