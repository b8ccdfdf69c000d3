/** The methods that are laid side by side: those that were kept, and the one in the form. */
import type { IndexSummary } from '../../core/index-records.ts';
import type { SearchRequest } from '../../workers/client.ts';
import { formatCount } from '../shared/format.ts';
import { itemSpaceName } from './labels.ts';
import type { NamedMethod } from './search-settings.ts';

function isListed(list: readonly NamedMethod[], method: NamedMethod): boolean {
  return list.some((listed) => isSame(listed, method));
}

/** The list with one more at its end; the same method with the same budget is kept once. */
export function addMethod(list: readonly NamedMethod[], method: NamedMethod): readonly NamedMethod[] {
  return isListed(list, method) ? list : [...list, method];
}

export function removeMethod(list: readonly NamedMethod[], position: number): readonly NamedMethod[] {
  return list.filter((_, i) => i !== position);
}

/** Without those whose index is gone. */
export function withKnownSpaces(
  list: readonly NamedMethod[],
  isKnown: (itemSpace: string) => boolean,
): readonly NamedMethod[] {
  return list.every(({ method }) => isKnown(method.itemSpace))
    ? list
    : list.filter(({ method }) => isKnown(method.itemSpace));
}

/** All with the same budget, as a comparison over many queries has it. */
export function withBudget(list: readonly NamedMethod[], budget: number): readonly NamedMethod[] {
  return list.map((method) => ({ ...method, budget }));
}

/**
 * What a search runs, each method once and in this order, each with a label that no other has: where two have the same, the item vectors, then
 * the budget, and in the end a number tell them apart.
 */
export function methodsToRun(
  list: readonly NamedMethod[],
  current: NamedMethod,
  indexes: readonly IndexSummary[],
): NamedMethod[] {
  const methods = [...list, current].reduce<readonly NamedMethod[]>(addMethod, []);
  const details = [
    ({ method }: NamedMethod) => itemSpaceName(indexes, method.itemSpace),
    ({ budget }: NamedMethod) => `B ${formatCount(budget)}`,
    (_: NamedMethod, sameBefore: number) => `#${sameBefore + 1}`,
  ];
  const labels = details.reduce(
    (labelsSoFar, detail) =>
      labelsSoFar.map((label, i) => {
        const same = labelsSoFar.flatMap((other, j) => (other === label ? [j] : []));
        return same.length > 1 ? `${label} · ${detail(methods[i], same.indexOf(i))}` : label;
      }),
    methods.map(({ label }) => label),
  );
  return methods.map((method, i) => ({ ...method, label: labels[i] }));
}

/** One request a method. */
export function toRequests(
  methods: readonly NamedMethod[],
  corpusId: string,
  queryText: string,
): SearchRequest[] {
  return methods.map(({ label, method, budget }) => ({
    corpusId,
    queryText: queryText.trim(),
    method,
    label,
    budget,
  }));
}

function isSame(a: NamedMethod, b: NamedMethod): boolean {
  return a.budget === b.budget && JSON.stringify(a.method) === JSON.stringify(b.method);
}
