/** What keeps a search from starting, in words, before it starts. */
import { takesDiversity } from '../../core/diversity.ts';
import type { IndexSummary } from '../../core/index-records.ts';
import { presetOf } from '../../core/search-presets.ts';
import { formatCount } from '../shared/format.ts';
import { batchRuleOf, type MethodDraft, type NumberField } from './method-draft.ts';
import { isAnchorSpace, isScaledOnFirstRound, needsAnchors, type SearchSettings } from './search-settings.ts';

/** Messages per field; a field without one is fine. */
export type SettingsProblems = { readonly [Field in 'query' | 'budget' | keyof MethodDraft]?: string };

const A_COUNT = 'A whole number, at least 1.';

/** Empty when nothing is wrong. */
export function findProblems(
  settings: SearchSettings,
  queryText: string,
  indexes: readonly IndexSummary[],
): SettingsProblems {
  const { budget, draft } = settings;
  const found: [keyof SettingsProblems, string | false][] = [
    ['query', queryText.trim() === '' && 'Type a query, at least one word.'],
    ['budget', !isCount(budget) && A_COUNT],
    ['itemSpace', missingAnchors(settings, indexes)],
    ...numberProblems(draft, budget),
    ...combinationProblems(draft, indexes),
  ];
  return Object.fromEntries(found.filter(([, message]) => message !== false));
}

/** Not wrong, but worth knowing: the budget covers all there is. */
export function budgetNote({ budget }: SearchSettings, documentCount: number): string | undefined {
  if (!isCount(budget) || budget <= documentCount) return undefined;
  return `More than the ${formatCount(documentCount)} documents: the whole corpus will be scored.`;
}

/** Said where the item vectors are chosen, with the way to such an index. */
function missingAnchors({ preset, draft }: SearchSettings, indexes: readonly IndexSummary[]) {
  if (!needsAnchors(preset) || isAnchorSpace(indexes, draft.itemSpace)) return false;
  const { label } = presetOf(preset);
  const hasOne = indexes.some(({ indexId }) => isAnchorSpace(indexes, indexId));
  return hasOne
    ? `${label} estimates with anchor scores: choose an index of them.`
    : `${label} estimates with anchor scores, and this corpus has no index of them yet.`;
}

function numberProblems(draft: MethodDraft, budget: NumberField): [keyof MethodDraft, string | false][] {
  const { schedule, fit, batchRule } = draft;
  const hasRounds = schedule !== 'batches';
  return [
    ['rounds', hasRounds && countUpTo(draft.rounds, budget, 'each round scores one item or more')],
    ['ratio', schedule === 'geometric' && above0(draft.ratio)],
    ['batchSize', schedule === 'batches' && !isCount(draft.batchSize) && A_COUNT],
    ['lambda', fit === 'mix' && !isWithin(draft.lambda, 0, 1) && 'A number from 0 to 1.'],
    ['mu', fit === 'ridge' && draft.muChoice === 'fixed' && above0(draft.mu)],
    ['learningRate', fit === 'gradient-step' && above0(draft.learningRate)],
    [
      'deviations',
      batchRule === 'upper-confidence' && !isWithin(draft.deviations, 0, Infinity) && 'A number, at least 0.',
    ],
    ['temperature', batchRule === 'softmax' && above0(draft.temperature)],
    ['epsilon', batchRule === 'epsilon-greedy' && !isWithin(draft.epsilon, 0, 1) && 'A number from 0 to 1.'],
    [
      'diversity',
      (!isWithin(draft.diversity, 0, 1) || draft.diversity === 1) && 'A number from 0 to below 1.',
    ],
    ['shortlist', draft.shortlist !== '' && countFrom(draft.shortlist, budget)],
    ['stoppingK', draft.stops && countUpTo(draft.stoppingK, budget, 'no more items are scored')],
    [
      'confidence',
      draft.stops &&
        (!isWithin(draft.confidence, 0, 1) || draft.confidence === 0 || draft.confidence === 1) &&
        'A number above 0 and below 1.',
    ],
    ['seed', !(Number.isSafeInteger(draft.seed) && Number(draft.seed) >= 0) && 'A whole number, at least 0.'],
  ];
}

/** Settings that are fine by themselves and do not go together. */
function combinationProblems(
  draft: MethodDraft,
  indexes: readonly IndexSummary[],
): [keyof MethodDraft, string | false][] {
  const needsPosterior = draft.batchRule === 'thompson' || draft.batchRule === 'upper-confidence';
  return [
    [
      'batchRule',
      needsPosterior &&
        draft.fit !== 'ridge' &&
        'It needs a variance, which only the ridge has: choose that fit.',
    ],
    [
      'diversity',
      Number(draft.diversity) > 0 &&
        !takesDiversity(batchRuleOf(draft)) &&
        'This batch rule gives items no value to weigh diversity against: set 0, or choose another rule.',
    ],
    ['stops', draft.stops && whyConfidenceMisleads(draft, indexes)],
    [
      'firstRound',
      draft.firstRound === 'item-space' &&
        isAnchorSpace(indexes, draft.itemSpace) &&
        'Anchor scores have no embedding of a new query: start from another retriever.',
    ],
  ];
}

/** What a search would refuse: there the probability would be no estimate at all, or far too high a one. */
function whyConfidenceMisleads(draft: MethodDraft, indexes: readonly IndexSummary[]): string | false {
  if (draft.fit !== 'ridge') {
    return 'Confidence needs a variance, which only the ridge has: choose that fit, or do not stop early.';
  }
  if (draft.transform !== 'identity') {
    return 'Confidence is far too high where scores are transformed: choose the transform “None”, or do not stop early.';
  }
  return (
    !draft.intercept &&
    isScaledOnFirstRound(indexes, draft.itemSpace) &&
    'Confidence is far too high without an intercept with these item vectors: turn it on, or do not stop early.'
  );
}

function countUpTo(value: NumberField, budget: NumberField, why: string): string | false {
  if (!isCount(value)) return A_COUNT;
  return isCount(budget) && value > budget && `At most B = ${formatCount(budget)}: ${why}.`;
}

function countFrom(value: NumberField, budget: NumberField): string | false {
  if (!isCount(value)) return 'A whole number, or empty for the whole corpus.';
  return (
    isCount(budget) && value < budget && `At least B = ${formatCount(budget)}, or empty for the whole corpus.`
  );
}

function above0(value: NumberField): string | false {
  return !(value !== '' && value > 0 && Number.isFinite(value)) && 'A number above 0.';
}

function isWithin(value: NumberField, least: number, most: number): boolean {
  return value !== '' && value >= least && value <= most && Number.isFinite(value);
}

function isCount(value: NumberField): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
