/** Methods against each other on the test queries, through the engine. */
import { expect, it, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import { topKRecall } from '../core/metrics.ts';
import type { SearchMethod } from '../core/search-method.ts';
import { presetOf } from '../core/search-presets.ts';
import { DOCUMENT_COUNT, openEngine, searchFor } from '../testing/engine-on-fakes.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { textFiles } from '../testing/text-files.ts';
import type { JobProgress } from './records.ts';
import type { CompareRequest } from './search-records.ts';

const named = (name: 'paper' | 'rnr' | 'gar' | 'fast') => ({
  label: presetOf(name).label,
  method: presetOf(name).make('dual-encoder', 1),
});

const requestFor = (corpusId: string, changes: Partial<CompareRequest> = {}): CompareRequest => ({
  corpusId,
  methods: [named('rnr'), named('paper'), named('gar')],
  budget: 30,
  queryCount: 4,
  seed: 1,
  ...changes,
});

it('runs every method as a search does, over the same queries, with every pair scored once', async () => {
  const { engine, encoders, corpusId } = await openEngine();
  const request = requestFor(corpusId);
  const report = await engine.compareMethods(request);
  expect(report.request).toEqual(request);
  expect(report.queryTexts).toHaveLength(4);
  expect(encoders.runs).toHaveLength(4 * DOCUMENT_COUNT);
  expect(new Set(encoders.runs).size).toBe(4 * DOCUMENT_COUNT);
  expect(report.methods.map(({ label, points }) => [label, points.map(({ calls }) => calls)])).toEqual([
    ['Retrieve and rerank', [30]],
    ['AXN as published', [3, 6, 9, 12, 15, 18, 21, 24, 27, 30]],
    ['GAR', [16, 30]],
  ]);
  for (const [position, { method }] of request.methods.entries()) {
    for (const [query, queryText] of report.queryTexts.entries()) {
      const { rounds } = await engine.search({ ...searchFor(corpusId, { queryText }), method });
      const exact = await engine.readExactRanking({ corpusId, queryText });
      if (!exact) throw new Error(`Expected the exact ranking of “${queryText}”.`);
      for (const { k, recalls } of report.methods[position].perQuery) {
        expect(recalls[query]).toBe(topKRecall(rounds[rounds.length - 1].best.docRows, exact, k));
      }
    }
  }
  expect(encoders.runs).toHaveLength(4 * DOCUMENT_COUNT);
});

it('says the mean recall after each round with its interval, and ends where the queries end', async () => {
  const { engine, corpusId } = await openEngine();
  const { methods } = await engine.compareMethods(requestFor(corpusId));
  for (const { points, perQuery } of methods) {
    for (const { recalls } of points) {
      expect(recalls.map(({ k }) => k)).toEqual([1, 10, 50, 100]);
      for (const { recall, low, high, queryCount } of recalls) {
        expect(queryCount).toBe(4);
        expect(low).toBeLessThanOrEqual(recall);
        expect(recall).toBeLessThanOrEqual(high);
      }
    }
    const last = points[points.length - 1];
    expect(last.recalls.map(({ recall }) => recall)).toEqual(
      perQuery.map(({ recalls }) => recalls.reduce((sum, recall) => sum + recall) / 4),
    );
  }
});

it('compares all but the first with it, query by query', async () => {
  const { engine, corpusId } = await openEngine();
  const report = await engine.compareMethods(requestFor(corpusId, { methods: [named('rnr'), named('rnr')] }));
  expect(report.differences).toEqual(
    [1, 10, 50, 100].map((k) => ({ label: 'Retrieve and rerank', k, difference: 0, p: 1 })),
  );
  const { methods, differences } = await engine.compareMethods(requestFor(corpusId));
  expect(differences).toHaveLength(2 * 4);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value) / values.length;
  for (const { label, k, difference, p } of differences) {
    const recallsOf = (method = methods[0]) =>
      method.perQuery.find((perQuery) => perQuery.k === k)?.recalls ?? Float64Array.of();
    const own = recallsOf(methods.find((method) => method.label === label));
    expect(difference).toBeCloseTo(mean(own) - mean(recallsOf()), 12);
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThanOrEqual(1);
  }
});

it('a method that stops early keeps its recall in the rounds of the others', async () => {
  const { engine, corpusId } = await openEngine();
  const { method } = named('fast');
  const stopping = { k: 1, confidence: 0.5 };
  const methods = [{ label: 'stops', method: { ...method, stopping } }];
  const { methods: compared, queryTexts } = await engine.compareMethods(requestFor(corpusId, { methods }));
  let calls = 0;
  for (const queryText of queryTexts) {
    const request = { ...searchFor(corpusId, { queryText }), method: methods[0].method };
    calls += (await engine.search(request)).rounds.at(-1)?.scorerCalls ?? 0;
  }
  expect(compared[0].points.at(-1)?.calls).toBe(calls / queryTexts.length);
});

it('with a budget of the whole corpus finds everything', async () => {
  const { engine, corpusId } = await openEngine();
  const { methods } = await engine.compareMethods(requestFor(corpusId, { budget: DOCUMENT_COUNT }));
  for (const { points } of methods) {
    expect(points.at(-1)?.recalls.map(({ recall }) => recall)).toEqual([1, 1, 1, 1]);
  }
});

it('keeps every score when it is stopped, and tells how far it is', async () => {
  const { engine, encoders, corpusId } = await openEngine();
  const stop = new AbortController();
  const stages: JobProgress['stage'][] = [];
  const onProgress = ({ stage }: JobProgress) => {
    stages.push(stage);
    if (stage === 'searching') stop.abort();
  };
  await expect(
    engine.compareMethods(requestFor(corpusId), { cancel: stop.signal, onProgress }),
  ).rejects.toMatchObject({ name: expect.stringMatching(/^(Abort|Cancelled)Error$/) });
  expect([...new Set(stages)]).toEqual(['embedding', 'mapping', 'scoring', 'searching']);
  await engine.compareMethods(requestFor(corpusId));
  expect(encoders.runs).toHaveLength(4 * DOCUMENT_COUNT);
});

it('refuses what cannot be searched before anything is scored', async () => {
  const { engine, encoders, corpusId } = await openEngine();
  const { method } = named('paper');
  const stopping = { k: 1, confidence: 0.9 };
  const refused: [SearchMethod, string][] = [
    [
      { ...method, itemSpace: 'gone' },
      'This index is not stored any more: choose another one or the dual-encoder vectors.',
    ],
    [
      { ...method, shortlist: 20 },
      'The shortlist must be a whole number of at least the budget, 30, but is 20.',
    ],
    [{ ...method, diversity: 1 }, 'diversity must be a number of at least 0 and below 1, but is 1.'],
  ];
  for (const [wrong, message] of refused) {
    const methods = [named('rnr'), { label: 'wrong', method: wrong }];
    await expect(engine.compareMethods(requestFor(corpusId, { methods }))).rejects.toThrow(
      new XennError('InvalidArgumentError', message),
    );
  }
  const stops = [{ label: 'stops', method: { ...method, stopping } }];
  await expect(engine.compareMethods(requestFor(corpusId, { methods: stops }))).rejects.toThrow(
    'The stopping rule',
  );
  expect(encoders.runs).toEqual([]);
});

test('without a method, or without test queries, there is nothing to compare', async () => {
  const { engine, corpusId } = await openEngine();
  await expect(engine.compareMethods(requestFor(corpusId, { methods: [] }))).rejects.toThrow(
    new XennError('InvalidArgumentError', 'Expected at least one method to compare, found none: add one.'),
  );
  const { corpus } = await engine.importCorpus({
    name: 'Plain',
    sourceName: 'plain.txt',
    files: textFiles({ 'plain.txt': 'the cold river\nan old bridge over it\n' }),
    options: { format: 'text' },
    leaveOutDuplicates: false,
  });
  await expect(engine.compareMethods(requestFor(corpus.corpusId))).rejects.toThrow(
    new XennError(
      'InvalidArgumentError',
      'Expected queries to measure recall with, found none: this corpus came without queries, or all of them are ' +
        'marked for training. Under Evaluate, add queries or make some from the documents.',
    ),
  );
});

it('reads the neighbour graph of each method once, however many queries and graphs there are', async () => {
  const store = await createMemoryStore();
  const read: string[] = [];
  const { engine, corpusId } = await openEngine({
    ...store,
    readMatrix: async (id, key) => {
      if (key.startsWith('graph:')) read.push(key);
      return store.readMatrix(id, key);
    },
  });
  const methods = (['dual-encoder', 'lsa', 'hybrid'] as const).map((space) => ({
    label: space,
    method: presetOf('gar').make(space, 1),
  }));
  await engine.compareMethods(requestFor(corpusId, { methods }));
  expect(read).toEqual(methods.map(({ label }) => `graph:${label}-fake-de:16`));
});
