import type { ExperimentDifferences } from '../../../workers/client.ts';
import { formatCountOf } from '../../shared/format.ts';

/** Whether two experiments rank alike, in a sentence. */
export function rankingsText({ comparedQueryCount, cells, isIdentical }: ExperimentDifferences): string {
  const queries = formatCountOf(comparedQueryCount, 'query', 'queries');
  if (isIdentical) {
    return `Identical: every ranking of every method on ${queries} is the same, down to the order.`;
  }
  if (comparedQueryCount === 0) return 'The two have no query in common yet.';
  if (cells.length === 0) {
    return `No ranking differs on the ${queries} that both have, but one of the two has queries or methods that the other has not.`;
  }
  return `Rankings differ: ${formatCountOf(cells.length, 'method at a budget has', 'methods at a budget have')} others, of ${queries} compared.`;
}
