/** JSON Lines: nesting, keys that objects have already, numbers, lines that are something else. */
import { sourceFile } from '../source-files.ts';
import type { HostileCase, Outcome } from './hostile-case.ts';
import { lazyFile } from './lazy-file.ts';

const DEPTH = 400_000;
const DEEP = `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`;

function jsonCase(
  name: string,
  content: string,
  expected: Outcome,
  more: Partial<HostileCase> = {},
): HostileCase {
  return { name, way: 'corpus', files: () => [sourceFile('a.jsonl', content)], expected, ...more };
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'];

export const JSON_CASES: readonly HostileCase[] = [
  jsonCase('400,000 brackets deep', `${DEEP}\n{"text": "one"}\n`, {
    documents: [['2', '', 'one']],
    refused: ['a.jsonl:1 expected a JSON object, found an array'],
  }),
  jsonCase('deep under a key that is not read', `{"text": "one", "deep": ${DEEP}}\n{"text": "two"}\n`, {
    documents: [
      ['1', '', 'one'],
      ['2', '', 'two'],
    ],
  }),
  jsonCase(
    'deep under the key of the text',
    `{"text": ${DEEP}}\n{"text": "two"}\n`,
    { documents: [['2', '', 'two']], refused: ['a.jsonl:1 "text" is an array; a string was expected'] },
    { mapping: { text: 'text' } },
  ),
  jsonCase('brackets that never close', `{"text": ${'['.repeat(500_000)}\n{"text": "two"}\n`, {
    documents: [['2', '', 'two']],
    refused: ['a.jsonl:1 not valid JSON'],
  }),
  jsonCase('one array of objects', '[{"text": "one"},\n{"text": "two"}]\n', {
    error:
      'ImportError: a.jsonl: expected JSON Lines, one object a line. Line 1: a JSON array begins here. Write each document as one object on a line of its own.',
  }),
  jsonCase(
    'lines that are no objects',
    '{"text": "one"}\nnull\n17\n"text"\n[1]\ntrue\n{"text": "two"} x\n{"text"\n',
    {
      documents: [['1', '', 'one']],
      refused: [
        'a.jsonl:2 expected a JSON object, found null',
        'a.jsonl:3 expected a JSON object, found a number',
        'a.jsonl:4 expected a JSON object, found a string',
        'a.jsonl:5 expected a JSON object, found an array',
        'a.jsonl:6 expected a JSON object, found a boolean',
        'a.jsonl:7 not valid JSON',
        'a.jsonl:8 not valid JSON',
      ],
    },
  ),
  jsonCase(
    'keys that every object has',
    '{"__proto__": {"polluted": true}, "text": "one"}\n{"constructor": {"prototype": {"polluted": true}}, "text": "two"}\n{"toString": 1, "text": "three"}\n',
    {
      documents: [
        ['1', '', 'one'],
        ['2', '', 'two'],
        ['3', '', 'three'],
      ],
    },
  ),
  jsonCase(
    'a text under __proto__',
    '{"__proto__": "one"}\n{"text": "two"}\n{"__proto__": {"text": "three"}}\n',
    {
      documents: [['1', '', 'one']],
      refused: [
        'a.jsonl:2 "__proto__" is empty or missing',
        'a.jsonl:3 "__proto__" is an object; a string was expected',
      ],
    },
    { mapping: { text: '__proto__' } },
  ),
  jsonCase(
    'a text under constructor',
    '{"constructor": "one"}\n{"text": "two"}\n',
    {
      error:
        'ImportError: Expected at least one document with a text, found none: 2 lines were refused, the first in a.jsonl, line 1: "toString" is missing. Nothing was stored; check the file and the chosen columns.',
    },
    { mapping: { id: 'toString', text: 'constructor' } },
  ),
  jsonCase(
    'ids that every object has',
    PROTOTYPE_KEYS.map((id) => line({ id, text: `of ${id}` })).join('') +
      line({ id: '__proto__', text: 'again' }),
    {
      documents: [
        ['__proto__', '', 'of __proto__'],
        ['constructor', '', 'of constructor'],
        ['toString', '', 'of toString'],
        ['hasOwnProperty', '', 'of hasOwnProperty'],
        ['prototype', '', 'of prototype'],
      ],
      refused: ['a.jsonl:6 duplicate document id "__proto__"; the first one is kept'],
    },
  ),
  jsonCase(
    'numbers as ids',
    '{"id": 1e400, "text": "a"}\n{"id": -0, "text": "b"}\n{"id": 1.5, "text": "c"}\n{"id": 9007199254740993, "text": "d"}\n{"id": NaN, "text": "e"}\n{"id": 1e3, "text": "f"}\n',
    {
      documents: [
        ['0', '', 'b'],
        ['1000', '', 'f'],
      ],
      refused: [
        'a.jsonl:1 "id" is a fraction; a string or a whole number was expected',
        'a.jsonl:3 "id" is a fraction; a string or a whole number was expected',
        'a.jsonl:4 "id" is a number too large to be kept exactly; put it in quotes',
        'a.jsonl:5 not valid JSON',
      ],
    },
  ),
  jsonCase(
    'values of other types',
    '{"id": "a", "text": "one"}\n{"id": {}, "text": "b"}\n{"id": "c", "text": ["x"]}\n{"id": true, "text": "d"}\n{"id": null, "text": "e"}\n{"id": "  ", "text": "f"}\n{"id": "g", "text": " "}\n',
    {
      documents: [['a', '', 'one']],
      refused: [
        'a.jsonl:2 "id" is an object; a string or a whole number was expected',
        'a.jsonl:3 "text" is an array; a string was expected',
        'a.jsonl:4 "id" is a boolean; a string or a whole number was expected',
        'a.jsonl:5 "id" is missing',
        'a.jsonl:6 "id" is empty',
        'a.jsonl:7 "text" is empty or missing',
      ],
    },
    { mapping: { id: 'id', text: 'text' } },
  ),
  jsonCase('a key twice', '{"id": "a", "id": "b", "text": "one", "text": "two"}\n', {
    documents: [['b', '', 'two']],
  }),
  jsonCase(
    '90,001 keys',
    `{"text": "one", ${Array.from({ length: 90_000 }, (_, key) => `"${key}":0`).join(',')}}\n`,
    {
      error:
        'ImportError: a.jsonl begins with 90,001 columns or keys; at most 10,000 were expected. Save those with the id, the title and the text alone.',
    },
  ),
  {
    name: 'a line of more than 32 MiB',
    way: 'corpus',
    files: () => [
      lazyFile('a.jsonl', 2 ** 25, 'x', '{"text": "one"}\n{"text": "', '"}\n{"text": "three"}\n'),
    ],
    mostBytes: 3.1 * 2 ** 25,
    expected: {
      documents: [
        ['1', '', 'one'],
        ['3', '', 'three'],
      ],
      refused: ['a.jsonl:2 longer than 33,554,432 bytes (33,554,444 found); split it into passages'],
    },
  },
  {
    name: 'a text of 16 MiB',
    way: 'corpus',
    files: () => [
      lazyFile('a.jsonl', 2 ** 24, 'x', '{"text": "one"}\n{"text": "', '"}\n{"text": "three"}\n'),
    ],
    expected: {
      documents: [
        ['1', '', 'one'],
        ['3', '', 'three'],
      ],
      refused: [
        'a.jsonl:2 longer than 4,194,304 characters (16,777,216 found); split it, or cut it into shorter passages',
      ],
    },
  },
  {
    name: '16 MiB of arrays',
    way: 'corpus',
    files: () => [
      lazyFile('a.jsonl', 2 ** 24, '[],', '{"text": "one"}\n{"text": "two", "more": [', '[]]}\n'),
    ],
    expected: {
      documents: [['1', '', 'one']],
      refused: [
        'a.jsonl:2 holds more than its texts: outside them it is longer than 1,048,576 characters (16,777,740 found); leave the rest out',
      ],
    },
  },
];
