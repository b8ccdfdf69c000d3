/** Scoring query by query: what is known is not run again, and few queries are in memory together. */
import { expect, it, test } from 'vitest';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { type ScoreTarget, type ScoringProgress, scorePairs, scoreQueries } from './score-pairs.ts';
import { allDocumentsPlan } from './scoring-plan.ts';
import { createSpeedRecord } from './speed.ts';

const DOCUMENT_COUNT = 20;
const TEXTS = ['quiet harbour', 'yeast in dough', 'copper wire', 'night lantern', 'old bridge'];

async function openTarget(queriesAtOnce = 1) {
  const store = await createMemoryStore();
  const corpusId = await store.beginImport('corpus', 'test');
  const documents = Array.from({ length: DOCUMENT_COUNT }, (_, i) => ({
    id: `d${i}`,
    title: '',
    text: `${TEXTS[i % 5]} number ${i}`,
  }));
  await store.appendDocuments(corpusId, documents);
  const { hash } = await store.commitImport(corpusId);
  const encoders = createFakeEncoders();
  const crossEncoder = { ...encoders.crossEncoder, queriesAtOnce };
  const passages = documents.map(({ text }) => text);
  const passageTokens = Float32Array.from(crossEncoder.countTokens(passages));
  const target: ScoreTarget = {
    store,
    corpusId,
    corpusHash: hash,
    crossEncoder,
    speed: createSpeedRecord(encoders.report()),
    matrices: {
      itemVectors: { rows: DOCUMENT_COUNT, cols: 1, data: new Float32Array(DOCUMENT_COUNT) },
      passageTokens: { rows: DOCUMENT_COUNT, cols: 1, data: passageTokens },
      packedIds: { rows: 0, cols: 1, data: new Float32Array(0) },
    },
  };
  const exact = async (text: string) => createFakeEncoders().crossEncoder.score(text, passages);
  return { target, runs: encoders.runs, exact };
}

test.each([1, 2])('%i queries at a time give the scores of all', async (queriesAtOnce) => {
  const { target, runs, exact } = await openTarget(queriesAtOnce);
  const plan = allDocumentsPlan(TEXTS, target.matrices, target.crossEncoder);
  const begun: number[] = [];
  const open = new Set<number>();
  let mostOpen = 0;
  const found: Float32Array[] = [];
  const watched = {
    ...plan,
    pairsOf(query: number) {
      begun.push(query);
      if (begun.length > TEXTS.length) open.add(query);
      mostOpen = Math.max(mostOpen, open.size);
      return plan.pairsOf(query);
    },
  };
  await scoreQueries(target, watched, (query, scores) => {
    open.delete(query);
    found[query] = scores;
  });
  for (const [query, text] of TEXTS.entries()) expect(found[query]).toEqual(await exact(text));
  // Once for what it takes, then to be scored.
  expect([...begun].sort()).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
  expect(mostOpen).toBe(queriesAtOnce);
  expect(runs).toHaveLength(TEXTS.length * DOCUMENT_COUNT);
});

it('goes on where it was stopped, and counts what is known as done', async () => {
  const { target, runs } = await openTarget();
  const plan = allDocumentsPlan(TEXTS, target.matrices, target.crossEncoder);
  const stop = new AbortController();
  const onProgress = ({ scorerCallsDone }: ScoringProgress) => {
    if (scorerCallsDone >= 30) stop.abort();
  };
  await expect(
    scoreQueries(target, plan, () => undefined, { cancel: stop.signal, onProgress }),
  ).rejects.toMatchObject({ name: expect.stringMatching(/^(Abort|Cancelled)Error$/) });
  const runsBefore = runs.length;
  const reports: ScoringProgress[] = [];
  await scoreQueries(target, plan, () => undefined, { onProgress: (report) => reports.push(report) });
  expect(reports[0]).toMatchObject({ scorerCallsDone: runsBefore, scorerCallsTotal: 100 });
  expect(reports.at(-1)).toMatchObject({ scorerCallsDone: 100, scorerCallsTotal: 100 });
  expect(runs).toHaveLength(100);
  expect(new Set(runs).size).toBe(100);
});

it('the scores of an index are aligned with its pairs', async () => {
  const { target, exact } = await openTarget(2);
  const pairs = {
    rowStart: Uint32Array.of(0, 2, 2, 5),
    queryRow: Uint32Array.of(0, 0, 2, 2, 2),
    docRow: Uint32Array.of(7, 3, 0, 19, 7),
  };
  const queries = TEXTS.slice(0, 3).map((text) => ({ text }));
  const pairTokens = new Uint32Array(5).fill(10);
  const scored = await scorePairs(target, { queries, pairs, pairTokens });
  const [first, , third] = await Promise.all(queries.map(({ text }) => exact(text)));
  expect(scored).toEqual({
    queryRow: pairs.queryRow,
    docRow: pairs.docRow,
    score: Float32Array.of(first[7], first[3], third[0], third[19], third[7]),
  });
});
