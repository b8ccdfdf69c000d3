/** What the shipped sample corpus promises, read the way the app reads it. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SourceDocument, SourceJudgement, SourceQuery } from '../core/records.ts';
import { sourceFile } from '../testing/source-files.ts';
import { readSource } from './index.ts';

const FILES = ['corpus.jsonl', 'queries.jsonl', 'qrels/train.tsv', 'qrels/test.tsv'];
const folder = new URL('../../public/sample-corpus/', import.meta.url);

const documents: SourceDocument[] = [];
const queries: SourceQuery[] = [];
const judgements: SourceJudgement[] = [];
let refusedCount = 0;

beforeAll(async () => {
  const files = await Promise.all(
    FILES.map(async (name) => sourceFile(`sample-corpus/${name}`, await readFile(new URL(name, folder)))),
  );
  for await (const batch of readSource(files, { format: 'beir' })) {
    documents.push(...batch.documents.map(({ value }) => value));
    queries.push(...batch.queries.map(({ value }) => value));
    judgements.push(...batch.judgements.map(({ value }) => value));
    refusedCount += batch.refused.length;
  }
});

const topicOf = (id: string) => id.replace(/-q?\d+$/, '');
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');

describe('the sample corpus', () => {
  it('has at least 500 passages of 40 to 90 words on at least 20 topics, none refused, none twice', () => {
    expect(refusedCount).toBe(0);
    expect(documents.length).toBeGreaterThanOrEqual(500);
    expect(new Set(documents.map(({ text }) => text)).size).toBe(documents.length);
    expect(new Set(documents.map(({ id }) => topicOf(id))).size).toBeGreaterThanOrEqual(20);
    const lengths = documents.map(({ text }) => wordsOf(text).length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(90);
  });

  it('has 120 different queries, 80 for training and 40 for testing', () => {
    expect(new Set(queries.map(({ text }) => text.toLowerCase())).size).toBe(120);
    expect(queries.filter(({ split }) => split === 'train')).toHaveLength(80);
    expect(queries.filter(({ split }) => split === 'test')).toHaveLength(40);
  });

  it('judges every query in the split it is marked with, at least one passage as fully relevant', () => {
    const documentIds = new Set(documents.map(({ id }) => id));
    const splitOf = new Map(queries.map(({ id, split }) => [id, split]));
    for (const { queryId, docId, grade, split } of judgements) {
      expect(documentIds).toContain(docId);
      expect(splitOf.get(queryId)).toBe(split);
      expect([1, 2]).toContain(grade);
    }
    const answered = new Set(judgements.filter(({ grade }) => grade === 2).map(({ queryId }) => queryId));
    expect(answered.size).toBe(120);
  });

  it('asks in other words than the passages: most words of a query are not in the passage that answers it', () => {
    const passageOf = new Map(documents.map(({ id, title, text }) => [id, `${title} ${text}`.toLowerCase()]));
    const shares = judgements
      .filter(({ grade }) => grade === 2)
      .map(({ queryId, docId }) => {
        const text = queries.find(({ id }) => id === queryId)?.text.toLowerCase() ?? '';
        const words = text.match(/[a-z]{4,}/g) ?? [];
        const passage = passageOf.get(docId) ?? '';
        return words.filter((word) => passage.includes(word)).length / words.length;
      });
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeLessThan(0.5);
  });
});
