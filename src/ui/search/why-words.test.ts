import { describe, expect, it, test } from 'vitest';
import type { PickedBy } from '../../core/adaptive-search.ts';
import type { BatchRule, FirstRound, SearchMethod } from '../../core/search-method.ts';
import { RIDGE_METHOD } from '../../testing/stored-runs.ts';
import { noPullsNote, pickedByWords, pullsNote, pullWords } from './why-words.ts';

const methodWith = (changes: Partial<SearchMethod>): SearchMethod => ({ ...RIDGE_METHOD, ...changes });

describe('pickedByWords', () => {
  test.each<[FirstRound, string]>([
    ['bm25', 'first round, from BM25'],
    ['dual-encoder', 'first round, from the dual-encoder'],
    ['item-space', 'first round, from the item vectors and their own query embedding'],
    ['fusion', 'first round, from BM25, dual-encoder and item vectors, fused by rank (RRF)'],
    ['random', 'first round, drawn at random'],
  ])('first round: %s', (firstRound, words) => {
    expect(pickedByWords('first-stage', 1, methodWith({ firstRound }))).toBe(words);
  });

  test.each<[PickedBy, BatchRule, string]>([
    ['first-stage', { kind: 'graph' }, 'first stage, from BM25'],
    ['prior', { kind: 'greedy' }, 'highest estimate by the prior, after the last of the first stage'],
    ['greedy', { kind: 'greedy' }, 'highest estimate'],
    [
      'upper-confidence',
      { kind: 'upper-confidence', deviations: 0.5 },
      'highest estimate plus 0.5 standard deviations',
    ],
    ['thompson', { kind: 'thompson' }, 'highest by a draw of the query embedding (Thompson sampling)'],
    ['softmax', { kind: 'softmax', temperature: 1 }, 'drawn, high estimates being likelier (softmax)'],
    ['epsilon-greedy', { kind: 'epsilon-greedy', epsilon: 0.1 }, 'highest estimate'],
    ['exploration', { kind: 'epsilon-greedy', epsilon: 0.1 }, 'drawn at random, to explore (ε-greedy)'],
    ['uniform', { kind: 'uniform' }, 'drawn at random'],
    ['variance', { kind: 'variance' }, 'estimates of it differed most between fits on random halves'],
    ['graph', { kind: 'graph' }, 'neighbour of an item with a high exact score (GAR)'],
  ])('in a later round: %s', (pickedBy, batchRule, words) => {
    expect(pickedByWords(pickedBy, 2, methodWith({ batchRule }))).toBe(words);
  });

  it('names diversity where it had a say', () => {
    const method = methodWith({ diversity: 0.3 });
    expect(pickedByWords('greedy', 2, method)).toBe(
      'highest estimate, unlike others of its batch (diversity 0.3)',
    );
    expect(pickedByWords('first-stage', 1, method)).toBe('first round, from BM25');
  });
});

test.each([
  [1.254, 'raised its estimate by 1.25'],
  [-0.5, 'lowered its estimate by 0.50'],
])('a pull of %d', (amount, words) => {
  expect(pullWords(amount)).toBe(words);
});

describe('pullsNote', () => {
  const SHARES =
    'Each amount is that item’s share of the estimate before it was scored, in score units; the rest comes from the ' +
    'prior, the intercept and the other scored items.';

  it('says that the amounts are shares', () => {
    expect(pullsNote(RIDGE_METHOD)).toBe(SHARES);
    expect(pullsNote(methodWith({ intercept: false }))).toBe(SHARES.replace(', the intercept', ''));
  });

  it('says what a transform and score columns make of them', () => {
    expect(pullsNote(methodWith({ transform: 'rank', columns: ['bm25'] }))).toBe(
      `${SHARES} How alike two items are counts the score columns too, so that a share is not of the item vectors ` +
        'alone. With a transform of the scores they are approximate: each is how much lower the estimate would be ' +
        'without that item alone, and they do not add up.',
    );
  });

  test.each([
    [1, 'No item had been scored before it.'],
    [2, 'This method’s choice of it does not come apart into shares of single items.'],
  ])('without pulls in round %d', (round, note) => {
    expect(noPullsNote(round)).toBe(note);
  });
});
