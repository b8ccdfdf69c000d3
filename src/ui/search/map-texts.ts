/** What the map says in words: to those who do not see it, and about how far it can be trusted. */
import type { MapKind } from '../../workers/client.ts';
import { formatCount, formatPercent } from '../shared/format.ts';
import type { MarkedItems } from './map-marks.ts';

/** The map in a sentence, for its accessible name. `shownRound`: 0 before the first. */
export function mapLabel(itemCount: number, shownRound: number, marked: MarkedItems): string {
  const { foundNow, foundEarlier, topFound, topComing, topMissed } = marked;
  const topCount = topFound.length + topComing.length + topMissed.length;
  const map = `Map of ${formatCount(itemCount)} items`;
  if (shownRound === 0) return `${map} before round 1.`;
  const found =
    `${map} after round ${shownRound}: ${foundNow.length} new, ` + `${foundEarlier.length} found earlier.`;
  if (topCount === 0) return found;
  return (
    `${found} Of the exact top ${topCount}: ${topFound.length} found, ${topComing.length} not yet scored, ` +
    `${topMissed.length} missed.`
  );
}

/** What the places on the map mean. `varianceShare`: of the two axes of a PCA. */
export function mapCaption(kind: MapKind, varianceShare: readonly number[]): string {
  if (kind === 'umap') {
    return (
      'UMAP of the item vectors: near is like, but distances and directions between groups mean little. A query ' +
      'embedding has no place of its own on it: it is drawn at the mean of the 15 items that it ranks highest, which ' +
      'is approximate.'
    );
  }
  const [first, second] = varianceShare;
  return (
    `PCA of the item vectors; the axes carry ${formatPercent(first)} and ${formatPercent(second)} of the variance, ` +
    'so distances are approximate. The query embedding is projected, which is approximate too, and scaled to the ' +
    'mean length of the items: its direction is what ranks them.'
  );
}
