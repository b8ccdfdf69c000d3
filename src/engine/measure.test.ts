/** Recall and cost, measured through the engine. */
import { describe, expect, it } from 'vitest';
import { XennError } from '../core/errors.ts';
import { DOCUMENT_COUNT, openEngine, parametersFor } from '../testing/engine-on-fakes.ts';
import { textFiles } from '../testing/text-files.ts';
import { costSteps } from './measure-cost.ts';
import type { CostProgress, CostRequest, RecallSettings } from './records.ts';

const RECALL: RecallSettings = {
  k: 5,
  budget: 30,
  rounds: 3,
  fit: { kind: 'mix', lambda: 0.5 },
  queryCount: 3,
  seed: 1,
};

const requestFor = (corpusId: string, changes: Partial<CostRequest> = {}): CostRequest => ({
  corpusId,
  seed: 7,
  space: 'dual-encoder',
  trainQueries: 'own',
  documentsPerQuery: 15,
  queryCounts: [4, 8],
  anchorCounts: [2],
  methods: ['mf-trns', 'mf-ind', 'adacur'],
  recall: RECALL,
  ...changes,
});

describe('recall', () => {
  it('is measured of every item space over the same test queries, and kept', async () => {
    const { engine, corpusId, encoders, reopen } = await openEngine();
    const { indexId } = await engine.buildIndex(parametersFor(corpusId));
    const before = encoders.runs.length;
    const itemSpaces = ['dual-encoder', 'hybrid', indexId];
    const recalls = await engine.measureRecall({ corpusId, itemSpaces, settings: RECALL });
    expect(recalls.map(({ itemSpace }) => itemSpace)).toEqual(itemSpaces);
    for (const { recall, low, high, queryCount } of recalls) {
      expect(queryCount).toBe(3);
      expect(low).toBeLessThanOrEqual(recall);
      expect(recall).toBeLessThanOrEqual(high);
      expect(recall).toBeGreaterThan(0);
    }
    expect(encoders.runs.length - before).toBe(3 * DOCUMENT_COUNT);
    const kept = (await reopen().engine.readCorpusDetails({ corpusId })).recalls;
    expect(kept).toHaveLength(3);
    expect(kept).toEqual(expect.arrayContaining([...recalls]));
    // Everything is scored now.
    await engine.measureRecall({ corpusId, itemSpaces: ['lsa'], settings: RECALL });
    expect(encoders.runs.length - before).toBe(3 * DOCUMENT_COUNT);
  });

  it('is 1 with a budget of the whole corpus', async () => {
    const { engine, corpusId } = await openEngine();
    const settings = { ...RECALL, budget: DOCUMENT_COUNT };
    const [{ recall, low, high }] = await engine.measureRecall({ corpusId, itemSpaces: ['lsa'], settings });
    expect([recall, low, high]).toEqual([1, 1, 1]);
  });

  it('needs queries to test with', async () => {
    const { engine } = await openEngine();
    const { corpus } = await engine.importCorpus({
      name: 'Plain',
      sourceName: 'plain.txt',
      files: textFiles({ 'plain.txt': 'the cold river\nan old bridge over it\n' }),
      options: { format: 'text' },
      leaveOutDuplicates: false,
    });
    await expect(
      engine.measureRecall({ corpusId: corpus.corpusId, itemSpaces: ['lsa'], settings: RECALL }),
    ).rejects.toThrow(
      new XennError(
        'InvalidArgumentError',
        'Expected queries to measure recall with, found none: this corpus came without queries, or all of them are ' +
          'marked for training. Under Evaluate, add queries or make some from the documents.',
      ),
    );
  });
});

describe('cost', () => {
  it('is planned: test and train queries together, each pair once', async () => {
    const { engine, corpusId, encoders } = await openEngine();
    const plan = await engine.planCost(requestFor(corpusId));
    // As when all pairs of the test queries were held at once.
    expect(plan).toMatchObject({ scorerCalls: 690, knownCalls: 0, estimatedMs: 1587 });
    await engine.measureCost(requestFor(corpusId));
    expect(encoders.runs).toHaveLength(plan.scorerCalls);
    expect(new Set(encoders.runs).size).toBe(plan.scorerCalls);
    expect((await engine.planCost(requestFor(corpusId))).knownCalls).toBe(plan.scorerCalls);
  });

  it('is not planned once it is cancelled, nor is the corpus prepared for it', async () => {
    const written: string[] = [];
    const { engine, corpusId } = await openEngine({
      writeMatrix: async (_, key) => void written.push(key),
    });
    const cancel = AbortSignal.abort();
    await expect(engine.planCost(requestFor(corpusId), { cancel })).rejects.toMatchObject({
      name: expect.stringMatching(/^(Abort|Cancelled)Error$/),
    });
    expect(written).toEqual([]);
  });

  it('is a point for the start space and one for each index, with the calls that it takes', async () => {
    const { engine, corpusId } = await openEngine();
    const report = await engine.measureCost(requestFor(corpusId));
    expect(report.complete).toBe(true);
    expect(
      report.points.map(({ method, trainQueryCount, indexCalls }) => [method, trainQueryCount, indexCalls]),
    ).toEqual([
      ['none', 0, 0],
      ['mf-trns', 4, 60],
      ['mf-trns', 8, 120],
      ['mf-ind', 4, 60],
      ['mf-ind', 8, 120],
      ['adacur', 2, 2 * DOCUMENT_COUNT],
    ]);
    expect(await engine.readCost({ corpusId })).toEqual(report);
  });

  it('stops where it is told to and goes on there after a reload', async () => {
    const { engine, corpusId, encoders, reopen } = await openEngine();
    const stop = new AbortController();
    const onProgress = ({ points }: CostProgress) => {
      if (points.length === 2) stop.abort();
    };
    await expect(
      engine.measureCost(requestFor(corpusId), { cancel: stop.signal, onProgress }),
    ).rejects.toMatchObject({ name: expect.stringMatching(/^(Abort|Cancelled)Error$/) });
    const stopped = await engine.readCost({ corpusId });
    expect(stopped?.complete).toBe(false);
    expect(stopped?.points).toHaveLength(2);

    const after = reopen();
    const report = await after.engine.measureCost(requestFor(corpusId));
    expect(report.points.slice(0, 2)).toEqual(stopped?.points);
    const runs = [...encoders.runs, ...after.encoders.runs];
    expect(new Set(runs).size).toBe(runs.length);
    const uncut = await openEngine();
    const reference = await uncut.engine.measureCost(requestFor(uncut.corpusId));
    const withoutTimes = ({ points }: typeof report) => points.map((point) => ({ ...point, buildMs: 0 }));
    expect(withoutTimes(report)).toEqual(withoutTimes(reference));
  });

  it('begins anew for another request', async () => {
    const { engine, corpusId } = await openEngine();
    await engine.measureCost(requestFor(corpusId, { methods: ['mf-trns'] }));
    const report = await engine.measureCost(requestFor(corpusId, { methods: ['adacur'] }));
    expect(report.points.map(({ method }) => method)).toEqual(['none', 'adacur']);
  });

  it('begins anew once the corpus has changed', async () => {
    const { engine, corpusId } = await openEngine();
    await engine.measureCost(requestFor(corpusId, { methods: ['mf-trns'] }));
    await engine.removeDocuments({ corpusId, docRows: Uint32Array.of(3) });
    expect(await engine.readCost({ corpusId })).toBeUndefined();
    expect((await engine.readCorpusDetails({ corpusId })).recalls).toEqual([]);
  });

  it('names the steps from the cheapest of each method on', () => {
    const steps = costSteps(requestFor('c'));
    expect(steps.map(({ method, parameters }) => [method, parameters.trainQueryCount])).toEqual([
      ['mf-trns', 4],
      ['mf-trns', 8],
      ['mf-ind', 4],
      ['mf-ind', 8],
      ['adacur', 2],
    ]);
  });
});
