/** One idea, searching through the engine, over one corpus: every method, what a result says, and what is never done twice. */
import { describe, expect, it, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import type { SearchMethod } from '../core/search-method.ts';
import { SEARCH_PRESETS } from '../core/search-presets.ts';
import {
  DOCUMENT_COUNT,
  type OpenedEngine,
  openEngine,
  parametersFor,
  searchFor,
} from '../testing/engine-on-fakes.ts';
import { generatedBeir } from '../testing/text-files.ts';
import { DUAL_ENCODER_SPACE } from './records.ts';
import type { RoundReport, SearchResult } from './search-records.ts';

const rowsOf = ({ newItems }: RoundReport) => newItems.map(({ document }) => document.docRow);
const scoredRows = ({ rounds }: SearchResult) => rounds.flatMap(rowsOf);
const bestOf = ({ rounds }: SearchResult) => rounds.map(({ best }) => best);

const buildAnchors = ({ engine, corpusId }: OpenedEngine) =>
  engine.buildIndex(parametersFor(corpusId, { method: { kind: 'anchors' }, pairs: { kind: 'all' } }));

describe('a search', () => {
  it('spends exactly the budget, in rounds that arrive as they finish, on distinct items', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const arrived: RoundReport[] = [];
    const result = await engine.search(searchFor(corpusId), {
      onProgress: (round) => void arrived.push(round),
    });
    expect(arrived).toEqual(result.rounds);
    expect(result.plannedRounds).toBe(5);
    expect(result.rounds.map(({ newItems }) => newItems.length)).toEqual([6, 6, 6, 6, 6]);
    expect(new Set(scoredRows(result)).size).toBe(30);
    expect(encoders.runs).toHaveLength(30);
    const last = result.rounds[4];
    expect(last).toMatchObject({ scorerCalls: 30, computedCalls: 30 });
    expect(last.best.scores).toEqual(Float32Array.from(last.best.scores).sort().reverse());
    expect(result.rounds[1].newItems.every(({ estimateBefore }) => estimateBefore !== undefined)).toBe(true);
    expect(last.estimates).toBeInstanceOf(Float32Array);
    expect(last.estimates).toHaveLength(DOCUMENT_COUNT);
  });

  it('never runs the model for a pair whose score is stored', async () => {
    const { engine, encoders, corpusId, reopen } = await openEngine();
    const first = await engine.search(searchFor(corpusId));
    const after = reopen();
    const second = await after.engine.search(searchFor(corpusId));
    expect(encoders.runs).toHaveLength(30);
    expect(after.encoders.runs).toHaveLength(0);
    expect(bestOf(second)).toEqual(bestOf(first));
    expect(second.rounds[4]).toMatchObject({ scorerCalls: 30, computedCalls: 0 });
  });

  it('with one round is retrieve-and-rerank', async () => {
    const { engine, corpusId } = await openEngine();
    const result = await engine.search(searchFor(corpusId, { schedule: { kind: 'equal', rounds: 1 } }));
    expect(result.rounds).toHaveLength(1);
    const { docRows } = result.firstStage;
    expect(docRows.length).toBeGreaterThan(30);
    expect(scoredRows(result).sort()).toEqual([...docRows.slice(0, 30)].sort());
  });

  it.each(['crossEncoder', 'dualEncoder'] as const)(
    'refuses an index that another %s built',
    async (kind) => {
      const { engine, encoders, corpusId, reopen } = await openEngine();
      const { indexId } = await engine.buildIndex(parametersFor(corpusId));
      const newer = { ...encoders[kind], identity: { name: 'newer-model', hash: '0123456789abcdef' } };
      const updated = reopen({ [kind]: newer }).engine;
      const { name, hash } = encoders[kind].identity;
      await expect(updated.search(searchFor(corpusId, { itemSpace: indexId }))).rejects.toThrow(
        new XennError(
          'InvalidArgumentError',
          'The index “First” was built with another model, or other settings of it: expected newer-model (SHA-256 01234567…), found ' +
            `${name} (SHA-256 ${hash}…). Search with the dual-encoder's vectors, or build the index again.`,
        ),
      );
      expect(
        (await updated.search(searchFor(corpusId, { itemSpace: DUAL_ENCODER_SPACE }))).rounds,
      ).not.toEqual([]);
      expect((await engine.search(searchFor(corpusId, { itemSpace: indexId }))).rounds).not.toEqual([]);
    },
  );

  it('of an index knows its score scale, and so what the first round should score', async () => {
    const { engine, corpusId } = await openEngine();
    const { indexId } = await engine.buildIndex(parametersFor(corpusId));
    const inIndex = searchFor(corpusId, { itemSpace: indexId });
    expect((await engine.search(inIndex)).rounds[0].newItems[0].estimateBefore).toBeDefined();
    const [firstRound] = (await engine.search(searchFor(corpusId))).rounds;
    expect(firstRound.newItems[0].estimateBefore).toBeUndefined();
    await engine.deleteIndex({ corpusId, indexId });
    await expect(engine.search(inIndex)).rejects.toThrow(
      new XennError(
        'InvalidArgumentError',
        'This index is not stored any more: choose another one or the dual-encoder vectors.',
      ),
    );
  });

  it.each(['', '   '])('refuses the query %o', async (queryText) => {
    const { engine, corpusId } = await openEngine();
    await expect(engine.search(searchFor(corpusId, { queryText }))).rejects.toThrow(
      new XennError('InvalidArgumentError', 'The query is empty: type at least one word to search for.'),
    );
  });

  test.each<[Parameters<typeof searchFor>[1], string]>([
    [{ budget: 0 }, 'budget must be a whole number of at least 1, but is 0.'],
    [{ schedule: { kind: 'equal', rounds: 0 } }, 'rounds must be a whole number of at least 1, but is 0.'],
    [{ fit: { kind: 'mix', lambda: 2 } }, 'lambda must be a number from 0 to 1, but is 2.'],
    [{ shortlist: 20 }, 'The shortlist must be a whole number of at least the budget, 30, but is 20.'],
    [{ shortlist: 30.5 }, 'The shortlist must be a whole number of at least the budget, 30, but is 30.5.'],
  ])('refuses %o before anything is scored', async (changes, message) => {
    const { engine, encoders, corpusId } = await openEngine();
    await expect(engine.search(searchFor(corpusId, changes))).rejects.toThrow(
      new XennError('InvalidArgumentError', message),
    );
    expect(encoders.runs).toEqual([]);
  });
});

describe('every preset', () => {
  test.each(SEARCH_PRESETS)(
    '$label spends the budget on distinct items, and the same twice',
    async (preset) => {
      const opened = await openEngine();
      const { engine, encoders, corpusId, reopen } = opened;
      const itemSpace = preset.startSpace ?? (await buildAnchors(opened)).indexId;
      const before = encoders.runs.length;
      const request = { ...searchFor(corpusId, { budget: 40 }), method: preset.make(itemSpace, 1) };
      const result = await engine.search(request);
      expect(result.notes).toEqual([]);
      expect(result.rounds).toHaveLength(result.plannedRounds);
      expect(new Set(scoredRows(result)).size).toBe(40);
      expect(result.rounds.at(-1)).toMatchObject({ scorerCalls: 40, computedCalls: 40 });
      expect(encoders.runs.length - before).toBe(40);
      const again = reopen();
      expect(bestOf(await again.engine.search(request))).toEqual(bestOf(result));
      expect(again.encoders.runs).toEqual([]);
    },
  );

  test('share their scores: no pair is run twice, whatever the methods', async () => {
    const opened = await openEngine();
    const { engine, encoders, corpusId } = opened;
    const { indexId } = await buildAnchors(opened);
    for (const { startSpace = indexId, make } of SEARCH_PRESETS) {
      await engine.search({ ...searchFor(corpusId), method: make(startSpace, 1) });
    }
    expect(new Set(encoders.runs).size).toBe(encoders.runs.length);
  });
});

describe('what a method can ask for', () => {
  const RIDGE = { kind: 'ridge', mu: 0.1 } as const;

  test.each<[string, Partial<SearchMethod>]>([
    ['geometric rounds', { schedule: { kind: 'geometric', rounds: 4, ratio: 1.5 } }],
    ['ridge by leave-one-out', { fit: { kind: 'ridge', mu: 'leave-one-out' } }],
    ['upper confidence', { fit: RIDGE, batchRule: { kind: 'upper-confidence', deviations: 1 } }],
    ['Thompson', { fit: RIDGE, batchRule: { kind: 'thompson' } }],
    ['softmax', { batchRule: { kind: 'softmax', temperature: 0.5 } }],
    ['epsilon-greedy', { batchRule: { kind: 'epsilon-greedy', epsilon: 0.2 } }],
    ['uniform', { batchRule: { kind: 'uniform' } }],
    ['variance', { batchRule: { kind: 'variance' } }],
    ['diversity', { diversity: 0.3 }],
    ['clip', { transform: 'clip' }],
    ['sigmoid', { transform: 'sigmoid' }],
    ['rank', { transform: 'rank' }],
    ['dual-encoder first', { firstRound: 'dual-encoder' }],
    ['item space first', { firstRound: 'item-space' }],
    ['fusion first', { firstRound: 'fusion' }],
    ['random first', { firstRound: 'random' }],
  ])('%s', async (_, changes) => {
    const { engine, corpusId } = await openEngine();
    const result = await engine.search(searchFor(corpusId, { itemSpace: 'hybrid', ...changes }));
    expect(new Set(scoredRows(result)).size).toBe(30);
    expect(result.rounds.every(({ estimates }) => estimates.every(Number.isFinite))).toBe(true);
  });

  it('columns of the retrievers and an intercept have their weights in the report', async () => {
    const { engine, corpusId } = await openEngine();
    const weightsOf = async (changes: Partial<SearchMethod>) => {
      const { rounds } = await engine.search(searchFor(corpusId, { fit: RIDGE, ...changes }));
      return rounds.map(({ columnWeights }) => columnWeights.length);
    };
    expect(await weightsOf({})).toEqual([0, 0, 0, 0, 0]);
    expect(await weightsOf({ intercept: true })).toEqual([1, 1, 1, 1, 1]);
    expect(await weightsOf({ columns: ['bm25', 'dual-encoder'], intercept: true })).toEqual([3, 3, 3, 3, 3]);
  });

  it('ridge says mu, deviations and what pulled each item', async () => {
    const { engine, corpusId } = await openEngine();
    const { rounds } = await engine.search(searchFor(corpusId, { fit: RIDGE }));
    expect(rounds.map(({ mu }) => mu)).toEqual([0.1, 0.1, 0.1, 0.1, 0.1]);
    const [item] = rounds[1].newItems;
    expect(item.pickedBy).toBe('greedy');
    expect(item.deviationBefore).toBeGreaterThan(0);
    expect(item.pulls?.length).toBeGreaterThan(0);
    const scoredBefore = rowsOf(rounds[0]);
    for (const { docRow } of item.pulls ?? []) expect(scoredBefore).toContain(docRow);
    expect(rounds[0].newItems[0]).toMatchObject({ pickedBy: 'first-stage' });
    expect('deviationBefore' in rounds[0].newItems[0]).toBe(false);
  });

  it('random first rounds follow the seed', async () => {
    const { engine, corpusId } = await openEngine();
    const firstRows = async (seed: number) => {
      const { rounds } = await engine.search(searchFor(corpusId, { firstRound: 'random', seed }));
      return rowsOf(rounds[0]).sort();
    };
    const rows = await firstRows(1);
    expect(await firstRows(1)).toEqual(rows);
    expect(await firstRows(2)).not.toEqual(rows);
  });

  it('anchor scores have no embedding of a query to begin with', async () => {
    const opened = await openEngine();
    const { engine, corpusId } = opened;
    const { indexId } = await buildAnchors(opened);
    await expect(
      engine.search(searchFor(corpusId, { itemSpace: indexId, firstRound: 'item-space' })),
    ).rejects.toThrow(
      new XennError(
        'InvalidArgumentError',
        'The first round cannot come from the item vectors: they have no embedding of this query. Choose BM25, the ' +
          'dual-encoder or a mixture for the first round.',
      ),
    );
  });
});

describe('an item', () => {
  it('knows its place in each retriever', async () => {
    const { engine, corpusId, reopen } = await openEngine();
    const request = searchFor(corpusId, { itemSpace: 'lsa', firstRound: 'random' });
    const { rounds } = await engine.search(request);
    const bm25 = await reopen().store.searchBm25(corpusId, request.queryText, DOCUMENT_COUNT);
    const rankOf = (docRow: number) => bm25.docRows.indexOf(docRow) + 1 || undefined;
    const items = rounds.flatMap(({ newItems }) => newItems);
    expect(items.map(({ ranks }) => ranks.bm25)).toEqual(
      items.map(({ document }) => rankOf(document.docRow)),
    );
    expect(items.some(({ ranks }) => ranks.bm25 === undefined)).toBe(true);
    const first = async (firstRound: SearchMethod['firstRound']) => {
      const result = await engine.search({ ...request, method: { ...request.method, firstRound } });
      return { stage: result.firstStage.docRows, items: result.rounds[0].newItems };
    };
    const byVectors = await first('dual-encoder');
    for (const { ranks, document } of byVectors.items) {
      expect(byVectors.stage[(ranks.dualEncoder ?? 0) - 1]).toBe(document.docRow);
    }
    const bySpace = await first('item-space');
    for (const { ranks, document } of bySpace.items) {
      expect(bySpace.stage[(ranks.itemSpace ?? 0) - 1]).toBe(document.docRow);
    }
  });

  it('has no place in an item space without an embedding of the query', async () => {
    const opened = await openEngine();
    const { indexId } = await buildAnchors(opened);
    const result = await opened.engine.search(searchFor(opened.corpusId, { itemSpace: indexId }));
    const ranks = result.rounds.flatMap(({ newItems }) => newItems.map((item) => item.ranks));
    expect(ranks.every((places) => !('itemSpace' in places) && places.dualEncoder)).toBe(true);
  });
});

it('the dual-encoder’s own space is one ranking, also after other corpora were searched in between', async () => {
  const { engine, corpusId } = await openEngine();
  const corpusIds = [corpusId];
  for (const name of ['Second', 'Third']) {
    const files = generatedBeir(DOCUMENT_COUNT);
    const imported = await engine.importCorpus({
      name,
      sourceName: name,
      files,
      options: { format: 'beir' },
      leaveOutDuplicates: false,
    });
    corpusIds.push(imported.corpus.corpusId);
  }
  const stages: unknown[] = [];
  for (const id of [...corpusIds, corpusId]) {
    stages.push((await engine.search(searchFor(id, { firstRound: 'fusion' }))).firstStage);
  }
  expect(stages[3]).toEqual(stages[0]);
});

describe('a shortlist', () => {
  it('is all that can be found', async () => {
    const { engine, corpusId } = await openEngine();
    const request = searchFor(corpusId, { shortlist: 40, firstRound: 'dual-encoder' });
    const result = await engine.search(request);
    const shortlist = new Set(result.firstStage.docRows.slice(0, 40));
    expect(scoredRows(result).filter((docRow) => !shortlist.has(docRow))).toEqual([]);
    const whole = await engine.search(searchFor(corpusId, { firstRound: 'dual-encoder' }));
    expect(scoredRows(whole).some((docRow) => !shortlist.has(docRow))).toBe(true);
    expect(result.notes).toEqual(['Only the first 40 of 120 documents by the first stage could be found.']);
  });

  it('is filled up by the other retrievers, and by any documents where none has more', async () => {
    const { engine, corpusId } = await openEngine();
    const few = await engine.search(searchFor(corpusId, { queryText: 'lantern 9', shortlist: 100 }));
    expect(scoredRows(few)).toHaveLength(30);
    const none = await engine.search(searchFor(corpusId, { queryText: '12 34', shortlist: 35 }));
    expect(scoredRows(none)).toHaveLength(30);
    expect(scoredRows(none).every((docRow) => docRow < DOCUMENT_COUNT)).toBe(true);
  });

  it('as long as the corpus is none', async () => {
    const { engine, corpusId } = await openEngine();
    const result = await engine.search(searchFor(corpusId, { shortlist: 10_000 }));
    expect(result.notes).toEqual([]);
    expect(bestOf(result)).toEqual(bestOf(await engine.search(searchFor(corpusId))));
  });
});

describe('a stopping rule', () => {
  const METHOD: Partial<SearchMethod> = { fit: { kind: 'ridge', mu: 0.1 }, intercept: true };

  it('ends a search early, and the result says so', async () => {
    const { engine, encoders, corpusId } = await openEngine();
    const stopping = { k: 1, confidence: 0.001 };
    const result = await engine.search(searchFor(corpusId, { ...METHOD, stopping }));
    expect(result.plannedRounds).toBe(5);
    expect(result.rounds.length).toBeLessThan(5);
    const { confidence = 0, scorerCalls } = result.rounds[result.rounds.length - 1];
    expect(confidence).toBeGreaterThanOrEqual(0.001);
    expect(encoders.runs).toHaveLength(scorerCalls);
    expect(result.notes).toEqual([
      `It stopped after ${scorerCalls} of 30 calls: by the model, an estimate, the best 1 are complete with a ` +
        `probability of ${Math.floor(1000 * confidence) / 10} %.`,
    ]);
  });

  it('that ends a search of a large budget leaves documents unscored, and does not say otherwise', async () => {
    const { engine, corpusId } = await openEngine();
    const stopping = { k: 1, confidence: 0.001 };
    const result = await engine.search(searchFor(corpusId, { ...METHOD, stopping, budget: 500 }));
    const { scorerCalls = 0 } = result.rounds.at(-1) ?? {};
    expect(scorerCalls).toBeLessThan(DOCUMENT_COUNT);
    expect(result.notes).toEqual([
      expect.stringContaining(`It stopped after ${scorerCalls} of ${DOCUMENT_COUNT} calls: `),
    ]);
  });

  it('that is not met says how confident it was, and changes no choice', async () => {
    const { engine, corpusId } = await openEngine();
    const stopping = { k: 30, confidence: 0.999999 };
    const result = await engine.search(searchFor(corpusId, { ...METHOD, stopping }));
    expect(result.rounds).toHaveLength(5);
    for (const { confidence } of result.rounds) {
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThan(0.999999);
    }
    expect(result.notes).toEqual([]);
    expect(bestOf(result)).toEqual(bestOf(await engine.search(searchFor(corpusId, METHOD))));
  });
});

describe('notes', () => {
  it('a query without a known word is answered, and its meaning said', async () => {
    const { engine, corpusId } = await openEngine();
    const result = await engine.search(searchFor(corpusId, { queryText: '12 34' }));
    expect(result.rounds).toHaveLength(5);
    expect(result.notes[0]).toBe(
      'The item vectors’ model knows no word of this query, so its query embedding is zero: items that it ranks are arbitrary. Try other words.',
    );
  });

  it('a budget beyond the corpus scores all of it', async () => {
    const { engine, corpusId } = await openEngine();
    const result = await engine.search(searchFor(corpusId, { budget: 500 }));
    expect(result.rounds.at(-1)?.scorerCalls).toBe(DOCUMENT_COUNT);
    expect(result.notes).toContain(
      'The budget of 500 is larger than the corpus: all 120 documents were scored, so this ranking is exact.',
    );
  });

  it('λ has nothing to mix in where the vectors bring no query embedding', async () => {
    const opened = await openEngine();
    const { indexId } = await buildAnchors(opened);
    const result = await opened.engine.search(searchFor(opened.corpusId, { itemSpace: indexId }));
    expect(result.notes).toEqual([
      'These item vectors come without a query embedding to mix in, so λ is 0 here.',
    ]);
  });

  it.each([
    [DUAL_ENCODER_SPACE, 'the query embedding'],
    ['anchors', 'the dual-encoder'],
  ])('BM25 that finds too few (%s): the rest came from %s', async (space, filler) => {
    const opened = await openEngine();
    const itemSpace = space === 'anchors' ? (await buildAnchors(opened)).indexId : space;
    const queryText = 'violin wild';
    const { engine, corpusId, reopen } = opened;
    const found = (await reopen().store.searchBm25(corpusId, queryText, 1000)).docRows.length;
    const budget = Math.min(DOCUMENT_COUNT, found + 10);
    expect(budget).toBeGreaterThan(found);
    const result = await engine.search(
      searchFor(corpusId, { itemSpace, queryText, budget, schedule: { kind: 'equal', rounds: 1 } }),
    );
    expect(result.notes).toEqual([
      `BM25 found ${found} documents with a word of the query, the first round takes ${budget}: the rest came from ${filler}.`,
    ]);
  });
});
