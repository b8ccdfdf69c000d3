/** Searches on helper threads against those that run here. */
import { describe, expect, it, vi } from 'vitest';
import { XennError } from '../core/errors.ts';
import { presetOf } from '../core/search-presets.ts';
import { openEngine } from '../testing/engine-on-fakes.ts';
import { startLocalHelpers } from '../testing/local-helpers.ts';
import type { ExperimentRequest } from './experiment-records.ts';
import type { SearchHelpers } from './search-helper.ts';

/** 4 queries x 4 methods x 63 budgets: more searches than are run without helpers. */
const requestFor = (corpusId: string, budgetCount = 63): ExperimentRequest => ({
  corpusId,
  name: 'Many',
  methods: (['rnr', 'paper', 'gar', 'fast'] as const).map((name) => ({
    label: presetOf(name).label,
    method: presetOf(name).make('dual-encoder', 1),
  })),
  budgets: Array.from({ length: budgetCount }, (_, i) => i + 10),
  ks: [1, 10],
  queryCount: 4,
  seed: 1,
});

describe('an experiment with many searches', () => {
  it('finds on helper threads what it finds without them', async () => {
    const startHelpers = vi.fn(startLocalHelpers);
    const { engine, corpusId } = await openEngine({}, { startHelpers });
    const { experimentId } = await engine.runExperiment({ request: requestFor(corpusId) });
    expect(startHelpers).toHaveBeenCalledOnce();
    const few = await engine.runExperiment({ request: requestFor(corpusId, 20) });
    expect(startHelpers).toHaveBeenCalledOnce();
    const { cells, comparedQueryCount } = await engine.compareExperiments({
      experimentId: few.experimentId,
      otherId: experimentId,
    });
    expect(comparedQueryCount).toBe(4);
    expect(cells).toEqual([]);
  });

  it('has its results in the order of the queries, whichever is finished first', async () => {
    const [first, second] = startLocalHelpers().helpers;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = {
      ...first,
      search: async (query: Parameters<typeof first.search>[0]) => {
        await held;
        return first.search(query);
      },
    };
    let searched = 0;
    const quick = {
      ...second,
      search: async (query: Parameters<typeof second.search>[0]) => {
        const result = await second.search(query);
        searched += 1;
        if (searched === 2) release();
        return result;
      },
    };
    const startHelpers = (): SearchHelpers => ({ helpers: [slow, quick], close: () => undefined });
    const { engine, corpusId } = await openEngine({}, { startHelpers });
    const done: number[] = [];
    const { experimentId } = await engine.runExperiment(
      { request: requestFor(corpusId) },
      { onProgress: (progress) => progress.stage === 'searching' && done.push(progress.done) },
    );
    expect(done).toEqual([0, 1, 2, 3, 4]);
    const measures = await engine.readQueryMeasures({ experimentId, measure: 'mrr' });
    const { queries } = await engine.readCorpusDetails({ corpusId });
    expect(measures.map(({ queryId }) => queryId)).toEqual(
      queries.filter(({ split }) => split === 'test').map(({ id }) => id),
    );
  });

  it('ends its threads, whether it is finished, stopped or failed', async () => {
    const close = vi.fn();
    const failing = (): SearchHelpers => {
      const { helpers } = startLocalHelpers();
      const [first] = helpers;
      const search = () => Promise.reject(new XennError('WorkerError', 'gone'));
      return { helpers: [{ ...first, search }], close };
    };
    const { engine, corpusId } = await openEngine({}, { startHelpers: failing });
    await expect(engine.runExperiment({ request: requestFor(corpusId) })).rejects.toThrow(
      new XennError('WorkerError', 'gone'),
    );
    expect(close).toHaveBeenCalledOnce();
    const [{ doneQueryCount }] = await engine.listExperiments({});
    expect(doneQueryCount).toBe(0);
  });

  it('does not wait for a thread when it is cancelled', async () => {
    const stop = new AbortController();
    const hanging = (): SearchHelpers => {
      const [first] = startLocalHelpers().helpers;
      const search = () => {
        stop.abort(new XennError('CancelledError', 'Cancelled.'));
        return new Promise<never>(() => undefined);
      };
      return { helpers: [{ ...first, search }], close: () => undefined };
    };
    const { engine, corpusId } = await openEngine({}, { startHelpers: hanging });
    await expect(
      engine.runExperiment({ request: requestFor(corpusId) }, { cancel: stop.signal }),
    ).rejects.toMatchObject({ name: 'CancelledError' });
  });
});
