/** One idea: the use cases together, over an in-memory database and fake encoders that all of them share. */
import { describe, expect, it } from 'vitest';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { XennError } from '../core/errors.ts';
import type { Calibration } from '../core/records.ts';
import {
  DOCUMENT_COUNT,
  NO_SOURCES,
  openEngine,
  parametersFor,
  searchFor,
} from '../testing/engine-on-fakes.ts';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import { startLocalHelpers } from '../testing/local-helpers.ts';
import { createMemoryModelStore } from '../testing/memory-model-store.ts';
import { createMemoryExperimentStore, createMemoryRunStore } from '../testing/memory-run-store.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { generatedBeir, textFiles } from '../testing/text-files.ts';
import { createEngine } from './create-engine.ts';
import type { CrossEncoder, Store } from './ports.ts';
import { DUAL_ENCODER_SPACE, type IndexProgress } from './records.ts';

describe('importing', () => {
  it('stores documents, queries with the split of their qrels, and judgements', async () => {
    const { engine, corpusId } = await openEngine();
    const details = await engine.readCorpusDetails({ corpusId });
    expect(details.corpus).toMatchObject({
      name: 'Generated',
      documentCount: DOCUMENT_COUNT,
      queryCount: 16,
      judgementCount: 16,
    });
    expect(details.ownTrainQueryCount).toBe(12);
    expect(details.queries.filter(({ split }) => split === 'test')).toHaveLength(4);
    const { judgements } = await engine.readQueryDetails({ corpusId, queryId: 'q12' });
    expect(judgements).toEqual([{ docRow: 0, grade: 1 }]);
  });

  it('counts refused lines with file, line and reason', async () => {
    const { engine } = await openEngine();
    const report = await engine.importCorpus({
      name: 'Partly bad',
      sourceName: 'bad.jsonl',
      files: textFiles({
        'bad.jsonl':
          '{"id":"a","text":"one"}\n{"id":"a","text":"again"}\nnot json\n{"id":"b","text":"two"}\n',
      }),
      options: { format: 'jsonl', mapping: { id: 'id', text: 'text' } },
      leaveOutDuplicates: false,
    });
    expect(report.corpus.documentCount).toBe(2);
    expect(report.refusedCount).toBe(2);
    expect(report.refused).toContainEqual({
      file: 'bad.jsonl',
      line: 2,
      reason: 'duplicate document id "a"; the first one is kept',
    });
    expect(report.refused.map(({ line }) => line).sort()).toEqual([2, 3]);
  });

  it('leaves nothing behind when no document is accepted', async () => {
    const { engine } = await openEngine();
    const files = textFiles({ 'none.jsonl': '{"id":"a","text":""}\n' });
    const importing = engine.importCorpus({
      name: 'None',
      sourceName: 'none.jsonl',
      files,
      options: { format: 'jsonl', mapping: { id: 'id', text: 'text' } },
      leaveOutDuplicates: false,
    });
    await expect(importing).rejects.toThrow(
      /^Expected at least one document with a text, found none: 1 lines were refused, the first in none\.jsonl, line 1: /,
    );
    expect(await engine.listCorpora({})).toHaveLength(1);
  });

  it('leaves nothing behind when cancelled', async () => {
    const { engine } = await openEngine();
    const controller = new AbortController();
    const importing = engine.importCorpus(
      {
        name: 'Cut',
        sourceName: 'generated',
        files: generatedBeir(3000),
        options: { format: 'beir' },
        leaveOutDuplicates: false,
      },
      { cancel: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(importing).rejects.toMatchObject({ name: 'AbortError' });
    expect((await engine.listCorpora({})).map(({ name }) => name)).toEqual(['Generated']);
  });
});

describe('building an index', () => {
  it('plans before it scores, and the plan says what it costs', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const plan = await engine.planIndex(parametersFor(corpusId));
    expect(plan).toMatchObject({ trainQueryCount: 10, scorerCalls: 150, knownCalls: 0, knownTokens: 0 });
    expect(plan.estimatedMs).toBeCloseTo((plan.tokens / 10_000) * 1000, 6);
    expect(plan.estimateBasis).toBe(
      'measured in the short trial at the start, before the model was warm (WASM, 1 thread); factorising is not included',
    );
    expect(encoders.runs).toHaveLength(0);
  });

  it('factorises the scored pairs and keeps where the matrix came from', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const stages: string[] = [];
    const summary = await engine.buildIndex(parametersFor(corpusId), {
      onProgress: ({ stage }) => void stages.push(stage),
    });
    expect(encoders.runs).toHaveLength(150);
    expect(new Set(encoders.runs).size).toBe(150);
    expect(summary.provenance).toMatchObject({
      corpusHash: (await engine.listCorpora({}))[0].hash,
      crossEncoder: { name: 'fake-cross-encoder', hash: 'fake-ce' },
      seed: 7,
      trainQueryCount: 10,
      pairs: { kind: 'per-query', documentsPerQuery: 15 },
    });
    expect(summary.provenance.trainPairCount + summary.provenance.heldOutPairCount).toBe(150);
    expect(summary.lossPerEpoch).toHaveLength(5);
    expect(summary.lossPerEpoch[4]).toBeLessThan(summary.lossPerEpoch[0]);
    expect([...new Set(stages)]).toEqual(['embedding', 'planning', 'scoring', 'factorizing', 'saving']);
    const details = await engine.readCorpusDetails({ corpusId });
    expect(details.indexes).toEqual([summary]);
    expect(details.unfinishedBuilds).toEqual([]);
  });

  it('goes on after a cut without scoring any pair twice, and ends where an uncut build ends', async () => {
    const { engine, encoders, corpusId, reopen } = await openEngine();
    const parameters = parametersFor(corpusId);
    const controller = new AbortController();
    const stopHalfway = ({ scorerCallsDone }: IndexProgress) => {
      if (scorerCallsDone >= 60) controller.abort();
    };
    const cut = engine.buildIndex(parameters, { cancel: controller.signal, onProgress: stopHalfway });
    await expect(cut).rejects.toMatchObject({ name: expect.stringMatching(/^(Abort|Cancelled)Error$/) });
    const runsBefore = [...encoders.runs];
    expect(runsBefore.length).toBeGreaterThanOrEqual(60);
    expect(runsBefore.length).toBeLessThan(150);

    const after = reopen();
    const { unfinishedBuilds } = await after.engine.readCorpusDetails({ corpusId });
    expect(unfinishedBuilds.map((build) => build.parameters)).toEqual([parameters]);
    const plan = await after.engine.planIndex(parameters);
    expect(plan.knownCalls).toBe(runsBefore.length);
    const summary = await after.engine.buildIndex(unfinishedBuilds[0].parameters);
    const allRuns = [...runsBefore, ...after.encoders.runs];
    expect(allRuns).toHaveLength(150);
    expect(new Set(allRuns).size).toBe(150);
    expect((await after.engine.readCorpusDetails({ corpusId })).unfinishedBuilds).toEqual([]);

    const uncut = await openEngine();
    const reference = await uncut.engine.buildIndex(parametersFor(uncut.corpusId));
    expect(summary.lossPerEpoch).toEqual(reference.lossPerEpoch);
    expect(summary.heldOutRmseAfter).toBe(reference.heldOutRmseAfter);
  });

  it('makes pseudo-queries that leave their own document out', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const summary = await engine.buildIndex(
      parametersFor(corpusId, { trainQueries: 'titles', trainQueryCount: 8 }),
    );
    expect(summary.provenance.trainQueryCount).toBe(8);
    const documents = await engine.readDocumentRange({ corpusId, start: 0, count: DOCUMENT_COUNT });
    for (const run of encoders.runs) {
      const [query, passage] = run.split('\n');
      const own = documents.filter(({ title }) => title === query);
      expect(own.some(({ title, text }) => `${title} ${text}` === passage && own.length === 1)).toBe(false);
    }
  });

  it.each([
    [{ trainQueryCount: 0 }, 'Expected 1 or more train queries, got 0.'],
    [{ name: ' ' }, 'The index has no name: give it one.'],
  ])('refuses %o', async (changes, message) => {
    const { engine, corpusId } = await openEngine();
    await expect(engine.planIndex(parametersFor(corpusId, changes))).rejects.toThrow(
      new XennError('InvalidArgumentError', message),
    );
  });

  it('says what to do when the corpus has no train query', async () => {
    const { engine } = await openEngine();
    const { corpus } = await engine.importCorpus({
      name: 'Plain',
      sourceName: 'plain.txt',
      files: textFiles({ 'plain.txt': 'the cold river\nan old bridge over it\n' }),
      options: { format: 'text' },
      leaveOutDuplicates: false,
    });
    await expect(engine.planIndex(parametersFor(corpus.corpusId))).rejects.toThrow(
      new XennError(
        'InvalidArgumentError',
        'Expected at least one train query in the corpus, found none: choose queries made from the documents, or import a queries.jsonl whose queries are marked train.',
      ),
    );
  });
});

describe('measuring an installed model', () => {
  it.each(['loads', 'fails to load'])('waits until the model in use %s', async (outcome) => {
    const events: string[] = [];
    const calibration: Calibration = { key: 'k', modelId: 'm', measuredMs: 1, trials: [] };
    const engine = createEngine({
      store: await createMemoryStore(),
      models: createMemoryModelStore(),
      runs: createMemoryRunStore(),
      experiments: createMemoryExperimentStore(),
      machine: 'A test.',
      startHelpers: startLocalHelpers,
      modelSources: NO_SOURCES,
      loadEncoders: async () => {
        await Promise.resolve();
        events.push(outcome);
        if (outcome === 'fails to load') throw new Error('gone');
        return createFakeEncoders();
      },
      measureModel: async (modelId) => {
        events.push(`measures ${modelId}`);
        return calibration;
      },
      loadCompute: async () => ({ compute: createCpuCompute(), reason: 'A test.' }),
      openOtherCompute: async () => createCpuCompute(),
    });
    expect(await engine.measureModel({ modelId: 'm' })).toBe(calibration);
    expect(events).toEqual([outcome, 'measures m']);
  });
});

describe('passages are tokenised once', () => {
  /** Ids are the passage's characters, so that the fake can score them as it scores the text. */
  async function openWithIds() {
    const reads: string[] = [];
    const store = await createMemoryStore();
    const opened = await openEngine({
      ...store,
      readDocuments: (...given) => {
        reads.push(`${given[1].length} documents`);
        return store.readDocuments(...given);
      },
    });
    const { crossEncoder } = opened.encoders;
    const encoded: string[] = [];
    const passageIds: CrossEncoder['passageIds'] = {
      encode: (passages) => {
        encoded.push(...passages);
        return passages.map((passage) =>
          Int32Array.from(passage, (letter) => letter.codePointAt(0) as number),
        );
      },
      score: (query, ids, options) =>
        crossEncoder.score(
          query,
          ids.map((each) => String.fromCodePoint(...each)),
          options,
        ),
    };
    const { dualEncoder } = opened.encoders;
    const embedded: string[] = [];
    const embed: typeof dualEncoder.embed = (texts, ...rest) => {
      embedded.push(...texts);
      return dualEncoder.embed(texts, ...rest);
    };
    const reopen = () =>
      opened.reopen({ crossEncoder: { ...crossEncoder, passageIds }, dualEncoder: { ...dualEncoder, embed } })
        .engine;
    return { ...opened, reopen, reads, encoded, embedded };
  }

  it('for an index, an exact ranking and a search, after a reload too; scoring reads no text', async () => {
    const { corpusId, reopen, reads, encoded, encoders } = await openWithIds();
    const summary = await reopen().buildIndex(parametersFor(corpusId));
    expect(encoded).toHaveLength(DOCUMENT_COUNT);
    const queryText = 'a query that nobody asked';
    const afterReload = reopen();
    const exact = await afterReload.computeExactRanking({ corpusId, queryText });
    expect(reads).toEqual([]);
    await afterReload.search(searchFor(corpusId));
    expect(encoded).toHaveLength(DOCUMENT_COUNT);
    expect(new Set(encoders.runs).size).toBe(encoders.runs.length);

    const fromText = await openEngine();
    const reference = await fromText.engine.buildIndex(parametersFor(fromText.corpusId));
    expect(summary.lossPerEpoch).toEqual(reference.lossPerEpoch);
    const expected = await fromText.engine.computeExactRanking({ corpusId: fromText.corpusId, queryText });
    expect(exact.ranking).toEqual(expected.ranking);
  });

  it('and again for another cross-encoder, whose corpus is not embedded again', async () => {
    const { corpusId, reopen, encoded, embedded, encoders } = await openWithIds();
    await reopen().embedCorpus({ corpusId });
    const identity = { name: 'other', hash: 'other' };
    Object.assign(encoders.crossEncoder, { identity });
    await reopen().embedCorpus({ corpusId });
    expect(encoded).toHaveLength(2 * DOCUMENT_COUNT);
    expect(embedded).toHaveLength(DOCUMENT_COUNT);
  });
});

describe('building an index, two queries at a time', () => {
  /** `scoreWith` makes the cross-encoder's score from its own. */
  async function openTwoAtATime(
    scoreWith: (score: CrossEncoder['score']) => CrossEncoder['score'] = (score) => score,
    storeChanges?: Partial<Store>,
  ) {
    const { encoders, corpusId, reopen } = await openEngine(storeChanges);
    const { crossEncoder, runs } = encoders;
    const score = scoreWith(crossEncoder.score);
    const { engine } = reopen({ crossEncoder: { ...crossEncoder, queriesAtOnce: 2, score } });
    return { engine, runs, corpusId };
  }

  it('scores every pair once, and ends where one at a time ends', async () => {
    let scoring = 0;
    let mostAtOnce = 0;
    const { engine, runs, corpusId } = await openTwoAtATime((score) => async (...given) => {
      mostAtOnce = Math.max(mostAtOnce, ++scoring);
      return score(...given).finally(() => scoring--);
    });
    const summary = await engine.buildIndex(parametersFor(corpusId));
    expect(mostAtOnce).toBe(2);
    expect(runs).toHaveLength(150);
    expect(new Set(runs).size).toBe(150);

    const one = await openEngine();
    const reference = await one.engine.buildIndex(parametersFor(one.corpusId));
    expect(summary.lossPerEpoch).toEqual(reference.lossPerEpoch);
    expect(summary.heldOutRmseAfter).toBe(reference.heldOutRmseAfter);
  });

  it.each(['ends well', 'fails too'])(
    'begins no other query once one has failed, though the one beside it %s',
    async (end) => {
      let goOn = () => {};
      const secondFailed = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      let calls = 0;
      const { engine, runs, corpusId } = await openTwoAtATime((score) => async (...given) => {
        if (++calls === 2) {
          // After everything that follows from the failure.
          setTimeout(goOn);
          throw new XennError('EncoderError', 'The second query failed.');
        }
        await secondFailed;
        if (end === 'fails too') throw new XennError('EncoderError', 'The first query failed later.');
        return score(...given);
      });
      await expect(engine.buildIndex(parametersFor(corpusId))).rejects.toThrow(
        new XennError('EncoderError', 'The second query failed.'),
      );
      expect(calls).toBe(2);
      // What was scored is stored.
      const { knownCalls } = await engine.planIndex(parametersFor(corpusId));
      expect(knownCalls).toBe(end === 'fails too' ? 0 : 15);
      expect(runs).toHaveLength(knownCalls);
    },
  );

  it('begins no other query once a score could not be stored', async () => {
    const queries = new Set<string>();
    const { engine, corpusId } = await openTwoAtATime(undefined, {
      async writeScores(_, __, queryText) {
        queries.add(queryText);
        // Of the first query alone; what becomes of the others is of no interest.
        if (queries.size === 1) throw new XennError('StorageError', 'The disk is full.');
      },
    });
    await expect(engine.buildIndex(parametersFor(corpusId))).rejects.toThrow(
      new XennError('StorageError', 'The disk is full.'),
    );
    expect(queries.size).toBe(2);
  });

  it('stops when it is cancelled, and goes on without scoring any pair twice', async () => {
    const { engine, runs, corpusId } = await openTwoAtATime();
    const controller = new AbortController();
    const cut = engine.buildIndex(parametersFor(corpusId), {
      cancel: controller.signal,
      onProgress: ({ scorerCallsDone }) => void (scorerCallsDone >= 60 && controller.abort()),
    });
    await expect(cut).rejects.toMatchObject({ name: expect.stringMatching(/^(Abort|Cancelled)Error$/) });
    expect(runs.length).toBeGreaterThanOrEqual(60);
    expect(runs.length).toBeLessThan(90);
    const { knownCalls } = await engine.planIndex(parametersFor(corpusId));
    expect(knownCalls).toBe(runs.length);
    await engine.buildIndex(parametersFor(corpusId));
    expect(runs).toHaveLength(150);
    expect(new Set(runs).size).toBe(150);
  });
});

describe('the exact ranking', () => {
  it('scores what a search left out, keeps it, and is instant the second time', async () => {
    const { engine, encoders, corpusId, reopen } = await openEngine();
    const queryText = 'quiet harbour lantern';
    await engine.search(searchFor(corpusId));
    expect(await engine.readExactRanking({ corpusId, queryText })).toBeUndefined();
    const shares: number[] = [];
    const { ranking, computedCalls } = await engine.computeExactRanking(
      { corpusId, queryText },
      { onProgress: ({ done, total }) => void shares.push(done / total) },
    );
    expect(computedCalls).toBe(DOCUMENT_COUNT - 30);
    expect(ranking.docRows).toHaveLength(DOCUMENT_COUNT);
    expect(shares).toEqual([...shares].sort((left, right) => left - right));
    expect(new Set(encoders.runs).size).toBe(DOCUMENT_COUNT);
    const after = reopen();
    expect(await after.engine.readExactRanking({ corpusId, queryText })).toEqual(ranking);
    expect(after.encoders.runs).toHaveLength(0);
  });

  it('keeps what was scored when it is cancelled', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const input = { corpusId, queryText: 'wild market' };
    const controller = new AbortController();
    const cut = engine.computeExactRanking(input, {
      cancel: controller.signal,
      onProgress: ({ stage, done, total }) =>
        void (stage === 'scoring' && done > total / 2 && controller.abort()),
    });
    await expect(cut).rejects.toMatchObject({ name: expect.stringMatching(/^(Abort|Cancelled)Error$/) });
    const runsBefore = encoders.runs.length;
    await engine.computeExactRanking(input);
    expect(runsBefore).toBeGreaterThan(0);
    expect(encoders.runs).toHaveLength(DOCUMENT_COUNT);
  });
});

describe('the item map', () => {
  it('places every item and says how much variance its axes carry', async () => {
    const { engine, corpusId } = await openEngine();
    const map = await engine.readItemMap({ corpusId, itemSpace: DUAL_ENCODER_SPACE });
    expect(map.points).toHaveLength(DOCUMENT_COUNT * 2);
    expect(map.varianceShare[0]).toBeGreaterThanOrEqual(map.varianceShare[1]);
    expect(map.varianceShare[0] + map.varianceShare[1]).toBeLessThanOrEqual(1);
    expect(map.meanItemNorm).toBeCloseTo(1, 5);
  });
});
