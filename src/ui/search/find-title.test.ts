import { expect, it } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { titlesOf } from './find-title.ts';

it('knows what any run found', () => {
  const first = { rounds: makeRounds([[{ docRow: 3, exact: 1 }], [{ docRow: 1, exact: 2 }]], 5) };
  const second = {
    rounds: makeRounds(
      [
        [
          { docRow: 3, exact: 1 },
          { docRow: 4, exact: 0 },
        ],
      ],
      5,
    ),
  };
  expect([...titlesOf([first, second])]).toEqual([
    [3, 'Title 3'],
    [1, 'Title 1'],
    [4, 'Title 4'],
  ]);
});

it('takes the id where there is no title', () => {
  const [round] = makeRounds([[{ docRow: 3, exact: 1 }]], 5);
  const [item] = round.newItems;
  const untitled = { ...item, document: { ...item.document, title: '' } };
  expect(titlesOf([{ rounds: [{ ...round, newItems: [untitled] }] }]).get(3)).toBe('doc-3');
});
