import { expect, it } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { markItems, shapesOf } from './map-marks.ts';

const rounds = makeRounds(
  [[{ docRow: 3, exact: 5 }], [{ docRow: 0, exact: 9 }], [{ docRow: 1, exact: 7 }]],
  6,
);
/** Row 4 is never scored. */
const EXACT_TOP = [0, 4, 1];

it.each([
  [1, 'done', { foundNow: [3], foundEarlier: [], topFound: [], topComing: [0, 1], topMissed: [4] }],
  [2, 'done', { foundNow: [0], foundEarlier: [3], topFound: [0], topComing: [1], topMissed: [4] }],
  [3, 'done', { foundNow: [1], foundEarlier: [3, 0], topFound: [0, 1], topComing: [], topMissed: [4] }],
  [3, 'running', { foundNow: [1], foundEarlier: [3, 0], topFound: [0, 1], topComing: [4], topMissed: [] }],
  [3, 'cancelled', { foundNow: [1], foundEarlier: [3, 0], topFound: [0, 1], topComing: [], topMissed: [4] }],
] as const)('after round %d of a search that is %s', (shownRound, status, marked) => {
  expect(markItems({ rounds, status }, shownRound, EXACT_TOP)).toEqual(marked);
});

it('marks nothing of an exact top that is not known', () => {
  const { topFound, topComing, topMissed } = markItems({ rounds, status: 'done' }, 3, []);
  expect([topFound, topComing, topMissed]).toEqual([[], [], []]);
});

it('gives every group a shape of its own, and rings what was found or missed', () => {
  const marked = { foundNow: [1], foundEarlier: [2], topFound: [1], topComing: [3], topMissed: [4] };
  expect(shapesOf(marked)).toEqual([
    { shape: 'disc', docRows: [2] },
    { shape: 'diamond', docRows: [1] },
    { shape: 'cross', docRows: [4] },
    { shape: 'dashed-ring', docRows: [3] },
    { shape: 'ring', docRows: [1, 4] },
  ]);
});
