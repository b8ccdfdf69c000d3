import { describe, expect, it } from 'vitest';
import { errorOf, readAll, sourceFile } from '../testing/source-files.ts';
import { previewSource } from './index.ts';

const CORPUS = '{"_id": "d1", "title": "T", "text": "A"}\n{"_id": 2, "title": "", "text": "B"}\n';
const QUERIES = '{"_id": "q1", "text": "one", "split": "train"}\n{"_id": 2, "text": "two"}\n';
const QRELS = 'query-id\tcorpus-id\tscore\nq1\td1\t1\n';

const folder = [
  sourceFile('sets/tiny/qrels/train.tsv', QRELS),
  sourceFile('sets/tiny/.DS_Store', 'x'),
  sourceFile('sets/tiny/queries.jsonl', QUERIES),
  sourceFile('sets/tiny/qrels/dev.tsv', ''),
  sourceFile('sets/tiny/README.md', 'read me'),
  sourceFile('sets/tiny/qrels/test.tsv', '2 0 2 1'),
  sourceFile('sets/tiny/corpus.jsonl', CORPUS),
  sourceFile('sets/tiny/qrels/old/test.tsv', QRELS),
];

describe('a BEIR folder', () => {
  it('is read corpus first, then queries, then judgements by file name', async () => {
    expect(await readAll(folder, { format: 'beir' })).toEqual({
      documents: [
        { file: 'sets/tiny/corpus.jsonl', line: 1, value: { id: 'd1', title: 'T', text: 'A' } },
        { file: 'sets/tiny/corpus.jsonl', line: 2, value: { id: '2', title: '', text: 'B' } },
      ],
      queries: [
        { file: 'sets/tiny/queries.jsonl', line: 1, value: { id: 'q1', text: 'one', split: 'train' } },
        { file: 'sets/tiny/queries.jsonl', line: 2, value: { id: '2', text: 'two', split: '' } },
      ],
      judgements: [
        {
          file: 'sets/tiny/qrels/test.tsv',
          line: 1,
          value: { queryId: '2', docId: '2', grade: 1, split: 'test' },
        },
        {
          file: 'sets/tiny/qrels/train.tsv',
          line: 2,
          value: { queryId: 'q1', docId: 'd1', grade: 1, split: 'train' },
        },
      ],
      refused: [],
    });
  });

  it('is previewed by what will be read and what will not', async () => {
    expect(await previewSource(folder)).toEqual({
      format: 'beir',
      formats: ['beir'],
      suggestedName: 'tiny',
      totalBytes: CORPUS.length + QUERIES.length + QRELS.length + 7,
      columns: [],
      sampleRows: [],
      filesRead: [
        'sets/tiny/corpus.jsonl',
        'sets/tiny/queries.jsonl',
        'sets/tiny/qrels/test.tsv',
        'sets/tiny/qrels/train.tsv',
      ],
      filesIgnored: [
        'sets/tiny/qrels/dev.tsv',
        'sets/tiny/README.md',
        'sets/tiny/qrels/old/test.tsv',
        'sets/tiny/.DS_Store',
      ],
    });
  });

  it('has a name without a folder, too', async () => {
    const files = [sourceFile('corpus.jsonl', CORPUS), sourceFile('queries.jsonl', QUERIES)];
    expect((await previewSource(files)).suggestedName).toBe('corpus');
  });

  const queries: [line: string, reason: string][] = [
    ['no', 'not valid JSON'],
    ['[]', 'expected a JSON object, found an array'],
    ['{"text": "one"}', '"_id" is missing'],
    ['{"_id": "q1"}', '"text" is empty or missing'],
    ['{"_id": "q1", "text": " "}', '"text" is empty or missing'],
    ['{"_id": "q1", "text": 1}', '"text" is a number; a string was expected'],
    ['{"_id": "q1", "text": "one", "split": 1}', '"split" is a number; a string was expected'],
  ];
  it.each(queries)('refuses the query %s', async (line, reason) => {
    const files = [sourceFile('corpus.jsonl', CORPUS), sourceFile('queries.jsonl', line)];
    expect(await readAll(files, { format: 'beir' })).toMatchObject({
      queries: [],
      refused: [{ file: 'queries.jsonl', line: 1, reason }],
    });
  });

  const errors: [name: string, files: Record<string, string>, message: string][] = [
    [
      'no corpus',
      { 'x/queries.jsonl': QUERIES, 'x/qrels/test.tsv': QRELS },
      'Expected one file, a BEIR folder with corpus.jsonl, or a folder of .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf; found x/queries.jsonl, x/qrels/test.tsv. Choose one file, or add corpus.jsonl.',
    ],
    [
      'no corpus among many files',
      Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`${n}.csv`, ''])),
      'Expected one file, a BEIR folder with corpus.jsonl, or a folder of .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf; found 0.csv, 1.csv, 2.csv, 3.csv, 4.csv, 5.csv, 6.csv, 7.csv and 3 more. Choose one file, or add corpus.jsonl.',
    ],
    [
      'two corpora',
      { 'x/corpus.jsonl': CORPUS, 'y/corpus.jsonl': CORPUS },
      'Expected one corpus.jsonl, found 2: x/corpus.jsonl, y/corpus.jsonl. Choose one of these folders at a time.',
    ],
    [
      'an empty corpus',
      { 'x/corpus.jsonl': '', 'x/queries.jsonl': QUERIES },
      'x/corpus.jsonl is empty. Choose a file that holds documents.',
    ],
    [
      'a corpus that is not JSON Lines',
      { 'x/corpus.jsonl': 'id,text\n', 'x/queries.jsonl': QUERIES },
      'x/corpus.jsonl: expected JSON Lines, one object a line. Line 1: not valid JSON. Write each document as one object on a line of its own.',
    ],
  ];
  it.each(errors)('with %s is refused', async (_, contents, message) => {
    const files = Object.entries(contents).map(([path, content]) => sourceFile(path, content));
    expect(await errorOf(previewSource(files))).toBe(`ImportError: ${message}`);
  });
});
