/** Indexes from plan to search, through the engine: every method, documents that come and go, files, faults. */
import { describe, expect, it, test } from 'vitest';
import type { Compute } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { XennError } from '../core/errors.ts';
import type { IndexMethod, PairChoice, StartSpace } from '../core/index-records.ts';
import type { SourceFile } from '../formats/records.ts';
import {
  DOCUMENT_COUNT,
  MF_TRNS,
  type OpenedEngine,
  openEngine,
  parametersFor,
  searchFor,
} from '../testing/engine-on-fakes.ts';
import { exportedFile } from '../testing/source-files.ts';
import { textFiles } from '../testing/text-files.ts';
import type { Store } from './ports.ts';
import { type IndexParameters, START_SPACES } from './records.ts';

const ADAMW = { learningRate: 1e-2, weightDecay: 0.01, epochs: 4, patience: 4, batchSize: 64 };
const METHODS: Record<string, IndexMethod> = {
  'MF_Trns by AdamW': MF_TRNS,
  'MF_Trns by ALS': { kind: 'mf-trns', solver: 'als', regularization: 0.1, epochs: 4, patience: 4 },
  MF_Ind: { kind: 'mf-ind', ...ADAMW },
  DE_dstl: { kind: 'de-dstl', ...ADAMW, batchSize: 4, temperature: 1 },
  anchors: { kind: 'anchors' },
};
const ALL: PairChoice = { kind: 'all' };

function methodParameters(corpusId: string, name: string): IndexParameters {
  const method = METHODS[name];
  return parametersFor(corpusId, { method, ...(method.kind === 'anchors' && { pairs: ALL }) });
}

/** Three documents to add, in words that the generated corpus has too. */
const MORE = textFiles({
  'more/corpus.jsonl': ['a', 'b', 'c']
    .map((id) => `{"_id":"new-${id}","title":"quiet harbour ${id}","text":"lantern harbour quiet night"}\n`)
    .join(''),
});

describe.each(Object.keys(METHODS))('an index by %s', (name) => {
  it('is built, searched after a reload, and the same for the same seed', async () => {
    const { engine, corpusId, reopen } = await openEngine();
    const summary = await engine.buildIndex(methodParameters(corpusId, name));
    const expectedCalls = name === 'anchors' ? 10 * DOCUMENT_COUNT : 150;
    expect(summary).toMatchObject({ rows: DOCUMENT_COUNT, scorerCalls: expectedCalls });
    expect(summary.provenance.method).toEqual(METHODS[name]);
    const { rounds } = await reopen().engine.search(searchFor(corpusId, { itemSpace: summary.indexId }));
    expect(rounds.at(-1)?.scorerCalls).toBe(30);

    const other = await openEngine();
    const again = await other.engine.buildIndex(methodParameters(other.corpusId, name));
    expect(again.lossPerEpoch).toEqual(summary.lossPerEpoch);
    expect(again.heldOutRmsePerEpoch).toEqual(summary.heldOutRmsePerEpoch);
    const { rounds: sameRounds } = await other.engine.search(
      searchFor(other.corpusId, { itemSpace: again.indexId }),
    );
    expect(sameRounds.map(({ best }) => best)).toEqual(rounds.map(({ best }) => best));
  });

  it('is searched with documents that were added, and without those that were removed', async () => {
    const { engine, corpusId } = await openEngine();
    const { indexId } = await engine.buildIndex(methodParameters(corpusId, name));
    const request = searchFor(corpusId, { itemSpace: indexId, budget: 60, fit: { kind: 'mix', lambda: 0 } });
    const idsFound = async () => {
      const { rounds } = await engine.search(request);
      return rounds.flatMap(({ newItems }) => newItems.map(({ document }) => document.id));
    };
    const { corpus, refusedCount } = await engine.addDocuments({
      corpusId,
      files: MORE,
      options: { format: 'beir' },
      leaveOutDuplicates: false,
    });
    expect(refusedCount).toBe(0);
    expect(corpus.documentCount).toBe(DOCUMENT_COUNT + 3);
    // Of all documents they have most words of the query.
    expect(await idsFound()).toEqual(expect.arrayContaining(['new-a', 'new-b', 'new-c']));

    await engine.removeDocuments({ corpusId, docRows: Uint32Array.of(0, DOCUMENT_COUNT + 1) });
    const after = await idsFound();
    expect(after).toHaveLength(60);
    expect(after).toContain('new-a');
    expect(after).not.toContain('new-b');
    expect(after).not.toContain('d0');
    const all = await engine.readDocumentRange({ corpusId, start: 0, count: 1000 });
    expect(all).toHaveLength(DOCUMENT_COUNT + 1);
    expect(all.map(({ docRow }) => docRow)).toEqual(all.map((_, row) => row));
  });

  it('is topped up in its place, scoring only what is new', async () => {
    const { engine, corpusId, encoders } = await openEngine();
    const parameters = methodParameters(corpusId, name);
    const old = await engine.buildIndex(parameters);
    const runsBefore = encoders.runs.length;
    await engine.addDocuments({
      corpusId,
      files: MORE,
      options: { format: 'beir' },
      leaveOutDuplicates: false,
    });
    const topUp = { ...parameters, replaces: old.indexId };
    const plan = await engine.planIndex(topUp);
    const summary = await engine.buildIndex(topUp);
    expect(encoders.runs.length - runsBefore).toBe(plan.scorerCalls - plan.knownCalls);
    expect(new Set(encoders.runs).size).toBe(encoders.runs.length);
    if (name === 'anchors') expect(encoders.runs.length - runsBefore).toBe(10 * 3);
    const { indexes } = await engine.readCorpusDetails({ corpusId });
    expect(indexes.map(({ indexId, rows }) => [indexId, rows])).toEqual([
      [summary.indexId, DOCUMENT_COUNT + 3],
    ]);
  });

  it('comes back from its file on another machine', async () => {
    const { engine, corpusId } = await openEngine();
    const { indexId } = await engine.buildIndex(methodParameters(corpusId, name));
    const files = [exportedFile(await engine.exportIndex({ corpusId, indexId }))];
    const other = await openEngine();
    const imported = await other.engine.importIndex({ corpusId: other.corpusId, files });
    const rankings = async (opened: typeof other, itemSpace: string) =>
      (await opened.engine.search(searchFor(opened.corpusId, { itemSpace }))).rounds.map(({ best }) => best);
    expect(await rankings(other, imported.indexId)).toEqual(
      await rankings({ ...other, engine, corpusId }, indexId),
    );
  });
});

describe('start spaces', () => {
  test.each(START_SPACES)(
    '%s is searched without an index, and an index starts from it',
    async (space: StartSpace) => {
      const { engine, corpusId, reopen } = await openEngine();
      const plain = await engine.search(searchFor(corpusId, { itemSpace: space }));
      expect(plain.rounds.at(-1)?.scorerCalls).toBe(30);
      const summary = await engine.buildIndex(parametersFor(corpusId, { space }));
      expect(summary.cols).toBe(plain.priorVector.length);
      expect('lexicalBasis' in summary.provenance).toBe(space !== 'dual-encoder');
      expect('hybridWeight' in summary.provenance).toBe(space === 'hybrid');
      const { rounds } = await reopen().engine.search(searchFor(corpusId, { itemSpace: summary.indexId }));
      expect(rounds).toHaveLength(5);
    },
  );

  /** The same documents, of which the last three came after the lexical basis was made. */
  async function openWithOtherBasis() {
    const opened = await openEngine();
    const { engine, corpusId } = opened;
    const docs = await engine.readDocumentRange({ corpusId, start: 117, count: 3 });
    await engine.removeDocuments({ corpusId, docRows: Uint32Array.of(117, 118, 119) });
    await engine.search(searchFor(corpusId, { itemSpace: 'lsa' }));
    const lines = docs.map(({ id, title, text }) => `${JSON.stringify({ _id: id, title, text })}\n`).join('');
    await engine.addDocuments({
      corpusId,
      files: textFiles({ 'back/corpus.jsonl': lines }),
      options: { format: 'beir' },
      leaveOutDuplicates: false,
    });
    return opened;
  }

  async function exported({ engine, corpusId }: OpenedEngine, indexId: string): Promise<SourceFile[]> {
    return [exportedFile(await engine.exportIndex({ corpusId, indexId }))];
  }

  it.each([
    ['MF_Trns by AdamW', 'lsa'],
    ['MF_Trns by ALS', 'hybrid'],
    ['MF_Ind', 'lsa'],
    ['MF_Ind', 'hybrid'],
  ] as const)('an index by %s from %s finds the same where the basis is another one', async (name, space) => {
    const home = await openEngine();
    const { indexId } = await home.engine.buildIndex({ ...methodParameters(home.corpusId, name), space });
    const away = await openWithOtherBasis();
    const files = await exported(home, indexId);
    const imported = await away.engine.importIndex({ corpusId: away.corpusId, files });
    const found = async ({ engine, corpusId }: OpenedEngine, itemSpace: string) => {
      const { rounds, priorVector } = await engine.search(searchFor(corpusId, { itemSpace }));
      return { best: rounds.map(({ best }) => best), priorVector };
    };
    expect(await found(away, imported.indexId)).toEqual(await found(home, indexId));
    // That the bases differ: the space itself finds something else.
    expect((await found(away, 'lsa')).priorVector).not.toEqual((await found(home, 'lsa')).priorVector);
    // Documents that come later are placed in the index's basis too.
    for (const { engine, corpusId } of [home, away]) {
      await engine.addDocuments({
        corpusId,
        files: MORE,
        options: { format: 'beir' },
        leaveOutDuplicates: false,
      });
    }
    expect(await found(away, imported.indexId)).toEqual(await found(home, indexId));
  });

  it('an index that brings no basis is searched where the corpus has the same', async () => {
    const { engine, corpusId, reopen } = await openEngine();
    const { indexId } = await engine.buildIndex(parametersFor(corpusId, { space: 'lsa' }));
    const { store } = reopen();
    const older = reopen({}, { ...store, readIndexTensor: withoutBasis(store) });
    const request = searchFor(corpusId, { itemSpace: indexId });
    expect((await older.engine.search(request)).priorVector).toEqual(
      (await engine.search(request)).priorVector,
    );
  });

  it('an index that brings no basis is refused where the corpus has another', async () => {
    const home = await openEngine();
    const { indexId } = await home.engine.buildIndex(parametersFor(home.corpusId, { space: 'lsa' }));
    const away = await openWithOtherBasis();
    const files = await exported(home, indexId);
    const imported = await away.engine.importIndex({ corpusId: away.corpusId, files });
    const { store } = away.reopen();
    const older = away.reopen({}, { ...store, readIndexTensor: withoutBasis(store) });
    await expect(
      older.engine.search(searchFor(away.corpusId, { itemSpace: imported.indexId })),
    ).rejects.toThrow(
      new XennError(
        'InvalidArgumentError',
        'The index “First” was built on other lexical vectors than this corpus has here: its query embeddings would be of another space. Build it again.',
      ),
    );
  });
});

/** As an index was stored before bases travelled with them. */
function withoutBasis(store: Store): Store['readIndexTensor'] {
  return async (corpusId, indexId, name) =>
    name.startsWith('lsa-') ? undefined : store.readIndexTensor(corpusId, indexId, name);
}

describe('train queries', () => {
  it('come from searches that were typed', async () => {
    const { engine, corpusId } = await openEngine();
    const parameters = parametersFor(corpusId, { trainQueries: 'history' });
    await expect(engine.planIndex(parameters)).rejects.toThrow(
      new XennError(
        'InvalidArgumentError',
        'Expected at least one search that was typed, found none: search this corpus first, or choose other train queries.',
      ),
    );
    for (const queryText of ['quiet harbour', 'lantern in the night', 'Lantern, in the night!']) {
      await engine.search(searchFor(corpusId, { queryText }));
    }
    const plan = await engine.planIndex(parameters);
    expect(plan.trainQueryCount).toBe(2);
    expect(plan.notes).toEqual([
      '1 train queries were left out: they equal, or nearly equal, another one.',
      'There are no more than 2 train queries of this kind.',
    ]);
    await engine.forgetSearches({ corpusId });
    expect((await engine.readCorpusDetails({ corpusId })).searchHistory).toEqual([]);
  });

  it.each(['titles', 'sentences', 'key-phrases'] as const)(
    'are made of documents: %s',
    async (trainQueries) => {
      const { engine, corpusId } = await openEngine();
      const few = await engine.planIndex(parametersFor(corpusId, { trainQueries, trainQueryCount: 5 }));
      expect(few.trainQueryCount).toBe(5);
      // The queries of a small index are among those of a large one: their scores are used again.
      await engine.buildIndex(parametersFor(corpusId, { trainQueries, trainQueryCount: 5 }));
      const many = await engine.planIndex(parametersFor(corpusId, { trainQueries, trainQueryCount: 20 }));
      expect(many.knownCalls).toBe(few.scorerCalls);
    },
  );

  it('are warned of where they are test queries too', async () => {
    const { engine, corpusId } = await openEngine();
    const { queries } = await engine.readCorpusDetails({ corpusId });
    const test = queries.find(({ split }) => split === 'test');
    await engine.search(searchFor(corpusId, { queryText: test?.text }));
    const plan = await engine.planIndex(parametersFor(corpusId, { trainQueries: 'history' }));
    expect(plan.notes[0]).toBe(
      `1 of the train queries equal or nearly equal a query that is meant for testing, for example “${test?.text}”: what is measured with those will look better than it is.`,
    );
  });
});

describe('faults in training', () => {
  it('a learning rate that makes it diverge stops it, and the index that there was stays', async () => {
    const { engine, corpusId } = await openEngine();
    const old = await engine.buildIndex(parametersFor(corpusId));
    const method: IndexMethod = { ...ADAMW, kind: 'mf-trns', solver: 'adamw', learningRate: 1e6 };
    await expect(
      engine.buildIndex(parametersFor(corpusId, { method, replaces: old.indexId })),
    ).rejects.toMatchObject({
      name: 'FactorizeError',
      message: expect.stringMatching(
        /^Training diverged in epoch 1: .* The learning rate was 1000000; try a smaller one\. The index that there was is unchanged\.$/,
      ),
    });
    const { indexes } = await engine.readCorpusDetails({ corpusId });
    expect(indexes).toEqual([old]);
    await engine.search(searchFor(corpusId, { itemSpace: old.indexId }));
  });

  it.each(['MF_Trns by AdamW', 'MF_Trns by ALS', 'MF_Ind'])(
    'a GPU that is lost in it (%s): goes on elsewhere',
    async (name) => {
      const { engine, corpusId, encoders } = await openEngine(
        {},
        { loadCompute: async () => ({ compute: breakingCompute(), reason: '' }) },
      );
      const notices: string[] = [];
      const watching = new AbortController();
      const watched = engine.watchNotices(
        {},
        { cancel: watching.signal, onProgress: (notice) => notices.push(notice) },
      );
      const summary = await engine.buildIndex(methodParameters(corpusId, name));
      watching.abort();
      await watched;
      expect(notices).toEqual([
        'The GPU stopped working: a test. Indexing goes on with plain loops on the CPU.',
      ]);
      expect(summary.provenance.compute).toBe('cpu');
      expect(encoders.runs).toHaveLength(150);

      const sound = await openEngine();
      const reference = await sound.engine.buildIndex(methodParameters(sound.corpusId, name));
      expect(summary.lossPerEpoch).toEqual(reference.lossPerEpoch);
    },
  );
});

/** A GPU that works for a while. */
function breakingCompute(): Compute {
  const cpu = createCpuCompute();
  let steps = 0;
  const breaking = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    steps += 1;
    if (steps > 3) throw new XennError('GpuError', 'The GPU stopped working: a test.');
    return work();
  };
  return {
    ...cpu,
    name: 'webgpu',
    solveRidges: (problem) => breaking(() => cpu.solveRidges(problem)),
    async openFactorization(problem) {
      const opened = await cpu.openFactorization(problem);
      return { ...opened, step: (...args) => breaking(() => opened.step(...args)) };
    },
    async openTowers(problem) {
      const opened = await cpu.openTowers(problem);
      return { ...opened, step: (...args) => breaking(() => opened.step(...args)) };
    },
  };
}
