import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from '../core/fixtures/trec-eval-reference.json';
import type { RefusedLine } from '../core/records.ts';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { BATCH_ITEMS, MAX_LINE_BYTES } from './limits.ts';
import { readTrecRun, sortTrecRun, type TrecRunRow, writeTrecRun } from './trec-run.ts';

async function read(content: string | Uint8Array, chunkBytes?: readonly number[]) {
  const rows: TrecRunRow[] = [];
  const refused: RefusedLine[] = [];
  let bytesRead = 0;
  for await (const batch of readTrecRun(sourceFile('runs/bm25.txt', content, chunkBytes))) {
    rows.push(...batch.rows);
    refused.push(...batch.refused);
    bytesRead = batch.bytesRead;
  }
  return { rows, refused, bytesRead };
}

const D1: TrecRunRow = { queryId: '301', docId: 'FBIS3-1', score: 2.5 };

describe('readTrecRun', () => {
  it.each<[name: string, content: string, rows: TrecRunRow[]]>([
    ['a line', '301 Q0 FBIS3-1 1 2.5 bm25', [D1]],
    ['tabs, and several spaces', '301\tQ0\tFBIS3-1   1\t 2.5  bm25\t', [D1]],
    ['a byte order mark and CRLF', '\ufeff301 Q0 FBIS3-1 1 2.5 bm25\r\n\r\n', [D1]],
    ['any rank, an exponent', '301 0 FBIS3-1 -7 25e-1 x', [D1]],
    [
      'a no-break space in an id',
      'q Q0 d\u00a01 1 -0.5 x',
      [{ queryId: 'q', docId: 'd\u00a01', score: -0.5 }],
    ],
    [
      'the same document for two queries',
      'a Q0 d 1 1 x\nb Q0 d 1 1 x',
      [
        { queryId: 'a', docId: 'd', score: 1 },
        { queryId: 'b', docId: 'd', score: 1 },
      ],
    ],
  ])('takes %s', async (_, content, rows) => {
    expect(await read(content)).toMatchObject({ rows, refused: [] });
  });

  it.each([
    ['301 Q0 FBIS3-1 1 2.5', '5 columns; expected 6 (query, Q0, document, rank, score, tag)'],
    ['301', '1 column; expected 6 (query, Q0, document, rank, score, tag)'],
    ['301 Q0 FBIS3-1 1 2.5 my run', '7 columns; expected 6 (query, Q0, document, rank, score, tag)'],
    ['301 Q0 d 1 nan x', 'the score "nan" is not a finite number, or too large'],
    ['301 Q0 d 1 Infinity x', 'the score "Infinity" is not a finite number, or too large'],
    [`301 Q0 d 1 ${'x'.repeat(50)} x`, `the score "${'x'.repeat(40)}…" is not a finite number, or too large`],
    ['301 Q0 d 1 1e39 x', 'the score "1e39" is not a finite number, or too large'],
    ['301 Q0 FBIS3-1 2 1.5 bm25', 'document "FBIS3-1" a second time for query "301"'],
  ])('refuses %s', async (line, reason) => {
    expect(await read(`301 Q0 FBIS3-1 1 2.5 bm25\n${line}\n302 Q0 d 1 1 bm25`)).toMatchObject({
      rows: [D1, { queryId: '302', docId: 'd', score: 1 }],
      refused: [{ file: 'runs/bm25.txt', line: 2, reason }],
    });
  });

  it('refuses a line that is too long', async () => {
    const line = `301 Q0 d 1 1 ${'x'.repeat(MAX_LINE_BYTES)}`;
    const reason = 'longer than 33,554,432 bytes (33,554,445 found); split it into passages';
    expect((await read(`${line}\n301 Q0 FBIS3-1 1 2.5 bm25`)).refused).toEqual([
      { file: 'runs/bm25.txt', line: 1, reason },
    ]);
  });

  it('hands on a batch once it is full, whatever pieces the bytes come in', async () => {
    const lines = Array.from({ length: 3 * BATCH_ITEMS }, (_, n) => `q${n} Q0 d${n} 1 ${n} x\n`);
    const content = lines.join('');
    const whole = await read(content);
    expect(whole.rows).toHaveLength(lines.length);
    expect(whole.bytesRead).toBe(content.length);
    expect(await read(content, [7, 1000])).toEqual(whole);
    const sizes: number[] = [];
    for await (const { rows } of readTrecRun(sourceFile('run', content, [1000]))) sizes.push(rows.length);
    expect(sizes).toHaveLength(3);
    expect(sizes[0]).toBeGreaterThanOrEqual(BATCH_ITEMS);
    expect(sizes[0]).toBeLessThan(BATCH_ITEMS + 100);
  });

  it('stops when cancelled, and says which file is empty', async () => {
    const cancel = { aborted: true, throwIfAborted: () => expect.fail('Cancelled.') };
    await expect(readTrecRun(sourceFile('run', 'q Q0 d 1 1 x'), cancel).next()).rejects.toThrow('Cancelled.');
    expect(await errorOf(read(''))).toBe(
      'ImportError: runs/bm25.txt is empty. Choose a file that holds documents.',
    );
  });
});

describe('sortTrecRun', () => {
  it.each(reference.cases)('takes the order of trec_eval: $name', ({ docIds, run, ranking }) => {
    const rows = run.map(([docRow, score]) => ({ docId: docIds[docRow], score }));
    const expected = ranking.map((docRow) => docIds[docRow]);
    expect(sortTrecRun(rows).map(({ docId }) => docId)).toEqual(expected);
    expect(sortTrecRun(rows.toReversed()).map(({ docId }) => docId)).toEqual(expected);
  });
});

describe('writeTrecRun', () => {
  it('writes a part a query, with ranks from 1 and a tag without white space', () => {
    const rankings = [
      { queryId: 'q1', docIds: ['b', 'a'], scores: Float32Array.of(0.1, -2) },
      { queryId: 'q2', docIds: ['c'], scores: Float32Array.of(3) },
    ];
    expect([...writeTrecRun(rankings, ' Best · R = 5 ')]).toEqual([
      'q1 Q0 b 1 0.100000001 Best_·_R_=_5\nq1 Q0 a 2 -2 Best_·_R_=_5\n',
      'q2 Q0 c 1 3 Best_·_R_=_5\n',
    ]);
  });

  it('writes equal scores as falling ones', () => {
    const docIds = ['a', 'b', 'c', 'd', 'e'];
    const scores = Float32Array.of(1, 1, 1, 0.99999994, -1);
    const [text] = writeTrecRun([{ queryId: 'q', docIds, scores }], 'x');
    expect(text.split('\n').map((line) => line.split(' ')[4])).toEqual([
      '1',
      '0.99999994',
      '0.999999881',
      '0.999999821',
      '-1',
      undefined,
    ]);
  });

  it('gives a reader that sorts as trec_eval the same order', async () => {
    const score = fc.oneof(
      fc.constantFrom(0, -0, 1, -1, 0.1, 1.401298464324817e-45),
      fc.float({ noNaN: true }),
    );
    const finite = score.filter((value) => Math.abs(value) < 1e38);
    await fc.assert(
      fc.asyncProperty(fc.array(finite, { minLength: 1, maxLength: 40 }), async (values) => {
        const scores = Float32Array.from(values).sort().reverse();
        const docIds = values.map((_, n) => `d${n}`);
        const { rows, refused } = await read(
          [...writeTrecRun([{ queryId: 'q', docIds, scores }], 'x')].join(''),
        );
        expect(refused).toEqual([]);
        expect(sortTrecRun(rows).map(({ docId }) => docId)).toEqual(docIds);
        rows.forEach((row, place) => {
          expect(Math.abs(row.score - scores[place])).toBeLessThanOrEqual(
            1e-5 * Math.abs(scores[place]) + 1e-30,
          );
        });
      }),
      { seed: 1 },
    );
  });

  it.each([
    ['query id', 'q 1', 'd'],
    ['document id', 'q', 'd 1'],
    ['document id', 'q', 'd\n1'],
  ])('refuses a %s with white space', (what, queryId, docId) => {
    const id = what === 'query id' ? queryId : docId;
    expect(() => [...writeTrecRun([{ queryId, docIds: [docId], scores: Float32Array.of(1) }], 'x')]).toThrow(
      `The ${what} "${id}" has white space in it; expected one without, because in TREC files white space parts the ` +
        'columns. Give the documents and queries other ids.',
    );
  });
});
