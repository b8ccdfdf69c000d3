import { describe, expect, it } from 'vitest';
import type { JobProgress } from '../../workers/client.ts';
import { type ExactAction, type ExactState, NO_EXACT_RANKING, reduceExact } from './exact-state.ts';

const ranking = { docRows: Uint32Array.of(1, 0), scores: Float32Array.of(2, 1) };
const progress: JobProgress = { stage: 'scoring', unit: 'tokens', done: 5, total: 10, elapsedMs: 3 };
const error = new Error('The disk is full.');
const reduceAll = (...actions: ExactAction[]) => actions.reduce(reduceExact, NO_EXACT_RANKING);

const asked: ExactAction = { type: 'query', queryText: 'a' };
const computing: ExactAction = { type: 'compute', queryText: 'a' };

describe('reduceExact', () => {
  it.each<[string, ExactAction[], ExactState]>([
    ['a new query', [asked], { queryText: 'a', status: 'unknown' }],
    [
      'found in storage',
      [asked, { type: 'found', queryText: 'a', ranking }],
      { queryText: 'a', status: 'known', ranking },
    ],
    [
      'progress',
      [asked, computing, { type: 'progress', queryText: 'a', progress }],
      { queryText: 'a', status: 'computing', progress },
    ],
    [
      'cancelled',
      [asked, computing, { type: 'progress', queryText: 'a', progress }, { type: 'cancel', queryText: 'a' }],
      { queryText: 'a', status: 'unknown' },
    ],
    [
      'failed',
      [asked, computing, { type: 'fail', queryText: 'a', error }],
      { queryText: 'a', status: 'unknown', error },
    ],
    [
      'tried again after a failure',
      [asked, computing, { type: 'fail', queryText: 'a', error }, computing],
      { queryText: 'a', status: 'computing' },
    ],
    [
      'progress that arrives after the result',
      [
        asked,
        computing,
        { type: 'found', queryText: 'a', ranking },
        { type: 'progress', queryText: 'a', progress },
      ],
      { queryText: 'a', status: 'known', ranking },
    ],
    [
      'an answer to the query before',
      [asked, computing, { type: 'query', queryText: 'b' }, { type: 'found', queryText: 'a', ranking }],
      { queryText: 'b', status: 'unknown' },
    ],
    [
      'the same query again keeps what is known',
      [asked, { type: 'found', queryText: 'a', ranking }, asked],
      { queryText: 'a', status: 'known', ranking },
    ],
  ])('%s', (_, actions, state) => {
    expect(reduceAll(...actions)).toEqual(state);
  });
});
