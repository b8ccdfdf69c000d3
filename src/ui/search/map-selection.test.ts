import { expect, it } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { describeItems, selectionCsv } from './map-selection.ts';

const rounds = makeRounds([[{ docRow: 3, exact: 5 }], [{ docRow: 0, exact: 9 }]], 5).map((round) => ({
  ...round,
  estimates: Float32Array.of(0, 1, 3, 2, 2),
}));
const exact = { docRows: Uint32Array.of(0, 4, 3, 2, 1), scores: Float32Array.of(9, 6, 5, -1, -2) };

it('lists found items by exact score, the others by their estimates', () => {
  expect(describeItems([1, 0, 2, 3], { rounds }, 2, undefined)).toEqual([
    { docRow: 0, exactScore: 9, estimate: 0, foundInRound: 2 },
    { docRow: 3, exactScore: 5, estimate: 2, foundInRound: 1 },
    { docRow: 2, estimate: 3 },
    { docRow: 1, estimate: 1 },
  ]);
});

it('follows the shown round', () => {
  expect(describeItems([0, 3], { rounds }, 1, undefined)).toEqual([
    { docRow: 3, exactScore: 5, estimate: 2, foundInRound: 1 },
    { docRow: 0, estimate: 0 },
  ]);
});

it('knows the scores of the exact ranking, without calling those items found', () => {
  expect(describeItems([3, 4], { rounds }, 2, exact)).toEqual([
    { docRow: 4, exactScore: 6, estimate: 2 },
    { docRow: 3, exactScore: 5, estimate: 2, foundInRound: 1 },
  ]);
});

it('lists what a stored run knows nothing of last', () => {
  const estimates = { docRows: Uint32Array.of(2), values: Float32Array.of(-4) };
  expect(describeItems([1, 2], { rounds: [{ ...rounds[0], estimates }] }, 1, undefined)).toEqual([
    { docRow: 2, estimate: -4 },
    { docRow: 1 },
  ]);
});

it('writes a CSV in which no text is a formula and numbers stay numbers', () => {
  const documents = new Map([
    [3, { id: '=1+1', title: 'A "title", with a comma' }],
    [4, { id: '@x', title: '-a' }],
  ]);
  const items = [
    { docRow: 3, exactScore: -1.5, estimate: 2, foundInRound: 1 },
    { docRow: 4, estimate: -3 },
    { docRow: 5 },
  ];
  expect(selectionCsv(items, documents).split('\r\n')).toEqual([
    'doc_row,id,title,exact_score,estimate,found_in_round',
    `3,"'=1+1","A ""title"", with a comma",-1.5,2,1`,
    `4,"'@x","'-a",,-3,`,
    '5,,,,,',
  ]);
});
