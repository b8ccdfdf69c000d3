/** Queries, judgements and TREC runs. */
import { sourceFile } from '../source-files.ts';
import type { HostileCase, Outcome, Way } from './hostile-case.ts';
import { lazyFile } from './lazy-file.ts';

function fileCase(way: Way, name: string, path: string, content: string, expected: Outcome): HostileCase {
  return { name, way, files: () => [sourceFile(path, content)], expected };
}

export const QUERY_CASES: readonly HostileCase[] = [
  fileCase(
    'queries',
    'queries whose ids every object has',
    'queries.jsonl',
    '{"_id": "__proto__", "text": "one", "split": "constructor"}\n{"_id": "constructor", "text": "two", "__proto__": {"split": "x"}}\n',
    {
      stored:
        '2 queries, 0 judgements, 0 queries that were there, of unknown queries 0, of unknown documents 0',
    },
  ),
  fileCase('queries', 'queries with NULs', 'queries.txt', `${'a question\n'.repeat(100)}wh\0y\n`, {
    stored:
      '100 queries, 0 judgements, 0 queries that were there, of unknown queries 0, of unknown documents 0',
    refused: ['queries.txt:101 "text" contains a NUL character'],
  }),
  fileCase(
    'queries',
    'a split with a NUL',
    'queries.tsv',
    `id\ttext\tsplit\n${'x\tquestion\ttest\n'.repeat(80)}n\twhy\ttr\0ain\n`,
    {
      stored:
        '1 queries, 0 judgements, 79 queries that were there, of unknown queries 0, of unknown documents 0',
      refused: ['queries.tsv:82 "split" contains a NUL character'],
    },
  ),
  fileCase(
    'queries',
    'half a surrogate pair in a split',
    'queries.jsonl',
    '{"_id": "s1", "text": "one", "split": "\\ud800"}\n{"_id": "s2", "text": "\\ud800"}\n',
    {
      error:
        'ImportError: Expected at least one query or judgement, found none: 2 lines were refused, the first in queries.jsonl, line 1: "split" contains half of a surrogate pair, which is no character. Nothing was stored; check the files.',
    },
  ),
  fileCase(
    'queries',
    'grades that are no whole numbers',
    'test.qrels',
    'q0\td0\t1\nq1\td1\tNaN\nq2\td2\tInfinity\nq3\td3\t1e3\nq4\td4\t0x10\nq5\td5\t-0\nq6\td6\t99999999999\nq7\td7\t-1\n',
    {
      stored:
        '0 queries, 0 judgements, 0 queries that were there, of unknown queries 0, of unknown documents 0',
      refused: [
        'test.qrels:2 the grade "NaN" is not a whole number',
        'test.qrels:3 the grade "Infinity" is not a whole number',
        'test.qrels:4 the grade "1e3" is not a whole number',
        'test.qrels:5 the grade "0x10" is not a whole number',
        'test.qrels:7 the grade "99999999999" is not a whole number',
      ],
    },
  ),
  fileCase(
    'queries',
    'judgements of what is not there',
    'test.qrels',
    '__proto__ 0 constructor 1\nq0 0 toString 1\n',
    {
      stored:
        '0 queries, 0 judgements, 0 queries that were there, of unknown queries 0, of unknown documents 2',
    },
  ),
  fileCase('queries', 'three columns without names', 'queries.csv', 'a,b,c\nd,e,f\n', {
    error:
      'ImportError: queries.csv: expected a query a row, as a text or as an id and a text, found 3 columns without names. Add a first row that names the columns id and text.',
  }),
  fileCase('queries', 'a run instead of judgements', 'a.txt', 'q0 Q0 d0 1 2.5 tag\nq0 Q0 d1 2 1.5 tag\n', {
    error:
      'ImportError: a.txt seems to be a TREC run: a ranking, neither queries nor judgements. Import it into an experiment, to set it beside the methods there.',
  }),
  fileCase('queries', 'a line of spaces and digits', 'a.txt', `${'1 '.repeat(250_000)}\nwhat\n`, {
    stored:
      '2 queries, 0 judgements, 0 queries that were there, of unknown queries 0, of unknown documents 0',
  }),
  fileCase('queries', 'an empty qrels file', 'test.qrels', '', {
    error: 'ImportError: test.qrels is empty. Choose a file that holds documents.',
  }),
  fileCase('trec', 'a run with hostile numbers', 'a.run', 'q1 Q0 d1 1 1e400 tag\n', {
    error:
      'ImportError: a.run, line 1: the score "1e400" is not a finite number, or too large. Nothing was imported; mend the line, or choose another file.',
  }),
  fileCase('trec', 'a score that is not a number', 'a.run', 'q1 Q0 d1 1 2.5 tag\nq1 Q0 d2 2 NaN tag\n', {
    error:
      'ImportError: a.run, line 2: the score "NaN" is not a finite number, or too large. Nothing was imported; mend the line, or choose another file.',
  }),
  fileCase(
    'trec',
    'a score below what float32 holds',
    'a.run',
    'q1 Q0 d1 1 2.5 tag\nq1 Q0 d2 2 -1e39 tag\n',
    {
      error:
        'ImportError: a.run, line 2: the score "-1e39" is not a finite number, or too large. Nothing was imported; mend the line, or choose another file.',
    },
  ),
  fileCase(
    'trec',
    'ranks and zeros with signs',
    '<b>.run',
    'q1 Q0 d1 NaN -0 tag\nq1 Q0 d2 -1 0 tag\nq1 Q0 d3 1e9 1e-320 tag\n',
    { stored: '["<b>"]' },
  ),
  fileCase('trec', 'five columns', 'a.run', 'q1 Q0 d1 1 2.5\n', {
    error:
      'ImportError: a.run, line 1: 5 columns; expected 6 (query, Q0, document, rank, score, tag). Nothing was imported; mend the line, or choose another file.',
  }),
  fileCase('trec', 'a document twice', 'a.run', 'q1 Q0 d1 1 2.5 tag\nq1 Q0 d1 2 1.5 tag\n', {
    error:
      'ImportError: a.run, line 2: document "d1" a second time for query "q1". Nothing was imported; mend the line, or choose another file.',
  }),
  fileCase(
    'trec',
    'ids that every object has',
    'a.run',
    '__proto__ Q0 constructor 1 2.5 tag\nq1 Q0 toString 1 2.5 tag\n',
    {
      error:
        "ImportError: a.run: expected a TREC run of this experiment's queries, found none of them (1 lines of other queries, 1 of documents that the corpus has not). Check the ids, or choose another file.",
    },
  ),
  {
    name: 'a line of more than 32 MiB',
    way: 'trec',
    files: () => [lazyFile('a.run', 2 ** 25, 'd', 'q1 Q0 ', ' 1 2 tag\n')],
    expected: {
      error:
        'ImportError: a.run, line 1: longer than 33,554,432 bytes (33,554,446 found); split it into passages. Nothing was imported; mend the line, or choose another file.',
    },
  },
  fileCase('queries', 'a query of 2 MB', 'queries.txt', `${'why '.repeat(500_000)}\n`, {
    error:
      'ImportError: Expected at least one query or judgement, found none: 1 lines were refused, the first in queries.txt, line 1: "text" is longer than 1,048,576 characters (2,000,000 found); shorten it. Nothing was stored; check the files.',
  }),
  fileCase('trec', 'binary', 'a.run', '\x7fELF\0\0\0', {
    error:
      'ImportError: a.run holds NUL bytes: it is a binary file, or UTF-16 without a byte order mark. Save it as UTF-8 text and choose it again.',
  }),
];
