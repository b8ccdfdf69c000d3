import { describe, expect, it, test } from 'vitest';
import { nearestItem, placeItems } from './chart-items.ts';

const item = (docRow: number, x: number, y: number) => ({ docRow, x, y, title: '', detail: '' });
const placed = [item(1, 0, 0), item(2, 10, 0), item(3, 10, 8)].map((each) => ({
  item: each,
  left: each.x,
  top: each.y,
}));

test.each([
  ['on an item', 10, 0, 2],
  ['between two, nearer to one', 10, 5, 3],
  ['too far from all', 30, 30, undefined],
])('nearestItem %s', (_, left, top, docRow) => {
  expect(nearestItem(placed, left, top, 6)?.docRow).toBe(docRow);
});

describe('placeItems', () => {
  const scale = (name: string) =>
    name === 'x' ? { apply: (value: number) => 2 * value } : { apply: Number };

  it('goes by the scales', () => {
    const figure = { scale } as unknown as Parameters<typeof placeItems>[0];
    expect(placeItems(figure, [item(7, 3, 4)])).toEqual([{ item: item(7, 3, 4), left: 6, top: 4 }]);
  });

  it('places nothing without axes', () => {
    const figure = { scale: () => undefined } as unknown as Parameters<typeof placeItems>[0];
    expect(placeItems(figure, [item(7, 3, 4)])).toEqual([]);
  });
});
