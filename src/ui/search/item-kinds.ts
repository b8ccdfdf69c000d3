import type { RoundReport } from '../../workers/client.ts';
import { ITEM_KIND } from '../charts/map-geometry.ts';

/** What the map draws of each docRow after round `roundIndex` (from 1): found now, found earlier, unscored. */
export function itemKinds(rounds: readonly RoundReport[], roundIndex: number, itemCount: number): Uint8Array {
  const kinds = new Uint8Array(itemCount);
  for (const { index, newItems } of rounds.slice(0, roundIndex)) {
    const kind = index === roundIndex ? ITEM_KIND.foundNow : ITEM_KIND.foundEarlier;
    for (const { document } of newItems) kinds[document.docRow] = kind;
  }
  return kinds;
}
