import { describe, expect, it } from 'vitest';
import { presetOf } from '../../core/search-presets.ts';
import { makeRounds } from '../../testing/round-reports.ts';
import { estimateOf, toRunView } from './run-view.ts';
import type { LiveRun } from './search-state.ts';

const ITEM_COUNT = 102;
/** The query embeddings after them are (1, 0) and (2, 0). */
const rounds = makeRounds([[{ docRow: 3, exact: 5 }], [{ docRow: 0, exact: 9 }]], ITEM_COUNT);
const request = {
  corpusId: 'c',
  queryText: 'glass',
  method: presetOf('best').make('hybrid', 0),
  label: 'Best',
  budget: 2,
};
const live: LiveRun = { key: 'Best', request, status: 'running', rounds };
const done = (priorVector: Float64Array): LiveRun => ({
  ...live,
  status: 'done',
  result: {
    request,
    searchedWith: { corpusHash: 'c', crossEncoderHash: 'ce', dualEncoderHash: 'de' },
    itemCount: ITEM_COUNT,
    plannedRounds: 2,
    priorVector,
    firstStage: { docRows: new Uint32Array(0), scores: new Float32Array(0) },
    notes: [],
    elapsedMs: 1,
    modelMs: 1,
  },
});
const movementOf = (run: LiveRun) =>
  toRunView(run, 'Hybrid', undefined).rounds.map(({ stepLength, priorAngle }) => [stepLength, priorAngle]);

describe('toRunView', () => {
  it('is the run with its names', () => {
    const error = new Error('broken');
    const failed = { ...live, status: 'failed', error } as const;
    expect(toRunView(failed, 'Hybrid', undefined)).toEqual({
      key: 'Best',
      label: 'Best',
      request,
      itemSpaceName: 'Hybrid',
      status: 'failed',
      error,
      rounds: [rounds[0], { ...rounds[1], stepLength: 1 }],
    });
  });

  it.each<[string, LiveRun, unknown]>([
    [
      'while the prior is not known',
      live,
      [
        [undefined, undefined],
        [1, undefined],
      ],
    ],
    [
      'from a prior',
      done(Float64Array.of(0, 2)),
      [
        [Math.sqrt(5), 90],
        [1, 90],
      ],
    ],
    [
      'without a prior, where the item space has no embedding of the query',
      done(Float64Array.of(0, 0)),
      [
        [undefined, undefined],
        [1, undefined],
      ],
    ],
  ])('measures how the query embedding moved: %s', (_, run, movement) => {
    expect(movementOf(run)).toEqual(movement);
  });

  it('measures the error over the exact top 100 and over the others', () => {
    const scores = Float32Array.from({ length: ITEM_COUNT }, (_, place) => (place < 100 ? 3 : -2));
    const exact = { docRows: Uint32Array.from({ length: ITEM_COUNT }, (_, row) => row), scores };
    const [first] = toRunView(live, 'Hybrid', exact).rounds;
    // All estimates are 0.
    expect([first.headError, first.tailError]).toEqual([3, 2]);
  });

  it('is made once for the same run, names and exact ranking', () => {
    const exact = { docRows: Uint32Array.of(0), scores: Float32Array.of(1) };
    const view = toRunView(live, 'Hybrid', exact);
    expect(toRunView(live, 'Hybrid', exact)).toBe(view);
    expect(toRunView({ ...live }, 'Hybrid', exact)).not.toBe(view);
    expect(toRunView(live, 'Hybrid', undefined)).not.toBe(view);
    expect(toRunView(live, 'Other', exact).itemSpaceName).toBe('Other');
  });
});

it.each([
  ['live', Float32Array.of(1, 2, 3), 2, 3],
  ['stored', { docRows: Uint32Array.of(7, 2), values: Float32Array.of(4, 5) }, 2, 5],
  ['stored without it', { docRows: Uint32Array.of(7, 2), values: Float32Array.of(4, 5) }, 1, undefined],
])('estimateOf: %s', (_, estimates, docRow, estimate) => {
  expect(estimateOf({ estimates }, docRow)).toBe(estimate);
});
