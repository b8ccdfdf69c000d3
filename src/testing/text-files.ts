import type { SourceFile } from '../formats/records.ts';
import { sourceFile } from './source-files.ts';

/** Source files from strings, for imports in tests. */
export function textFiles(contents: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(contents).map(([path, text]) => sourceFile(path, text));
}

const ADJECTIVES = ['red', 'old', 'quiet', 'bright', 'cold', 'heavy', 'thin', 'wild'];
const NOUNS = [
  'river',
  'engine',
  'violin',
  'garden',
  'glacier',
  'lantern',
  'market',
  'harbour',
  'forest',
  'bridge',
];

/** A BEIR folder with `documentCount` generated documents, 12 train and 4 test queries and judgements. */
export function generatedBeir(documentCount: number): SourceFile[] {
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  const word = (list: string[], n: number) => list[n % list.length];
  const sentence = (n: number) =>
    `the ${word(ADJECTIVES, n)} ${word(NOUNS, n)} near a ${word(ADJECTIVES, n * 3 + 1)} ${word(NOUNS, n * 7 + 2)}`;
  const documents = Array.from({ length: documentCount }, (_, n) =>
    line({
      _id: `d${n}`,
      title: `${word(ADJECTIVES, n)} ${word(NOUNS, n * 7)} ${n % 13}`,
      text: `${sentence(n)}, and ${sentence(n * 5 + 3)}.`,
    }),
  );
  const queries = Array.from({ length: 16 }, (_, n) =>
    line({ _id: `q${n}`, text: `${word(ADJECTIVES, n)} ${word(NOUNS, n * 3)} ${word(NOUNS, n + 4)}` }),
  );
  const qrels = (from: number, to: number) =>
    `query-id\tcorpus-id\tscore\n${Array.from({ length: to - from }, (_, i) => `q${from + i}\td${i}\t1\n`).join('')}`;
  return textFiles({
    'generated/corpus.jsonl': documents.join(''),
    'generated/queries.jsonl': queries.join(''),
    'generated/qrels/train.tsv': qrels(0, 12),
    'generated/qrels/test.tsv': qrels(12, 16),
  });
}
