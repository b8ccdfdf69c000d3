import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SAMPLE = 'public/sample-corpus';
const DOCUMENTS = 100;

/** Writes the first documents of the sample corpus into `folder`, with the queries that they answer: BEIR, quick to score. */
export function writeSmallCorpus(folder: string): void {
  const documents = readLines('corpus.jsonl').slice(0, DOCUMENTS);
  const docIds = new Set(documents.map(idOf));
  const queryIds = new Set<string>();
  mkdirSync(join(folder, 'qrels'), { recursive: true });
  for (const split of ['train', 'test']) {
    const [header, ...judgements] = readLines(`qrels/${split}.tsv`);
    const kept = judgements.filter((line) => docIds.has(line.split('\t')[1]));
    for (const line of kept) queryIds.add(line.split('\t')[0]);
    writeLines(join(folder, 'qrels', `${split}.tsv`), [header, ...kept]);
  }
  const queries = readLines('queries.jsonl').filter((line) => queryIds.has(idOf(line)));
  writeLines(join(folder, 'queries.jsonl'), queries);
  writeLines(join(folder, 'corpus.jsonl'), documents);
}

function idOf(line: string): string {
  return JSON.parse(line)._id;
}

function readLines(path: string): string[] {
  return readFileSync(join(SAMPLE, path), 'utf8').trimEnd().split('\n');
}

function writeLines(path: string, lines: readonly string[]): void {
  writeFileSync(path, `${lines.join('\n')}\n`);
}
