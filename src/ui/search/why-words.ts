/** How an item came to be scored, in words. */
import type { PickedBy } from '../../core/adaptive-search.ts';
import type { BatchRule, FirstRound, SearchMethod } from '../../core/search-method.ts';
import { formatScore } from './format-score.ts';

const FIRST_STAGE_WORDS: Readonly<Record<FirstRound, string>> = {
  bm25: 'from BM25',
  'dual-encoder': 'from the dual-encoder',
  'item-space': 'from the item vectors and their own query embedding',
  fusion: 'from BM25, dual-encoder and item vectors, fused by rank (RRF)',
  random: 'drawn at random',
};

/** 'first round, from BM25', 'highest estimate'. `round`: the one that scored it, from 1. */
export function pickedByWords(pickedBy: PickedBy, round: number, method: SearchMethod): string {
  if (pickedBy === 'first-stage') {
    const from = FIRST_STAGE_WORDS[method.firstRound];
    return round === 1 ? `first round, ${from}` : `first stage, ${from}`;
  }
  if (pickedBy === 'prior') return 'highest estimate by the prior, after the last of the first stage';
  if (pickedBy === 'exploration') return 'drawn at random, to explore (ε-greedy)';
  const words = ruleWords(pickedBy, method.batchRule);
  const isDiverse = method.diversity > 0 && pickedBy !== 'graph';
  return isDiverse ? `${words}, unlike others of its batch (diversity ${method.diversity})` : words;
}

function ruleWords(pickedBy: BatchRule['kind'], rule: BatchRule): string {
  switch (pickedBy) {
    case 'greedy':
    case 'epsilon-greedy':
      return 'highest estimate';
    case 'upper-confidence':
      return rule.kind === 'upper-confidence'
        ? `highest estimate plus ${rule.deviations} standard deviations`
        : 'highest upper confidence bound';
    case 'thompson':
      return 'highest by a draw of the query embedding (Thompson sampling)';
    case 'softmax':
      return 'drawn, high estimates being likelier (softmax)';
    case 'uniform':
      return 'drawn at random';
    case 'variance':
      return 'estimates of it differed most between fits on random halves';
    case 'graph':
      return 'neighbour of an item with a high exact score (GAR)';
  }
}

/** 'raised its estimate by 1.25' */
export function pullWords(amount: number): string {
  return `${amount < 0 ? 'lowered' : 'raised'} its estimate by ${formatScore(Math.abs(amount), 2)}`;
}

/** What the amounts beside the pulls are. */
export function pullsNote({ transform, columns, intercept }: SearchMethod): string {
  const shares =
    'Each amount is that item’s share of the estimate before it was scored, in score units; the rest comes from the ' +
    `prior${intercept ? ', the intercept' : ''} and the other scored items.`;
  const likeness =
    columns.length > 0
      ? ' How alike two items are counts the score columns too, so that a share is not of the item vectors alone.'
      : '';
  const approximate =
    transform === 'identity'
      ? ''
      : ' With a transform of the scores they are approximate: each is how much lower the estimate would be without ' +
        'that item alone, and they do not add up.';
  return `${shares}${likeness}${approximate}`;
}

/** Why an item that was scored has no pulls. */
export function noPullsNote(round: number): string {
  return round === 1
    ? 'No item had been scored before it.'
    : 'This method’s choice of it does not come apart into shares of single items.';
}
