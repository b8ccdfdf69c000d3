/**
 * The split of a query judged in two: 'test' before any other, 'train' after any other (between two
 * others the alphabetically first), so that no query to be tested on is ever trained on.
 */
export function preferredSplit(left: string, right: string): string {
  const order = splitRank(left) - splitRank(right) || (left < right ? -1 : 1);
  return order < 0 ? left : right;
}

function splitRank(split: string): number {
  if (split === 'test') return 0;
  if (split === 'train') return 2;
  return split === '' ? 3 : 1;
}
