import { describe, expect, it } from 'vitest';
import { createQrelsReader, writeQrels } from './qrels.ts';

function read(content: string) {
  const lines = content.split('\n').map((text, index) => ({ number: index + 1, text }));
  return createQrelsReader('dev')(lines, true);
}

describe('createQrelsReader', () => {
  const taken: [name: string, content: string, queryId: string, docId: string, grade: number][] = [
    ['BEIR with a header', 'query-id\tcorpus-id\tscore\nq1\td1\t2', 'q1', 'd1', 2],
    ['BEIR without one', 'q1\td1\t1', 'q1', 'd1', 1],
    ['a header after a blank line', '\nquery_id\tdoc_id\trelevance\nq1\td1\t1', 'q1', 'd1', 1],
    ['TREC with spaces', '301 0 FBIS3-10082  1', '301', 'FBIS3-10082', 1],
    ['TREC with tabs', '301\tQ0\tFBIS3-10082\t1', '301', 'FBIS3-10082', 1],
    ['TREC with a header', 'qid iter docid rel\n301 0 d 1', '301', 'd', 1],
    ['ids with spaces', 'query 1\tdoc 1\t1', 'query 1', 'doc 1', 1],
    ['spaces around cells', ' q1 \t d1\t 1 ', 'q1', 'd1', 1],
    ['not relevant', 'q1\td1\t0', 'q1', 'd1', 0],
    ['spam', 'q1 0 d1 -2', 'q1', 'd1', 0],
  ];
  it.each(taken)('takes %s', (_, content, queryId, docId, grade) => {
    const line = content.split('\n').length;
    expect(read(content)).toEqual([
      { kind: 'judgement', line, value: { queryId, docId, grade, split: 'dev' } },
    ]);
  });

  const refusals: [line: string, reason: string][] = [
    ['q1\td1\t1.0', 'the grade "1.0" is not a whole number'],
    ['q1\td1\thigh', 'the grade "high" is not a whole number'],
    ['q1\td1\t', 'the grade "" is not a whole number'],
    ['q1\td1\t12345678901', 'the grade "12345678901" is not a whole number'],
    [`q1\td1\t${'x'.repeat(50)}`, `the grade "${'x'.repeat(40)}…" is not a whole number`],
    ['\td1\t1', 'the query id is empty'],
    ['q1\t\t1', 'the document id is empty'],
    ['q1', '1 column; expected 3 (query, document, grade) or 4 (query, 0, document, grade)'],
    ['q1\td1', '2 columns; expected 3 (query, document, grade) or 4 (query, 0, document, grade)'],
    ['q1 Q0 d1 1 0.5', '5 columns; expected 3 (query, document, grade) or 4 (query, 0, document, grade)'],
  ];
  it.each(refusals)('refuses %j', (line, reason) => {
    expect(read(`q0\td0\t1\n${line}`).slice(1)).toEqual([{ kind: 'refused', line: 2, reason }]);
  });

  it('takes no header but at the start', () => {
    expect(read('q1\td1\t1\nquery-id\tcorpus-id\tscore').slice(1)).toEqual([
      { kind: 'refused', line: 2, reason: 'the grade "score" is not a whole number' },
    ]);
  });
});

describe('writeQrels', () => {
  it('writes what the reader takes', () => {
    const judgements = [
      { queryId: '301', docId: 'FBIS3-10082', grade: 2 },
      { queryId: 'é', docId: 'd', grade: 0 },
    ];
    const text = writeQrels(judgements);
    expect(text).toBe('301 0 FBIS3-10082 2\né 0 d 0\n');
    expect(read(text.trimEnd()).map((line) => line.kind === 'judgement' && line.value)).toEqual(
      judgements.map((judgement) => ({ ...judgement, split: 'dev' })),
    );
  });

  it.each([
    ['query id', { queryId: 'my query', docId: 'd', grade: 1 }, 'my query'],
    ['document id', { queryId: 'q', docId: 'a\tb', grade: 1 }, 'a\tb'],
  ])('refuses a %s with white space', (what, judgement, id) => {
    expect(() => writeQrels([judgement])).toThrow(
      `The ${what} "${id}" has white space in it; expected one without, because in TREC files white space parts the ` +
        'columns. Give the documents and queries other ids.',
    );
  });
});
