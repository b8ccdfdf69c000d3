import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvaluationSet } from './evaluation-sets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xenn-sets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const jsonl = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const qrels = (...lines: string[]) => ['query-id\tcorpus-id\tscore', ...lines, ''].join('\n');

describe('readEvaluationSet', () => {
  it('reads judged queries in the order of their file, title and text as the app joins them', () => {
    write('nfcorpus/corpus.jsonl', jsonl({ _id: 'a', title: 'T', text: 'x' }, { _id: 'b', text: 'y' }));
    write(
      'nfcorpus/queries.jsonl',
      jsonl({ _id: '2', text: 'two' }, { _id: '3', text: 'three' }, { _id: '1', text: 'one' }),
    );
    write('nfcorpus/qrels/test.tsv', qrels('1\tb\t2', '1\tgone\t1', '2\ta\t1'));
    expect(readEvaluationSet('nfcorpus', folder)).toEqual({
      texts: ['T x', 'y'],
      queries: [
        { id: '2', text: 'two', grades: new Map([[0, 1]]) },
        {
          id: '1',
          text: 'one',
          // What is not in the corpus gets a row beyond it.
          grades: new Map([
            [1, 2],
            [3, 1],
          ]),
        },
      ],
    });
  });

  it('leaves out the claims of SciFact that share an abstract with a train claim', () => {
    write(
      'scifact/corpus.jsonl',
      jsonl({ _id: 'a', title: '', text: 'x' }, { _id: 'b', title: '', text: 'y' }),
    );
    write('scifact/queries.jsonl', jsonl({ _id: '1', text: 'one' }, { _id: '2', text: 'two' }));
    write('scifact/qrels/train.tsv', qrels('9\ta\t1', '9\tb\t0'));
    write('scifact/qrels/test.tsv', qrels('1\ta\t1', '1\tb\t1', '2\tb\t1'));
    expect(readEvaluationSet('scifact', folder).queries.map(({ id }) => id)).toEqual(['2']);
  });

  it('takes each passage of XQuAD once', () => {
    const rows = jsonl({ q: 'who', p: 'P' }, { q: 'when', p: 'Q' }, { q: 'where', p: 'P' });
    write('training/eval-xquad-en.jsonl.gz', gzipSync(rows));
    const { texts, queries } = readEvaluationSet('xquad', folder);
    expect(texts).toEqual(['P', 'Q']);
    expect(queries.map(({ text, grades }) => [text, ...grades.keys()])).toEqual([
      ['who', 0],
      ['when', 1],
      ['where', 0],
    ]);
  });

  it('finds the 40 test queries of the sample corpus', () => {
    const { texts, queries } = readEvaluationSet('sample', folder);
    expect(texts.length).toBe(528);
    expect(queries.length).toBe(40);
  });

  it('says what is missing', () => {
    expect(() => readEvaluationSet('vaswani', folder)).toThrow(
      `Set vaswani: expected its data at ${join(folder, 'vaswani')}, found nothing there. Name the folder of the ` +
        'data sets with --data DIR, or other sets with --sets scifact,nfcorpus,vaswani,cacm,xquad,sample.',
    );
  });
});
