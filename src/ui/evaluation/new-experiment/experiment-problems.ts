/** What is wrong with the form of a new experiment, field by field. */
import { usesItemSpace } from '../../../core/experiment-grid.ts';
import { presetOf } from '../../../core/search-presets.ts';
import { type Problems, withoutFineFields } from '../../indexing/new-index/number-rule.ts';
import { queryCountProblem, seedProblem } from '../rankings/ranking-draft.ts';
import { type ExperimentDraft, type ExperimentSubject, numbersOf } from './experiment-draft.ts';
import { gridMethods, isAnchorMethod } from './experiment-methods.ts';

export type ExperimentProblems = Problems<keyof ExperimentDraft>;

/** Messages per field; empty when it can be planned. */
export function experimentProblems(draft: ExperimentDraft, subject: ExperimentSubject): ExperimentProblems {
  const { documentCount, availableCount } = subject;
  return withoutFineFields([
    ['presets', draft.presets.length === 0 ? 'Choose at least one method.' : undefined],
    ['lambdas', draft.presets.includes('paper') ? lambdasProblem(draft.lambdas) : undefined],
    ['itemSpaces', itemSpacesProblem(draft, subject)],
    [
      'rounds',
      draft.rounds.length > 0
        ? countsProblem(draft.rounds, documentCount, 'as no round is empty')
        : undefined,
    ],
    ['budgets', countsProblem(draft.budgets, documentCount, 'the documents that there are')],
    ['ks', countsProblem(draft.ks, documentCount, 'the documents that there are')],
    ['queryCount', queryCountProblem(draft.queryCount, availableCount)],
    ['seed', seedProblem(draft.seed)],
  ]);
}

/** Methods are in some space, and every chosen space has a method. */
function itemSpacesProblem(draft: ExperimentDraft, { itemSpaces }: ExperimentSubject): string | undefined {
  const chosen = itemSpaces.filter(({ itemSpace }) => draft.itemSpaces.includes(itemSpace));
  const anchors = chosen.filter(({ isAnchors }) => isAnchors);
  const others = chosen.filter(({ isAnchors }) => !isAnchors);
  const needAnchors = draft.presets.filter(isAnchorMethod).map((preset) => presetOf(preset).label);
  const needOthers = gridMethods({ ...draft, presets: draft.presets.filter((name) => !isAnchorMethod(name)) })
    .filter(({ method }) => usesItemSpace(method))
    .map(({ label }) => label);
  if (needAnchors.length > 0 && anchors.length === 0) {
    return itemSpaces.some(({ isAnchors }) => isAnchors)
      ? `${needAnchors.join(' and ')}: choose an index of anchor scores.`
      : `${needAnchors.join(' and ')}: build an index of anchor scores first, on the index screen.`;
  }
  if (needOthers.length > 0 && others.length === 0) {
    return `${needOthers.join(', ')}: choose a start space, or an index of vectors.`;
  }
  if (anchors.length > 0 && needAnchors.length === 0) {
    return `“${anchors[0].name}” holds anchor scores, which none of the chosen methods searches: choose ADACUR or ANNCUR too.`;
  }
  return undefined;
}

function lambdasProblem(typed: readonly string[]): string | undefined {
  const fits = numbersOf(typed).every((lambda) => lambda >= 0 && lambda <= 1);
  return fits ? undefined : 'Enter numbers from 0 to 1.';
}

function countsProblem(typed: readonly string[], most: number, whyMost: string): string | undefined {
  const fits = numbersOf(typed).every((count) => Number.isInteger(count) && count >= 1 && count <= most);
  return typed.length > 0 && fits
    ? undefined
    : `Enter one or more whole numbers from 1 to ${most}, ${whyMost}.`;
}
