/** Searches that are cancelled, changed in the middle, or sent by the thousand. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type OpenedEngine, openEngine, searchFor } from '../testing/engine-on-fakes.ts';
import type { CrossEncoder } from './ports.ts';
import type { RoundReport } from './search-records.ts';

const CANCELLED = { name: expect.stringMatching(/^(Abort|Cancelled)Error$/) };

/** An engine whose cross-encoder tells of every run before it begins. */
async function openWatched(onRun: (query: string) => void) {
  const { encoders, corpusId, reopen } = await openEngine();
  const { crossEncoder, runs } = encoders;
  const score: CrossEncoder['score'] = (query, ...rest) => {
    onRun(query);
    return crossEncoder.score(query, ...rest);
  };
  return { engine: reopen({ crossEncoder: { ...crossEncoder, score } }).engine, corpusId, runs };
}

describe('a search that is cancelled', () => {
  it('in the middle of a round reports no more, and what was scored is not scored again', async () => {
    const stop = new AbortController();
    let runs = 0;
    const {
      engine,
      corpusId,
      runs: pairs,
    } = await openWatched(() => {
      runs += 1;
      if (runs === 3) stop.abort();
    });
    const arrived: number[] = [];
    const request = searchFor(corpusId);
    const onProgress = ({ index }: RoundReport) => void arrived.push(index);
    await expect(engine.search(request, { cancel: stop.signal, onProgress })).rejects.toMatchObject(
      CANCELLED,
    );
    expect(arrived).toEqual([1, 2]);
    expect(pairs).toHaveLength(12);
    const { rounds } = await engine.search(request);
    expect(rounds.map(({ computedCalls }) => computedCalls)).toEqual([0, 0, 6, 12, 18]);
    expect(new Set(pairs).size).toBe(30);
  });

  it('while the documents of a round are read does not report that round', async () => {
    const stop = new AbortController();
    const { engine, store, corpusId, reopen } = await openEngine().then((opened) => ({
      ...opened,
      store: opened.reopen().store,
    }));
    const request = searchFor(corpusId);
    // So that no texts are read to be scored.
    await engine.search(request);
    const cutting = reopen(
      {},
      {
        ...store,
        readDocuments: async (...given) => {
          stop.abort();
          return store.readDocuments(...given);
        },
      },
    ).engine;
    const arrived: RoundReport[] = [];
    const onProgress = (round: RoundReport) => void arrived.push(round);
    await expect(cutting.search(request, { cancel: stop.signal, onProgress })).rejects.toMatchObject(
      CANCELLED,
    );
    expect(arrived).toEqual([]);
  });

  it('before it begins scores nothing and is not remembered', async () => {
    const { engine, corpusId, runs } = await openWatched(() => undefined);
    const cancel = AbortSignal.abort();
    await expect(engine.search(searchFor(corpusId), { cancel })).rejects.toMatchObject(CANCELLED);
    expect(runs).toEqual([]);
    expect((await engine.readCorpusDetails({ corpusId })).searchHistory).toEqual([]);
  });
});

it('a query that is changed in the middle gives rounds of the new one only', async () => {
  const { engine, corpusId } = await openEngine();
  const rounds: [query: string, round: number][] = [];
  const ask = (queryText: string, cancel: AbortSignal, onRound: () => void = () => undefined) =>
    engine.search(searchFor(corpusId, { queryText }), {
      cancel,
      onProgress: ({ index }) => {
        rounds.push([queryText, index]);
        onRound();
      },
    });
  const first = new AbortController();
  let second: ReturnType<typeof ask> | undefined;
  const changed = ask('quiet harbour', first.signal, () => {
    first.abort();
    second = ask('wild market', new AbortController().signal);
  });
  await expect(changed).rejects.toMatchObject(CANCELLED);
  const result = await second;
  expect(rounds).toEqual([['quiet harbour', 1], ...[1, 2, 3, 4, 5].map((index) => ['wild market', index])]);
  expect(result?.request.queryText).toBe('wild market');
});

describe('1,000 quick queries in a row', () => {
  const QUERIES = ['quiet harbour', 'wild market', 'cold river', 'old bridge', 'bright lantern'];

  /**
   * Each begins before the one before it has ended, which it cancels. Returns the number of rounds that came too late, and
   * what every search was given to report to.
   */
  async function typeQuickly({ engine, corpusId }: OpenedEngine, count: number) {
    let stale = 0;
    const given: WeakRef<object>[] = [];
    let last: Promise<unknown> = Promise.resolve();
    let stop = new AbortController();
    for (let i = 0; i < count; i++) {
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      const onProgress = () => void (signal.aborted && stale++);
      given.push(new WeakRef(onProgress));
      const request = searchFor(corpusId, { queryText: QUERIES[i % QUERIES.length] });
      last = engine.search(request, { cancel: signal, onProgress });
      last.catch(() => undefined);
      // Some get further than others.
      for (let step = 0; step < i % 7; step++) await Promise.resolve();
      if (i % 50 === 0) await last;
    }
    await last;
    return { stale, given };
  }

  it('leave no stale round, nothing that holds the corpus, and no pair scored twice', async () => {
    const opened = await openEngine();
    expect((await typeQuickly(opened, 1000)).stale).toBe(0);
    const { engine, encoders, corpusId } = opened;
    expect(new Set(encoders.runs).size).toBe(encoders.runs.length);
    // Refused while a search goes on.
    await engine.removeDocuments({ corpusId, docRows: Uint32Array.of(0) });
  });

  it('leave as much memory as there was, and nobody holds what they were given', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const heapBytes = async () => {
      // What a round of promises still holds is let go.
      await new Promise((resolve) => setTimeout(resolve));
      collect();
      return process.memoryUsage().heapUsed;
    };
    const opened = await openEngine();
    await typeQuickly(opened, 200);
    const before = await heapBytes();
    const { given } = await typeQuickly(opened, 1000);
    expect(await heapBytes()).toBeLessThan(1.1 * before);
    expect(given.filter((progress) => progress.deref())).toEqual([]);
  });
});
