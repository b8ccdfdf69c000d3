/** CSV and TSV: columns without end, quotes without end, formulas, markup. */
import { sourceFile } from '../source-files.ts';
import type { HostileCase, Outcome } from './hostile-case.ts';
import { lazyFile } from './lazy-file.ts';

function tableCase(
  name: string,
  path: string,
  content: string,
  expected: Outcome,
  more: Partial<HostileCase> = {},
): HostileCase {
  return { name, way: 'corpus', files: () => [sourceFile(path, content)], expected, ...more };
}

export const FORMULAS = [
  '=1+1',
  '+1+cmd|A0',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '=HYPERLINK("http://x.example","y")',
];

export const TABLE_CASES: readonly HostileCase[] = [
  tableCase(
    '500,000 empty columns',
    'a.csv',
    `${','.repeat(500_000)}\nx\n`,
    {
      error:
        'ImportError: a.csv begins with 500,001 columns or keys; at most 10,000 were expected. Save those with the id, the title and the text alone.',
    },
    { mapping: { text: 'column 1' } },
  ),
  tableCase('200,000 columns of one name', 'a.csv', `${Array(200_000).fill('text').join(',')}\n`, {
    error:
      'ImportError: a.csv begins with 200,000 columns or keys; at most 10,000 were expected. Save those with the id, the title and the text alone.',
  }),
  tableCase(
    'a million columns',
    'a.tsv',
    `${'\t'.repeat(999_999)}\n`,
    { error: 'ImportError: a.tsv holds only blank lines. Choose a file that holds documents.' },
    { mapping: { text: 'column 1' } },
  ),
  tableCase('a quote that never closes', 'a.csv', 'id,text\n1,"one\n2,two\n3,three\n', {
    documents: [
      ['2', '', 'two'],
      ['3', '', 'three'],
    ],
    refused: [
      'a.csv:2 a quoted field is not closed, or more text follows its closing quote; write a quote inside a field as two',
    ],
  }),
  {
    name: 'a quote that never closes before 4 MiB of blank lines',
    way: 'corpus',
    files: () => [lazyFile('a.csv', 2 ** 22, '\n', 'id,text\n1,"one\n', '2,two\n')],
    expected: {
      documents: [['2', '', 'two']],
      refused: [
        'a.csv:2 a quoted field is not closed, or more text follows its closing quote; write a quote inside a field as two',
      ],
    },
  },
  tableCase('stray quotes', 'a.csv', 'id,text\n1,o"ne\n2,"two" x\n3,"a""b"\n4,""\n5,"""\n', {
    documents: [
      ['1', '', 'o"ne'],
      ['3', '', 'a"b'],
    ],
    refused: [
      'a.csv:3 a quoted field is not closed, or more text follows its closing quote; write a quote inside a field as two',
      'a.csv:5 "text" is empty or missing',
      'a.csv:6 a quoted field is not closed, or more text follows its closing quote; write a quote inside a field as two',
    ],
  }),
  tableCase('stray quotes with tabs', 'a.tsv', 'id\ttext\n1\t"one\n2\t"two" x\n3\t"a""b"\n', {
    documents: [
      ['1', '', '"one'],
      ['2', '', '"two" x'],
      ['3', '', 'a"b'],
    ],
  }),
  tableCase('500,000 quotes', 'a.csv', `id,text\n1,${'"'.repeat(500_000)}\n2,two\n`, {
    documents: [
      ['1', '', '"'.repeat(249_999)],
      ['2', '', 'two'],
    ],
  }),
  tableCase('quotes and spaces in turn', 'a.csv', `id,text\n1,${'" '.repeat(400_000)}\n2,two\n`, {
    documents: [['2', '', 'two']],
    refused: [
      'a.csv:2 a quoted field is not closed, or more text follows its closing quote; write a quote inside a field as two',
    ],
  }),
  tableCase('rows of other widths', 'a.csv', 'id,text\n1\n2,two,2\n3,three\n,,,\n', {
    documents: [['3', '', 'three']],
    refused: [
      'a.csv:2 1 column; expected 2 as in the first row',
      'a.csv:3 3 columns; expected 2 as in the first row',
      'a.csv:5 4 columns; expected 2 as in the first row',
    ],
  }),
  tableCase('a header alone', 'a.csv', 'id,text\n', {
    error:
      'ImportError: Expected at least one document with a text, found none: the input holds no document. Nothing was stored; check the file and the chosen columns.',
  }),
  tableCase(
    'columns that every object has',
    'a.csv',
    '__proto__,constructor,text\na,b,one\n',
    { documents: [['a', 'b', 'one']] },
    { mapping: { id: '__proto__', title: 'constructor', text: 'text' } },
  ),
  tableCase(
    'a column that is not there',
    'a.csv',
    'id,text\n1,one\n',
    {
      error:
        'ImportError: a.csv has no column "__proto__"; its columns are "id", "text". Choose one of these.',
    },
    { mapping: { text: '__proto__' } },
  ),
  tableCase(
    'formulas',
    'a.csv',
    `id,text\n${FORMULAS.map((formula, index) => `${index},"${formula.replaceAll('"', '""')}"\n`).join('')}`,
    {
      documents: [
        ['0', '', '=1+1'],
        ['1', '', '+1+cmd|A0'],
        ['2', '', '-2+3'],
        ['3', '', '@SUM(A1)'],
        ['4', '', '\t=1'],
        ['5', '', '=HYPERLINK("http://x.example","y")'],
      ],
    },
  ),
  tableCase(
    'every delimiter at once',
    'a.csv',
    'id,text;id\ttext|id\n1,one;2\ttwo|3\n',
    {
      error:
        'ImportError: a.csv has no column "column 1"; its columns are "id", "text;id\ttext|id". Choose one of these.',
    },
    { mapping: { text: 'column 1' } },
  ),
];
