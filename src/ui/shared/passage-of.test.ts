import { describe, expect, test } from 'vitest';
import { passageNumber, passagesAround } from './passage-of.ts';

const document = (docRow: number, id: string, parentId?: string) => ({
  docRow,
  id,
  title: '',
  text: '',
  ...(parentId !== undefined && { parentId }),
});

test.each([
  ['long#3', 'long', 3],
  ['a#b#12', 'a#b', 12],
  ['long#3', undefined, undefined],
  ['other', 'long', undefined],
  ['long#', 'long', undefined],
  ['long#x', 'long', undefined],
])('the number of %s of %s', (id, parentId, number) => {
  expect(passageNumber(document(0, id, parentId))).toBe(number);
});

describe('the passages around one', () => {
  const long = Array.from({ length: 12 }, (_, n) => document(n, `long#${n + 1}`, 'long'));

  test.each([
    [0, [1, 2, 3, 4]],
    [5, [3, 4, 5, 6, 7, 8, 9]],
    [11, [9, 10, 11, 12]],
  ])('of row %d', (docRow, numbers) => {
    expect(passagesAround(long[docRow], long).map(passageNumber)).toEqual(numbers);
  });

  test('are of the same document, in the order of their numbers wherever they are stored', () => {
    const documents = [
      document(4, 'long#10', 'long'),
      document(5, 'whole'),
      document(6, 'long#9', 'long'),
      document(7, 'other#1', 'other'),
    ];
    expect(passagesAround(documents[0], documents).map(({ id }) => id)).toEqual(['long#9', 'long#10']);
  });
});
