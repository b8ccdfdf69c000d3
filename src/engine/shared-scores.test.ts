import { expect, it } from 'vitest';
import { XennError } from '../core/errors.ts';
import { openEngine, searchFor } from '../testing/engine-on-fakes.ts';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import { openGate } from '../testing/gate.ts';
import type { CrossEncoder, Store } from './ports.ts';
import { openSharedScores, type ScoresOf } from './shared-scores.ts';

const OF: ScoresOf = { corpusId: 'c', corpusHash: 'h', crossEncoderHash: 'ce', queryText: 'q' };
/** Knows a score of 0.5 for row 7 of every query. */
const store = {
  readScores: async () => ({ docRows: Uint32Array.of(7), scores: Float32Array.of(0.5) }),
} as unknown as Store;

it('begin with what is stored, and are the same for the same pairs while they are in use', async () => {
  const first = await openSharedScores(store, OF);
  expect([...first.known]).toEqual([[7, 0.5]]);
  first.known.set(8, 1);
  const second = await openSharedScores(store, OF);
  expect(second.known).toBe(first.known);
  first.leave();
  expect((await openSharedScores(store, OF)).known).toBe(second.known);
});

it('end with their last user', async () => {
  const of = { ...OF, queryText: 'used up' };
  const first = await openSharedScores(store, of);
  first.known.set(8, 1);
  first.leave();
  expect([...(await openSharedScores(store, of)).known]).toEqual([[7, 0.5]]);
});

it('are not left in use where they could not be read', async () => {
  let fails = true;
  const failing = {
    readScores: async () => {
      if (fails) throw new XennError('StorageError', 'The disk is gone.');
      return store.readScores('c', 'ce', 'q');
    },
  } as unknown as Store;
  await expect(openSharedScores(failing, OF)).rejects.toThrow(
    new XennError('StorageError', 'The disk is gone.'),
  );
  fails = false;
  const first = await openSharedScores(failing, OF);
  first.leave();
  expect((await openSharedScores(failing, OF)).known).not.toBe(first.known);
});

it.each<Partial<ScoresOf>>([
  { corpusId: 'd' },
  { corpusHash: 'i' },
  { crossEncoderHash: 'de' },
  { queryText: 'r' },
])('are others for %o', async (changes) => {
  const { known } = await openSharedScores(store, OF);
  expect((await openSharedScores(store, { ...OF, ...changes })).known).not.toBe(known);
  expect((await openSharedScores({ ...store }, OF)).known).not.toBe(known);
});

it('have one at work at a time, also after one has failed', async () => {
  const { inTurn } = await openSharedScores(store, OF);
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await Promise.resolve();
    events.push(`${name} ends`);
    if (name === 'a') throw new Error('a failed');
    return name;
  };
  const [a, b] = await Promise.allSettled([inTurn(work('a')), inTurn(work('b'))]);
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(a).toMatchObject({ status: 'rejected', reason: new Error('a failed') });
  expect(b).toMatchObject({ status: 'fulfilled', value: 'b' });
});

it('let several methods and an exact ranking work on one query at once, with every pair scored once', async () => {
  const { engine, encoders, corpusId } = await openEngine();
  const { queryText } = searchFor(corpusId);
  const [first, second, exact] = await Promise.all([
    engine.search(searchFor(corpusId)),
    engine.search(searchFor(corpusId, { firstRound: 'dual-encoder' })),
    engine.computeExactRanking({ corpusId, queryText }),
  ]);
  expect(new Set(encoders.runs).size).toBe(encoders.runs.length);
  expect(encoders.runs).toHaveLength(exact.ranking.docRows.length);
  const computed = [first, second].map(({ rounds }) => rounds[rounds.length - 1].computedCalls);
  expect(exact.computedCalls + computed[0] + computed[1]).toBe(encoders.runs.length);
});

it('whoever waits for another one’s turn and cancels is told so before that one ends', async () => {
  const scoring = openGate();
  const end = openGate();
  const { corpusId, reopen } = await openEngine();
  const { crossEncoder } = createFakeEncoders();
  const held: CrossEncoder = {
    ...crossEncoder,
    async score(...args) {
      scoring.open();
      await end.opened;
      return crossEncoder.score(...args);
    },
  };
  const { engine } = reopen({ crossEncoder: held });
  const going = engine.search(searchFor(corpusId));
  await scoring.opened;
  const stop = new AbortController();
  const waiting = engine.search(searchFor(corpusId), { cancel: stop.signal });
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: expect.stringMatching(/^(Abort|Cancelled)Error$/) });
  end.open();
  expect((await going).rounds).toHaveLength(5);
});
