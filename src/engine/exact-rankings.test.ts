/** Exact rankings of test queries as a job, through the engine. */
import { describe, expect, it } from 'vitest';
import { XennError } from '../core/errors.ts';
import { DOCUMENT_COUNT, openEngine } from '../testing/engine-on-fakes.ts';
import { experimentRequest } from '../testing/experiment-requests.ts';
import { textFiles } from '../testing/text-files.ts';
import type { RankingProgress } from './experiment-records.ts';

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
    await engine.runExperiment({ request: experimentRequest(corpusId, { queryCount: 3, seed: 5 }) });
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
      leaveOutDuplicates: false,
    });
    const request = { corpusId: corpus.corpusId, queryCount: 4, seed: 1 };
    await expect(engine.planExactRankings(request)).rejects.toMatchObject({ name: 'InvalidArgumentError' });
    await expect(engine.planExperiment(experimentRequest(corpus.corpusId))).rejects.toMatchObject({
      name: 'InvalidArgumentError',
    });
  });
});
