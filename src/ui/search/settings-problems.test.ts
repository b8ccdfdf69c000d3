import { describe, expect, it } from 'vitest';
import type { IndexSummary } from '../../core/index-records.ts';
import type { MethodDraft } from './method-draft.ts';
import { choosePreset, defaultSettings, type SearchSettings } from './search-settings.ts';
import { budgetNote, findProblems } from './settings-problems.ts';

const paper = choosePreset(defaultSettings([]), 'paper', []);
const settings: SearchSettings = {
  ...paper,
  draft: { ...paper.draft, fit: 'ridge', muChoice: 'leave-one-out' },
};
const anchors = { indexId: 'anchors', provenance: { method: { kind: 'anchors' } } } as IndexSummary;
const withDraft = (change: Partial<MethodDraft>) => ({
  ...settings,
  draft: { ...settings.draft, ...change },
});

const A_COUNT = 'A whole number, at least 1.';
const TOO_SURE =
  'Confidence is far too high without an intercept with these item vectors: turn it on, or do not stop early.';
const NEEDS_RIDGE = 'It needs a variance, which only the ridge has: choose that fit.';

describe('findProblems', () => {
  it.each<[string, string, object]>([
    ['a query', 'glass', {}],
    ['an empty query', ' \t', { query: 'Type a query, at least one word.' }],
  ])('%s', (_, queryText, problems) => {
    expect(findProblems(settings, queryText, [])).toEqual(problems);
  });

  it.each<[string, SearchSettings['budget'], Partial<MethodDraft>, object]>([
    ['an empty budget', '', {}, { budget: A_COUNT }],
    ['a budget of zero', 0, {}, { budget: A_COUNT }],
    ['more rounds than calls', 5, {}, { rounds: 'At most B = 5: each round scores one item or more.' }],
    ['as many rounds as calls', 10, {}, {}],
    ['half a round', 100, { rounds: 1.5 }, { rounds: A_COUNT }],
    ['no rounds where batches have a size', 100, { schedule: 'batches', rounds: '' }, {}],
    ['an empty size', 100, { schedule: 'batches', batchSize: '' }, { batchSize: A_COUNT }],
    ['a ratio of 0', 100, { schedule: 'geometric', ratio: 0 }, { ratio: 'A number above 0.' }],
    ['a lambda above 1', 100, { fit: 'mix', lambda: 1.1 }, { lambda: 'A number from 0 to 1.' }],
    ['no lambda', 100, { fit: 'mix', lambda: '' }, { lambda: 'A number from 0 to 1.' }],
    ['no lambda where it is not used', 100, { lambda: '' }, {}],
    ['a mu of 0', 100, { muChoice: 'fixed', mu: 0 }, { mu: 'A number above 0.' }],
    [
      'no learning rate',
      100,
      { fit: 'gradient-step', learningRate: '' },
      { learningRate: 'A number above 0.' },
    ],
    [
      'negative deviations',
      100,
      { batchRule: 'upper-confidence', deviations: -1 },
      { deviations: 'A number, at least 0.' },
    ],
    ['a cold softmax', 100, { batchRule: 'softmax', temperature: 0 }, { temperature: 'A number above 0.' }],
    [
      'too much exploration',
      100,
      { batchRule: 'epsilon-greedy', epsilon: 2 },
      { epsilon: 'A number from 0 to 1.' },
    ],
    ['nothing but diversity', 100, { diversity: 1 }, { diversity: 'A number from 0 to below 1.' }],
    [
      'an empty shortlist',
      100,
      { shortlist: 0 },
      { shortlist: 'A whole number, or empty for the whole corpus.' },
    ],
    [
      'a shortlist below the budget',
      100,
      { shortlist: 99 },
      { shortlist: 'At least B = 100, or empty for the whole corpus.' },
    ],
    ['a shortlist as long as the budget', 100, { shortlist: 100 }, {}],
    ['diversity among estimates', 100, { diversity: 0.5 }, {}],
    [
      'diversity without a value to weigh it against',
      100,
      { diversity: 0.5, batchRule: 'uniform' },
      {
        diversity:
          'This batch rule gives items no value to weigh diversity against: set 0, or choose another rule.',
      },
    ],
    [
      'stopping for more than is scored',
      100,
      { stops: true, intercept: true, stoppingK: 101 },
      { stoppingK: 'At most B = 100: no more items are scored.' },
    ],
    [
      'certainty',
      100,
      { stops: true, intercept: true, confidence: 1 },
      { confidence: 'A number above 0 and below 1.' },
    ],
    ['stopping that is off', 100, { stops: false, stoppingK: '', confidence: '' }, {}],
    [
      'stopping on transformed scores',
      100,
      { stops: true, intercept: true, transform: 'clip' },
      {
        stops:
          'Confidence is far too high where scores are transformed: choose the transform “None”, or do not stop early.',
      },
    ],
    ['stopping with an intercept', 100, { stops: true, intercept: true }, {}],
    ['a negative seed', 100, { seed: -1 }, { seed: 'A whole number, at least 0.' }],
    ['Thompson with the ridge', 100, { batchRule: 'thompson' }, {}],
    ['Thompson without', 100, { batchRule: 'thompson', fit: 'mix' }, { batchRule: NEEDS_RIDGE }],
    [
      'upper confidence without',
      100,
      { batchRule: 'upper-confidence', fit: 'gradient-step' },
      { batchRule: NEEDS_RIDGE },
    ],
    [
      'stopping without',
      100,
      { stops: true, fit: 'mix' },
      {
        stops:
          'Confidence needs a variance, which only the ridge has: choose that fit, or do not stop early.',
      },
    ],
  ])('%s', (_, budget, change, problems) => {
    expect(findProblems({ ...withDraft(change), budget }, 'glass', [])).toEqual(problems);
  });

  it.each([
    ['a start space', 'dual-encoder', TOO_SURE],
    ['imported vectors', 'imported', TOO_SURE],
    ['an index with a scale of its own', 'trained', undefined],
  ])('stopping without an intercept: %s', (_, itemSpace, stops) => {
    const indexes = (['imported', 'mf-trns'] as const).map(
      (kind) =>
        ({
          indexId: kind === 'imported' ? 'imported' : 'trained',
          provenance: { method: { kind } },
        }) as IndexSummary,
    );
    const change = withDraft({ itemSpace, stops: true, intercept: false });
    expect(findProblems(change, 'glass', indexes)).toEqual(stops ? { stops } : {});
  });

  it('asks for an index of anchor scores, or for one of those there are', () => {
    const adacur = choosePreset(settings, 'adacur', []);
    expect(findProblems(adacur, 'glass', [])).toEqual({
      itemSpace: 'ADACUR estimates with anchor scores, and this corpus has no index of them yet.',
    });
    expect(findProblems(adacur, 'glass', [anchors])).toEqual({
      itemSpace: 'ADACUR estimates with anchor scores: choose an index of them.',
    });
    expect(findProblems(choosePreset(settings, 'adacur', [anchors]), 'glass', [anchors])).toEqual({});
  });

  it('does not start from the query embedding of anchor scores, which there is none of', () => {
    const change = withDraft({ itemSpace: 'anchors', firstRound: 'item-space' });
    expect(findProblems(change, 'glass', [anchors])).toEqual({
      firstRound: 'Anchor scores have no embedding of a new query: start from another retriever.',
    });
  });
});

describe('budgetNote', () => {
  it.each<[SearchSettings['budget'], string | undefined]>([
    [100, undefined],
    [101, 'More than the 100 documents: the whole corpus will be scored.'],
    ['', undefined],
  ])('with B = %j for 100 documents', (budget, note) => {
    expect(budgetNote({ ...settings, budget }, 100)).toBe(note);
  });
});
