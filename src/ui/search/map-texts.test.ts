import { expect, it } from 'vitest';
import { mapCaption, mapLabel } from './map-texts.ts';

const found = { foundNow: [1, 2], foundEarlier: [3], topFound: [], topComing: [], topMissed: [] };

it.each([
  [found, 'Map of 5,183 items after round 2: 2 new, 1 found earlier.'],
  [
    { ...found, topFound: [1, 3], topComing: [9], topMissed: [7] },
    'Map of 5,183 items after round 2: 2 new, 1 found earlier. Of the exact top 4: 2 found, 1 not yet scored, 1 missed.',
  ],
])('says what is drawn: %j', (marked, label) => {
  expect(mapLabel(5183, 2, marked)).toBe(label);
});

it('says that no round is there yet', () => {
  expect(mapLabel(5183, 0, { ...found, foundNow: [], foundEarlier: [] })).toBe(
    'Map of 5,183 items before round 1.',
  );
});

it('says how much of the variance the axes carry, and that a projected query is approximate', () => {
  expect(mapCaption('pca', [0.125, 0.0625])).toBe(
    'PCA of the item vectors; the axes carry 12 % and 6 % of the variance, so distances are approximate. The query embedding is projected, which is approximate too, and scaled to the mean length of the items: its direction is what ranks them.',
  );
});

it('says where a query embedding is drawn on a UMAP', () => {
  expect(mapCaption('umap', [])).toContain(
    'at the mean of the 15 items that it ranks highest, which is approximate.',
  );
});
