/** Items of the corpus on a chart: where each was drawn, and which one the pointer is on. */
import type { Plot } from '@observablehq/plot';

export interface ChartItem {
  readonly docRow: number;
  /** In the units of the axes. */
  readonly x: number;
  readonly y: number;
  readonly title: string;
  /** Its numbers, in words. */
  readonly detail: string;
}

export interface PlacedItem {
  readonly item: ChartItem;
  /** Pixels from the left and the top of the chart. */
  readonly left: number;
  readonly top: number;
}

/** By the scales of the chart; none where it has no such axes. */
export function placeItems(figure: Pick<Plot, 'scale'>, items: readonly ChartItem[]): PlacedItem[] {
  const x = figure.scale('x');
  const y = figure.scale('y');
  if (!x || !y) return [];
  return items.map((item) => ({ item, left: x.apply(item.x), top: y.apply(item.y) }));
}

/** The item nearest to a place, at most `within` pixels away. */
export function nearestItem(
  placed: readonly PlacedItem[],
  left: number,
  top: number,
  within: number,
): ChartItem | undefined {
  let nearest: ChartItem | undefined;
  let least = within;
  for (const each of placed) {
    const distance = Math.hypot(each.left - left, each.top - top);
    if (distance > least) continue;
    least = distance;
    nearest = each.item;
  }
  return nearest;
}
