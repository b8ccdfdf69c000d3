import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grades } from '../../src/core/relevance-metrics.ts';
import { passageOf } from '../../src/engine/documents.ts';
import { jsonLines } from './json-lines.ts';

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  readonly grades: Grades;
}

export interface JudgedCorpus {
  /** By docRow, what the encoders read of each document. */
  readonly texts: readonly string[];
  readonly queries: readonly JudgedQuery[];
}

/** Query id -> document id -> grade. */
export type Judgements = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A folder in BEIR layout: its documents, and those queries that `judgements` names, in the file's order. */
export function readBeirFolder(folder: string, judgements: Judgements): JudgedCorpus {
  const documents = jsonLines(readFileSync(join(folder, 'corpus.jsonl'), 'utf8'));
  const rowOfId = new Map(documents.map(({ _id }, docRow) => [_id, docRow]));
  const queries = jsonLines(readFileSync(join(folder, 'queries.jsonl'), 'utf8')).flatMap(({ _id, text }) => {
    const judged = judgements.get(_id);
    if (!judged) return [];
    // A document that is judged but not in the corpus can be found by nobody; it still counts as relevant.
    const grades = Array.from(judged, ([docId, grade], position): [number, number] => [
      rowOfId.get(docId) ?? documents.length + position,
      grade,
    ]);
    return [{ id: _id, text, grades: new Map(grades) }];
  });
  const texts = documents.map(({ _id, title = '', text }) => passageOf({ id: _id, title, text }));
  return { texts, queries };
}

/** `qrels/<split>.tsv` of a folder in BEIR layout: a header, then query id, document id and grade a line. */
export function readJudgements(folder: string, split: string): Judgements {
  const judgements = new Map<string, Map<string, number>>();
  const lines = readFileSync(join(folder, 'qrels', `${split}.tsv`), 'utf8').split(/\r?\n/);
  for (const line of lines.slice(1)) {
    if (line === '') continue;
    const [queryId, docId, grade] = line.split('\t');
    const judged = judgements.get(queryId) ?? new Map<string, number>();
    judgements.set(queryId, judged.set(docId, Number(grade)));
  }
  return judgements;
}
