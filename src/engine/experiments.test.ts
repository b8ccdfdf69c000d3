/** Experiments through the engine: planned, run, stopped, gone on with, read, repeated, exported and imported. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import { topKRecall } from '../core/metrics.ts';
import { presetOf } from '../core/search-presets.ts';
import { encodeNpyHeader } from '../formats/npy-header.ts';
import { DOCUMENT_COUNT, openEngine, parametersFor } from '../testing/engine-on-fakes.ts';
import { sourceFile } from '../testing/source-files.ts';
import { textFiles } from '../testing/text-files.ts';
import type {
  ExperimentMethod,
  ExperimentProgress,
  ExperimentRequest,
  RankingProgress,
} from './experiment-records.ts';

const named = (name: 'paper' | 'rnr' | 'gar' | 'fast'): ExperimentMethod => ({
  label: presetOf(name).label,
  method: presetOf(name).make('dual-encoder', 1),
});

const requestFor = (corpusId: string, changes: Partial<ExperimentRequest> = {}): ExperimentRequest => ({
  corpusId,
  name: 'First',
  methods: [named('rnr'), named('paper'), named('gar')],
  budgets: [10, 30],
  ks: [1, 10],
  queryCount: 4,
  seed: 1,
  ...changes,
});

describe('an experiment', () => {
  it('is planned: what it scores and searches, and what to know first', async () => {
    const { engine, corpusId } = await openEngine();
    const plan = await engine.planExperiment(requestFor(corpusId, { queryCount: 3, budgets: [10, 200] }));
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
    const request = requestFor(corpusId);
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
      { request: requestFor(corpusId) },
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
      { request: requestFor(corpusId) },
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
    const { label, method } = named('paper');
    const methods = [named('rnr'), { label, method: { ...method, shortlist: 20 } }];
    await expect(engine.runExperiment({ request: requestFor(corpusId, { methods }) })).rejects.toThrow(
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
      engine.runExperiment({ request: requestFor(corpusId) }, { cancel: stop.signal, onProgress }),
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
    const request = requestFor(corpusId);
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
    const request = requestFor(corpusId);
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

describe('an experiment as files', () => {
  async function openFinished() {
    const opened = await openEngine();
    const request = requestFor(opened.corpusId, { methods: [named('rnr'), named('paper')] });
    const { experimentId } = await opened.engine.runExperiment({ request });
    return { ...opened, experimentId };
  }

  it('goes out as JSON and comes in the same, under another id', async () => {
    const { engine, experimentId } = await openFinished();
    const { fileName, blob } = await engine.exportExperiment({ experimentId, format: 'json' });
    expect(fileName).toBe('First.xenn-experiment.json');
    const summary = await engine.importExperiment({ files: [sourceFile(fileName, await blob.text())] });
    expect(summary.experimentId).not.toBe(experimentId);
    expect(await engine.listExperiments({})).toHaveLength(2);
    const other = { experimentId, otherId: summary.experimentId };
    expect(await engine.compareExperiments(other)).toMatchObject({ conditions: [], isIdentical: true });
  });

  it('goes out as a table', async () => {
    const { engine, experimentId } = await openFinished();
    const { fileName, blob } = await engine.exportExperiment({ experimentId, format: 'csv' });
    expect(fileName).toBe('First.csv');
    const [header, first, ...others] = (await blob.text()).split('\r\n');
    expect(header).toBe(
      'method,budget,calls,search_ms,model_ms,measure,mean,low,high,queries,difference,difference_low,difference_high,p,adjusted_p',
    );
    expect(first).toMatch(
      /^Retrieve and rerank,10,10,[\d.]+,[\d.]+,top-recall@1,[\d.]+,[\d.]+,[\d.]+,4,,,,,$/,
    );
    // 12 measures of 4 cells and 3 references.
    expect(others).toHaveLength(12 * 7 - 1);
    expect(others.filter((line) => /,[\d.]+,[\d.]+$/.test(line))).toHaveLength(12 * 2);
  });

  it('goes out as TREC runs, which come in again in the same order', async () => {
    const { engine, experimentId } = await openFinished();
    const { fileName, blob } = await engine.exportExperiment({ experimentId, format: 'trec' });
    expect(fileName).toBe('First.trec.zip');
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    expect(Object.keys(files)).toEqual([
      'qrels.txt',
      'runs/1-Retrieve-and-rerank-B-10.trec',
      'runs/1-Retrieve-and-rerank-B-30.trec',
      'runs/2-AXN-as-published-B-10.trec',
      'runs/2-AXN-as-published-B-30.trec',
      'runs/exact.trec',
      'runs/bm25.trec',
      'runs/dual-encoder.trec',
    ]);
    expect(strFromU8(files['qrels.txt'])).toBe('q12 0 d0 1\nq13 0 d1 1\nq14 0 d2 1\nq15 0 d3 1\n');

    const run = 'runs/2-AXN-as-published-B-30.trec';
    const [imported] = await engine.importTrecRuns({ experimentId, files: [sourceFile(run, files[run])] });
    expect(imported).toMatchObject({
      name: '2-AXN-as-published-B-30',
      unknownQueryLines: 0,
      unknownDocumentLines: 0,
    });
    const { statistics, importedRuns } = await engine.readExperiment({ experimentId });
    expect(importedRuns).toEqual([
      {
        name: '2-AXN-as-published-B-30',
        unknownQueryLines: 0,
        unknownDocumentLines: 0,
        missingQueryCount: 0,
      },
    ]);
    const own = statistics.cells.find(({ methodIndex, budget }) => methodIndex === 1 && budget === 30);
    expect(statistics.references[3].measures).toEqual(own?.measures);
  });

  it('counts the lines of runs that are of nothing here, and the queries without any', async () => {
    const { engine, experimentId } = await openFinished();
    const text = 'q12 Q0 d5 1 2 x\nq12 Q0 nowhere 2 1 x\nq0 Q0 d5 1 2 x\nq99 Q0 d5 1 2 x\n';
    const [{ rankings, ...run }] = await engine.importTrecRuns({
      experimentId,
      files: [sourceFile('other.run.txt', text)],
    });
    expect(run).toEqual({ name: 'other.run', unknownQueryLines: 2, unknownDocumentLines: 1 });
    expect(rankings.map(({ docRows }) => [...docRows])).toEqual([[5], [], [], []]);
    const { importedRuns } = await engine.readExperiment({ experimentId });
    expect(importedRuns).toEqual([{ ...run, missingQueryCount: 3 }]);
  });

  it.each([
    [
      'q12 Q0 d5 1 2 x\nq12 Q0 d6 2 NaN x\n',
      'run.trec, line 2: the score "NaN" is not a finite number, or too large. Nothing was imported; mend the line, or ' +
        'choose another file.',
    ],
    [
      'q99 Q0 d5 1 2 x\n',
      "run.trec: expected a TREC run of this experiment's queries, found none of them (1 lines of other queries, 0 of " +
        'documents that the corpus has not). Check the ids, or choose another file.',
    ],
  ])('refuses %j as a run', async (text, message) => {
    const { engine, experimentId } = await openFinished();
    const files = [sourceFile('run.trec', text)];
    await expect(engine.importTrecRuns({ experimentId, files })).rejects.toThrow(
      new XennError('ImportError', message),
    );
    expect((await engine.readExperiment({ experimentId })).importedRuns).toEqual([]);
  });

  it('takes runs no more once its documents are gone', async () => {
    const { engine, corpusId, experimentId } = await openFinished();
    await engine.deleteCorpus({ corpusId });
    const files = [sourceFile('run.trec', 'q12 Q0 d5 1 2 x\n')];
    await expect(engine.importTrecRuns({ experimentId, files })).rejects.toThrow(
      'Expected the corpus “Generated” with the documents that it had, to find those of the runs, found none such here. ' +
        'Import it again, then import the runs.',
    );
    expect((await engine.readExperiment({ experimentId })).statistics.queryCount).toBe(4);
  });

  it.each([
    [[], 'Expected one file of an experiment, found 0. Choose one .xenn-experiment.json file.'],
    [
      [sourceFile('a.json', '{"format":"xenn-run"}')],
      'a.json: expected an experiment that xenn exported (format xenn-experiment, version 1), found at format “Invalid ' +
        'type: Expected "xenn-experiment" but received "xenn-run"”. Export it again there, or choose another file.',
    ],
  ])('refuses other files', async (files, message) => {
    const { engine } = await openEngine();
    await expect(engine.importExperiment({ files })).rejects.toThrow(new XennError('ImportError', message));
  });
});

describe('exact rankings', () => {
  it('are planned and computed for the queries that an experiment takes', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const request = { corpusId, queryCount: 3, seed: 5 };
    const plan = await engine.planExactRankings(request);
    expect(plan).toMatchObject({ queryCount: 3, availableCount: 4, rankedQueryCount: 0 });
    const told: RankingProgress[] = [];
    await engine.computeExactRankings(request, { onProgress: (progress) => void told.push(progress) });
    expect(encoders.runs).toHaveLength(3 * DOCUMENT_COUNT);
    expect(told.at(-1)).toMatchObject({
      stage: 'scoring',
      unit: 'tokens',
      scorerCallsDone: 3 * DOCUMENT_COUNT,
      scorerCallsTotal: 3 * DOCUMENT_COUNT,
    });
    expect(await engine.planExactRankings(request)).toMatchObject({
      rankedQueryCount: 3,
      knownCalls: 3 * DOCUMENT_COUNT,
      estimatedMs: 0,
    });
    expect((await engine.readCorpusDetails({ corpusId })).unfinishedRankings).toEqual([]);
    await engine.runExperiment({ request: requestFor(corpusId, { queryCount: 3, seed: 5 }) });
    expect(encoders.runs).toHaveLength(3 * DOCUMENT_COUNT);
  });

  it('are listed while they are unfinished, beside builds, and go on where they were', async () => {
    const { engine, encoders, corpusId, reopen } = await openEngine();
    const request = { corpusId, queryCount: 4, seed: 1 };
    const stop = new AbortController();
    const onProgress = ({ scorerCallsDone }: RankingProgress) => {
      if (scorerCallsDone > DOCUMENT_COUNT) stop.abort(new XennError('CancelledError', 'Cancelled.'));
    };
    await expect(
      engine.computeExactRankings(request, { cancel: stop.signal, onProgress }),
    ).rejects.toMatchObject({ name: 'CancelledError' });
    const scored = encoders.runs.length;
    const { engine: later, encoders: laterEncoders } = reopen();
    const { unfinishedRankings, unfinishedBuilds } = await later.readCorpusDetails({ corpusId });
    expect(unfinishedBuilds).toEqual([]);
    expect(unfinishedRankings).toEqual([
      { jobId: expect.any(String), createdMs: expect.any(Number), queryCount: 4, seed: 1 },
    ]);
    await later.computeExactRankings(request);
    expect(scored + laterEncoders.runs.length).toBe(4 * DOCUMENT_COUNT);
    expect((await later.readCorpusDetails({ corpusId })).unfinishedRankings).toEqual([]);
  });

  it('are forgotten when they are discarded; their scores stay', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const request = { corpusId, queryCount: 4, seed: 1 };
    const stop = new AbortController();
    const onProgress = ({ scorerCallsDone }: RankingProgress) => {
      if (scorerCallsDone > 0) stop.abort(new XennError('CancelledError', 'Cancelled.'));
    };
    await engine.computeExactRankings(request, { cancel: stop.signal, onProgress }).catch(() => undefined);
    const [{ jobId }] = (await engine.readCorpusDetails({ corpusId })).unfinishedRankings;
    await engine.discardExactRankings({ corpusId, jobId });
    expect((await engine.readCorpusDetails({ corpusId })).unfinishedRankings).toEqual([]);
    expect((await engine.planExactRankings(request)).knownCalls).toBe(encoders.runs.length);
  });

  it('need queries', async () => {
    const { engine } = await openEngine();
    const { corpus } = await engine.importCorpus({
      name: 'None',
      sourceName: 'none',
      files: textFiles({ 'docs.txt': 'red river\nold engine\n' }),
      options: { format: 'text' },
    });
    const request = { corpusId: corpus.corpusId, queryCount: 4, seed: 1 };
    await expect(engine.planExactRankings(request)).rejects.toMatchObject({ name: 'InvalidArgumentError' });
    await expect(engine.planExperiment(requestFor(corpus.corpusId))).rejects.toMatchObject({
      name: 'InvalidArgumentError',
    });
  });
});

test('a run is a method of the grid and the space it searches in', async () => {
  const { engine, corpusId } = await openEngine();
  const { indexId } = await engine.buildIndex(parametersFor(corpusId, { name: 'MF 10' }));
  const method = presetOf('paper').make(indexId, 1);
  const request = requestFor(corpusId, { methods: [named('paper'), { label: 'AXN · MF 10', method }] });
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
  const methods = [named('rnr'), { label: 'Elsewhere', method: presetOf('paper').make(indexId, 1) }];
  const { itemSpaces } = await engine.planExperiment(requestFor(corpusId, { methods }));
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
  const request = requestFor(corpusId, { methods: [named('rnr')], queryCount: 100 });
  const { experimentId } = await engine.runExperiment({ request });
  const { provenance } = await engine.readExperiment({ experimentId });
  expect(provenance).toMatchObject({ availableQueryCount: 7, madeQueryCount: 3 });
});
