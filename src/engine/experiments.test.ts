/** Experiments through the engine: planned, run, stopped, gone on with, read, repeated. */
import { describe, expect, it, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import { topKRecall } from '../core/metrics.ts';
import { presetOf } from '../core/search-presets.ts';
import { encodeNpyHeader } from '../formats/npy-header.ts';
import { DOCUMENT_COUNT, openEngine, parametersFor } from '../testing/engine-on-fakes.ts';
import { experimentRequest, presetMethod } from '../testing/experiment-requests.ts';
import { sourceFile } from '../testing/source-files.ts';
import { textFiles } from '../testing/text-files.ts';
import type { ExperimentProgress } from './experiment-records.ts';

describe('an experiment', () => {
  it('is planned: what it scores and searches, and what to know first', async () => {
    const { engine, corpusId } = await openEngine();
    const plan = await engine.planExperiment(
      experimentRequest(corpusId, { queryCount: 3, budgets: [10, 200] }),
    );
    expect(plan.searches).toBe(3 * 2 * 3);
    expect(plan.ranking).toMatchObject({
      queryCount: 3,
      availableCount: 4,
      judgedQueryCount: 3,
      rankedQueryCount: 0,
      scorerCalls: 3 * DOCUMENT_COUNT,
      knownCalls: 0,
      knownTokens: 0,
    });
    expect(plan.ranking.estimatedMs).toBeCloseTo(plan.ranking.tokens / 10, 9);
    expect(plan.itemSpaces).toEqual([
      {
        itemSpace: 'dual-encoder',
        name: 'Dual-encoder',
        indexCalls: 0,
        vectorsHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(plan.notes).toEqual([
      'A sample: 3 of 4 test queries, chosen by the seed.',
      'The corpus has 120 documents: a budget of 200 scores all of them, so there is nothing to search for.',
    ]);
  });

  it('finds what searches find, and knows every pair once', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const request = experimentRequest(corpusId);
    const summary = await engine.runExperiment({ request });
    expect(summary).toMatchObject({
      name: 'First',
      corpusId,
      corpusName: 'Generated',
      labels: ['Retrieve and rerank', 'AXN as published', 'GAR'],
      budgets: [10, 30],
      queryCount: 4,
      doneQueryCount: 4,
    });
    expect(encoders.runs).toHaveLength(4 * DOCUMENT_COUNT);
    expect(await engine.listExperiments({})).toEqual([summary]);

    const { experimentId } = summary;
    const recalls = await engine.readQueryMeasures({ experimentId, measure: 'top-recall@10' });
    for (const { text, values } of recalls) {
      const exact = await engine.readExactRanking({ corpusId, queryText: text });
      if (!exact) throw new Error(`Expected the exact ranking of “${text}”.`);
      let cell = 0;
      for (const { label, method } of request.methods) {
        for (const budget of request.budgets) {
          const { rounds } = await engine.search({ corpusId, queryText: text, label, method, budget });
          const found = rounds[rounds.length - 1].best.docRows;
          expect(values[cell++]).toBe(topKRecall(found, exact, 10));
        }
      }
      expect(cell).toBe(values.length);
    }
    expect(encoders.runs).toHaveLength(4 * DOCUMENT_COUNT);
  });

  it('tells how far it is, with statistics of what is done', async () => {
    const { engine, corpusId } = await openEngine();
    const told: ExperimentProgress[] = [];
    const { experimentId } = await engine.runExperiment(
      { request: experimentRequest(corpusId) },
      { onProgress: (progress) => void told.push(progress) },
    );
    const stages = [...new Set(told.map(({ stage }) => stage))];
    expect(stages).toEqual(['embedding', 'mapping', 'scoring', 'searching', 'saving']);
    expect(new Set(told.map((progress) => progress.experimentId))).toEqual(new Set([experimentId]));
    const { statistics } = await engine.readExperiment({ experimentId });
    expect(told.filter((progress) => progress.statistics).map((progress) => progress.statistics)).toEqual([
      statistics,
    ]);
  });

  it('lets nobody change it while it runs', async () => {
    const { engine, corpusId } = await openEngine();
    const refusals: unknown[] = [];
    const running = {
      name: 'InvalidArgumentError',
      message: 'This experiment is running: pause it, or wait until it is finished, then try again.',
    };
    await engine.runExperiment(
      { request: experimentRequest(corpusId) },
      {
        onProgress: ({ stage, experimentId }) => {
          if (stage !== 'searching') return;
          for (const change of [
            engine.deleteExperiment({ experimentId }),
            engine.resumeExperiment({ experimentId }),
            engine.importTrecRuns({ experimentId, files: [] }),
          ]) {
            refusals.push(change.catch((error) => error));
          }
        },
      },
    );
    expect(refusals).toHaveLength(3 * 5);
    for (const refusal of await Promise.all(refusals)) expect(refusal).toMatchObject(running);
    const [{ experimentId }] = await engine.listExperiments({});
    await engine.deleteExperiment({ experimentId });
    expect(await engine.listExperiments({})).toEqual([]);
  });

  it('refuses what cannot be searched before anything is scored', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const { label, method } = presetMethod('paper');
    const methods = [presetMethod('rnr'), { label, method: { ...method, shortlist: 20 } }];
    await expect(engine.runExperiment({ request: experimentRequest(corpusId, { methods }) })).rejects.toThrow(
      new XennError(
        'InvalidArgumentError',
        'The shortlist must be a whole number of at least the budget, 30, but is 20.',
      ),
    );
    expect(encoders.runs).toEqual([]);
    expect(await engine.listExperiments({})).toEqual([]);
  });

  it('keeps its scores when it is stopped while it scores', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const stop = new AbortController();
    const onProgress = ({ stage, done }: ExperimentProgress) => {
      if (stage === 'scoring' && done > 0) stop.abort(new XennError('CancelledError', 'Cancelled.'));
    };
    await expect(
      engine.runExperiment({ request: experimentRequest(corpusId) }, { cancel: stop.signal, onProgress }),
    ).rejects.toMatchObject({ name: 'CancelledError' });
    const scored = encoders.runs.length;
    expect(scored).toBeLessThan(4 * DOCUMENT_COUNT);
    const [{ experimentId, doneQueryCount }] = await engine.listExperiments({});
    expect(doneQueryCount).toBe(0);
    expect((await engine.readExperiment({ experimentId })).statistics.cells).toEqual([]);
    await engine.resumeExperiment({ experimentId });
    expect(encoders.runs).toHaveLength(4 * DOCUMENT_COUNT);
  });

  it('is kept when it is stopped, and goes on where it was, with the same result', async () => {
    const { engine, corpusId, reopen } = await openEngine();
    const stop = new AbortController();
    const onProgress = ({ stage, done }: ExperimentProgress) => {
      if (stage === 'searching' && done === 2) stop.abort(new XennError('CancelledError', 'Cancelled.'));
    };
    const request = experimentRequest(corpusId);
    await expect(
      engine.runExperiment({ request }, { cancel: stop.signal, onProgress }),
    ).rejects.toMatchObject({ name: 'CancelledError' });
    const { engine: later } = reopen();
    const [stopped] = await later.listExperiments({});
    expect(stopped).toMatchObject({ queryCount: 4, doneQueryCount: 2 });
    expect((await later.readExperiment(stopped)).statistics.queryCount).toBe(2);
    const finished = await later.resumeExperiment(stopped);
    expect(finished).toEqual({ ...stopped, doneQueryCount: 4 });

    const whole = await later.runExperiment({ request, repeats: finished.experimentId });
    expect(whole.repeats).toBe(finished.experimentId);
    expect(
      await later.compareExperiments({
        experimentId: finished.experimentId,
        otherId: whole.experimentId,
      }),
    ).toEqual({ conditions: [], comparedQueryCount: 4, cells: [], isIdentical: true });
  });
});

describe('going on with an experiment', () => {
  async function openStopped() {
    const opened = await openEngine();
    const { engine, corpusId } = opened;
    const stop = new AbortController();
    const onProgress = ({ stage, done }: ExperimentProgress) => {
      if (stage === 'searching' && done === 1) stop.abort(new XennError('CancelledError', 'Cancelled.'));
    };
    const request = experimentRequest(corpusId);
    await engine.runExperiment({ request }, { cancel: stop.signal, onProgress }).catch(() => undefined);
    const [{ experimentId }] = await engine.listExperiments({});
    return { ...opened, experimentId };
  }
  const refusal = (what: string) =>
    new XennError(
      'InvalidArgumentError',
      `Expected everything as it was when the experiment was stopped, found that the ${what} by now: the other queries ` +
        'would be of another experiment. Restore that, or run the experiment anew.',
    );

  it('is refused where the documents are others', async () => {
    const { engine, corpusId, experimentId } = await openStopped();
    await engine.removeDocuments({ corpusId, docRows: Uint32Array.of(3) });
    await expect(engine.resumeExperiment({ experimentId })).rejects.toThrow(
      refusal('documents of the corpus are others'),
    );
  });

  it.each([
    ['crossEncoder', 'cross-encoder is another'],
    ['dualEncoder', 'dual-encoder is another'],
  ] as const)('is refused where the %s is another', async (model, what) => {
    const { encoders, reopen, experimentId } = await openStopped();
    const other = { ...encoders[model], identity: { name: 'another', hash: 'another' } };
    const { engine } = reopen({ [model]: other });
    await expect(engine.resumeExperiment({ experimentId })).rejects.toThrow(refusal(what));
  });

  it('is refused where the test queries are others', async () => {
    const { engine, corpusId, experimentId } = await openStopped();
    await engine.addQueries({
      corpusId,
      files: textFiles({
        'queries.jsonl': Array.from(
          { length: 40 },
          (_, n) => `{"_id":"n${n}","text":"new query ${n}","split":"test"}\n`,
        ).join(''),
      }),
    });
    await expect(engine.resumeExperiment({ experimentId })).rejects.toThrow(
      refusal('test queries of the corpus are others'),
    );
  });

  it('does nothing where it is finished', async () => {
    const { engine, encoders, experimentId } = await openStopped();
    const finished = await engine.resumeExperiment({ experimentId });
    const scored = encoders.runs.length;
    expect(await engine.resumeExperiment({ experimentId })).toEqual(finished);
    expect(encoders.runs).toHaveLength(scored);
  });
});

test('a run is a method of the grid and the space it searches in', async () => {
  const { engine, corpusId } = await openEngine();
  const { indexId } = await engine.buildIndex(parametersFor(corpusId, { name: 'MF 10' }));
  const method = presetOf('paper').make(indexId, 1);
  const request = experimentRequest(corpusId, {
    methods: [presetMethod('paper'), { label: 'AXN · MF 10', method }],
  });
  const { experimentId } = await engine.runExperiment({ request });
  const { provenance } = await engine.readExperiment({ experimentId });
  expect(
    provenance.itemSpaces.map(({ itemSpace, name, indexCalls }) => [itemSpace, name, indexCalls]),
  ).toEqual([
    ['dual-encoder', 'Dual-encoder', 0],
    [indexId, 'MF 10', 150],
  ]);
  expect(provenance).toMatchObject({
    corpusName: 'Generated',
    documentCount: DOCUMENT_COUNT,
    crossEncoder: { name: 'fake-cross-encoder', hash: 'fake-ce' },
    dualEncoder: { name: 'fake-dual-encoder', hash: 'fake-de' },
    backend: 'WASM, 1 thread',
    compute: 'plain loops on the CPU',
    machine: 'A test.',
    availableQueryCount: 4,
    madeQueryCount: 0,
    msPerPair: expect.any(Number),
    msPerPairBasis: 'measured on this corpus (WASM, 1 thread)',
  });
});

test('vectors that were made elsewhere took nobody knows how many calls', async () => {
  const { engine, corpusId } = await openEngine();
  const data = Float32Array.from({ length: DOCUMENT_COUNT * 2 }, (_, i) => i % 7);
  const header = encodeNpyHeader({ dtype: '<f4', shape: [DOCUMENT_COUNT, 2] });
  const vectors = new Uint8Array([...header, ...new Uint8Array(data.buffer)]);
  const { indexId } = await engine.importVectors({
    corpusId,
    name: 'Elsewhere',
    files: [sourceFile('items.npy', vectors)],
  });
  const methods = [presetMethod('rnr'), { label: 'Elsewhere', method: presetOf('paper').make(indexId, 1) }];
  const { itemSpaces } = await engine.planExperiment(experimentRequest(corpusId, { methods }));
  expect(itemSpaces[0]).toMatchObject({ name: 'Dual-encoder', indexCalls: 0 });
  expect(itemSpaces[1]).toEqual({
    itemSpace: indexId,
    name: 'Elsewhere',
    vectorsHash: expect.any(String),
  });
});

test('queries that were made from documents are counted among those that it takes', async () => {
  const { engine, corpusId } = await openEngine();
  await engine.makeTestQueries({ corpusId, source: 'phrases', count: 3, seed: 1 });
  const request = experimentRequest(corpusId, { methods: [presetMethod('rnr')], queryCount: 100 });
  const { experimentId } = await engine.runExperiment({ request });
  const { provenance } = await engine.readExperiment({ experimentId });
  expect(provenance).toMatchObject({ availableQueryCount: 7, madeQueryCount: 3 });
});
