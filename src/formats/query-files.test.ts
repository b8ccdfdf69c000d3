import { describe, expect, it } from 'vitest';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { textFiles } from '../testing/text-files.ts';
import { readQueryFiles } from './query-files.ts';
import type { ParsedBatch, SourceFile } from './records.ts';

async function batchesOf(files: readonly SourceFile[]): Promise<ParsedBatch[]> {
  const batches: ParsedBatch[] = [];
  for await (const batch of readQueryFiles(files)) batches.push(batch);
  return batches;
}

/** Short forms: 'q1 [test] cats', 'q1 d1 2 [dev]', 'file:line reason'. */
async function read(contents: Readonly<Record<string, string>>) {
  const batches = await batchesOf(textFiles(contents));
  return {
    queries: batches.flatMap(({ queries }) =>
      queries.map(({ value: { id, split, text } }) => `${id} [${split}] ${text}`),
    ),
    judgements: batches.flatMap(({ judgements }) =>
      judgements.map(
        ({ value: { queryId, docId, grade, split } }) => `${queryId} ${docId} ${grade} [${split}]`,
      ),
    ),
    refused: batches.flatMap(({ refused }) =>
      refused.map(({ file, line, reason }) => `${file}:${line} ${reason}`),
    ),
  };
}

const NOTHING = { queries: [], judgements: [], refused: [] };

describe('queries', () => {
  it.each<[what: string, path: string, content: string, queries: string[]]>([
    [
      'BEIR’s queries.jsonl',
      'queries.jsonl',
      '{"_id": "q1", "text": "cats"}\n{"_id": 2, "text": "dogs", "split": "dev"}',
      ['q1 [] cats', '2 [dev] dogs'],
    ],
    ['objects under another ending', 'mine.txt', '{"_id": "q1", "text": "cats"}', ['q1 [] cats']],
    [
      'ids and texts between tabs',
      'queries.tsv',
      '1048585\twhat is 5\n2\tdogs\n',
      ['1048585 [] what is 5', '2 [] dogs'],
    ],
    [
      'a table with names',
      'q.tsv',
      'Query ID\tsplit\tquery\nq1\tdev\tcats\nq2\t\tdogs',
      ['q1 [dev] cats', 'q2 [] dogs'],
    ],
    [
      'a table without ids',
      'q.csv',
      'text\n"cats, and dogs"\n\nbirds',
      ['q-2 [] cats, and dogs', 'q-4 [] birds'],
    ],
    ['CSV without names', 'q.csv', 'q1,cats\nq2,dogs', ['q1 [] cats', 'q2 [] dogs']],
    [
      'one a line',
      'topics.txt',
      '\ufeffhow old are cats?\r\n\r\ndo dogs bark 2',
      ['topics-1 [] how old are cats?', 'topics-3 [] do dogs bark 2'],
    ],
    [
      'words that end in a number',
      'q.txt',
      'world cup 2018\nhow many in 2019',
      ['q-1 [] world cup 2018', 'q-2 [] how many in 2019'],
    ],
    ['a split in the name of the file', 'queries.dev.small.tsv', 'q1\tcats', ['q1 [dev] cats']],
    ['a name that only sounds like a split', 'contest-tested.txt', 'cats', ['contest-tested-1 [] cats']],
  ])('are taken from %s', async (_, path, content, queries) => {
    expect(await read({ [path]: content })).toEqual({ ...NOTHING, queries });
  });

  it.each([
    ['queries.jsonl', '{"_id": "q1", "text": " "}', '"text" is empty or missing'],
    ['queries.jsonl', 'cats', 'not valid JSON'],
    ['q.tsv', 'q2\tcats\textra', '3 columns; expected 2 as in the first row'],
    ['q.tsv', 'q2\t ', 'the text is empty'],
    ['q.tsv', ' \tcats', '"id" is empty'],
  ])('of %s, %j is refused', async (path, line, reason) => {
    const first = path.endsWith('.tsv') ? 'q1\tcats' : '{"_id": "q1", "text": "cats"}';
    expect(await read({ [path]: `${first}\n${line}` })).toEqual({
      ...NOTHING,
      queries: ['q1 [] cats'],
      refused: [`${path}:2 ${reason}`],
    });
  });
});

describe('judgements', () => {
  it.each<[what: string, path: string, content: string, judgement: string]>([
    ['BEIR’s qrels', 'qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\t2', 'q1 d1 2 [test]'],
    ['TREC’s qrels', 'robust04.txt', '301 0 FBIS3-1 1', '301 FBIS3-1 1 []'],
    ['TREC’s qrels between tabs', 'qrels.dev.tsv', '301\t0\tFBIS3-1\t1', '301 FBIS3-1 1 [dev]'],
  ])('are taken from %s', async (_, path, content, judgement) => {
    expect(await read({ [path]: content })).toEqual({ ...NOTHING, judgements: [judgement] });
  });

  it.each([
    ['judged.txt', 'q0 0 d0 1\nq1 0 d1 1\n'],
    ['qrels/all.tsv', ''],
    ['mine.qrels', ''],
  ])('of %s: a line that is none is refused, and the file stays what it is', async (path, before) => {
    const line = before === '' ? 1 : 3;
    expect(await read({ [path]: `${before}q2 0 d2 good` })).toEqual({
      queries: [],
      judgements: before === '' ? [] : ['q0 d0 1 []', 'q1 d1 1 []'],
      refused: [`${path}:${line} the grade "good" is not a whole number`],
    });
  });
});

describe('several files', () => {
  const FOLDER = {
    'scifact/qrels/test.tsv': 'q1\td1\t1',
    'scifact/corpus.jsonl': '{"_id": "d1", "text": "a document"}',
    'scifact/queries.jsonl': '{"_id": "q1", "text": "cats"}',
  };

  it('give queries before judgements; documents are passed over', async () => {
    const batches = await batchesOf(textFiles(FOLDER));
    expect(batches.map(({ queries, judgements }) => [queries.length, judgements.length])).toEqual([[1, 1]]);
    expect(await read(FOLDER)).toEqual({
      ...NOTHING,
      queries: ['q1 [] cats'],
      judgements: ['q1 d1 1 [test]'],
    });
  });

  it('leave out a text that is no list of queries, and say so', async () => {
    const readme = { 'scifact/README.md': '# My data set\n\nCollected in 2019.' };
    expect(await read({ ...FOLDER, ...readme, 'scifact/more-queries.txt': 'do dogs bark' })).toEqual({
      queries: ['q1 [] cats', 'more-queries-1 [] do dogs bark'],
      judgements: ['q1 d1 1 [test]'],
      refused: [
        'scifact/README.md:0 passed over: neither queries nor judgements by its name or its first lines. Add it alone if its ' +
          'lines are queries',
      ],
    });
  });

  it.each<[contents: Readonly<Record<string, string>>, message: string]>([
    [
      { 'scifact/corpus.jsonl': '{"_id": "d1", "text": "a document"}' },
      'Expected a file with queries or judgements, found scifact/corpus.jsonl. Choose a queries.jsonl, a table of queries, ' +
        'a text with a query a line, or a qrels file.',
    ],
    [
      { 'bm25.txt': '301 Q0 FBIS3-1 1 2.5 bm25' },
      'bm25.txt seems to be a TREC run: a ranking, neither queries nor judgements. Import it into an experiment, to set it ' +
        'beside the methods there.',
    ],
    [
      { 'q.tsv': 'q1\tcats\t1\tx' },
      'q.tsv: expected a query a row, as a text or as an id and a text, found 4 columns without names. Add a first row ' +
        'that names the columns id and text.',
    ],
    [{ 'q.txt': '' }, 'q.txt is empty. Choose a file that holds documents.'],
  ])('are refused: %j', async (contents, message) => {
    expect(await errorOf(batchesOf(textFiles(contents)))).toBe(`ImportError: ${message}`);
  });

  it('stop when cancelled', async () => {
    const cancel = { aborted: true, throwIfAborted: () => expect.fail('Cancelled.') };
    const reading = readQueryFiles([sourceFile('q.txt', 'cats')], cancel);
    await expect(reading.next()).rejects.toThrow('Cancelled.');
  });
});
