import { describe, expect, test } from 'vitest';
import {
  type ExperimentDraft,
  type ExperimentSubject,
  initialExperimentDraft,
  suggestedName,
} from './experiment-draft.ts';
import { experimentRequestOf, gridMethods, methodsOf } from './experiment-methods.ts';
import { type ExperimentProblems, experimentProblems } from './experiment-problems.ts';

const subject: ExperimentSubject = {
  corpusId: 'c',
  documentCount: 5183,
  availableCount: 300,
  itemSpaces: [
    { itemSpace: 'dual-encoder', name: 'Dual-encoder', isAnchors: false },
    { itemSpace: 'hybrid', name: 'Dual-encoder and lexical', isAnchors: false },
    { itemSpace: 'i-mf', name: 'MF_Trns 500', isAnchors: false },
    { itemSpace: 'i-anchors', name: 'Anchors', isAnchors: true },
  ],
};
const draftOf = (change: Partial<ExperimentDraft> = {}): ExperimentDraft => ({
  ...initialExperimentDraft(subject),
  ...change,
});
const labels = (change: Partial<ExperimentDraft>) =>
  methodsOf(draftOf(change), subject).map(({ label }) => label);

describe('the first draft', () => {
  test('can be run as it is', () => {
    const draft = draftOf();
    expect(experimentProblems(draft, subject)).toEqual({});
    const { methods, ...request } = experimentRequestOf(draft, subject);
    expect(request).toEqual({
      corpusId: 'c',
      name: 'Best, AXN as published, Retrieve and rerank',
      budgets: [50, 100, 200],
      ks: [1, 10, 100],
      queryCount: 50,
      seed: 1,
    });
    expect(methods.map(({ label, method }) => [label, method.itemSpace, method.seed])).toEqual([
      ['Best', 'hybrid', 1],
      ['AXN as published', 'hybrid', 1],
      ['Retrieve and rerank', 'dual-encoder', 1],
    ]);
  });

  test('is no larger than a small corpus', () => {
    const small = { ...subject, documentCount: 60, availableCount: 4 };
    const draft = initialExperimentDraft(small);
    expect(draft).toMatchObject({ budgets: ['50', '60'], ks: ['1', '10', '60'], queryCount: 4 });
    expect(experimentProblems(draft, small)).toEqual({});
  });
});

describe('the grid', () => {
  test('every method in every space; one that uses none, once', () => {
    expect(labels({ itemSpaces: ['hybrid', 'i-mf'] })).toEqual([
      'Best · Dual-encoder and lexical',
      'Best · MF_Trns 500',
      'AXN as published · Dual-encoder and lexical',
      'AXN as published · MF_Trns 500',
      'Retrieve and rerank',
    ]);
  });

  test('anchor scores are for the methods on them, the other spaces for the others', () => {
    const methods = methodsOf(
      draftOf({ presets: ['adacur', 'fast'], itemSpaces: ['hybrid', 'i-anchors'] }),
      subject,
    );
    expect(methods.map(({ label, method }) => [label, method.itemSpace])).toEqual([
      ['Fast', 'hybrid'],
      ['ADACUR', 'i-anchors'],
    ]);
  });

  test('each λ of AXN is a method, ascending', () => {
    const methods = gridMethods({ presets: ['paper'], lambdas: ['0.5', '0', '0.5'], seed: 1 });
    expect(methods.map(({ label, method }) => [label, method.fit])).toEqual([
      ['AXN λ = 0', { kind: 'mix', lambda: 0 }],
      ['AXN λ = 0.5', { kind: 'mix', lambda: 0.5 }],
    ]);
  });

  test('numbers of rounds replace those of methods with more than one', () => {
    expect(labels({ presets: ['best', 'rnr'], rounds: ['10', '5'] })).toEqual([
      'Best · R = 5',
      'Best · R = 10',
      'Retrieve and rerank',
    ]);
  });

  test('what the others are tested against is first; an unknown one leaves the order', () => {
    expect(labels({ baseline: 'Retrieve and rerank' })).toEqual([
      'Retrieve and rerank',
      'Best',
      'AXN as published',
    ]);
    expect(labels({ baseline: 'gone' })[0]).toBe('Best');
  });
});

describe('problems', () => {
  const BUDGETS = 'Enter one or more whole numbers from 1 to 5183, the documents that there are.';
  test.each<[Partial<ExperimentDraft>, ExperimentProblems]>([
    [{ presets: [], itemSpaces: [] }, { presets: 'Choose at least one method.' }],
    [{ lambdas: ['0.5', '1.1'] }, { lambdas: 'Enter numbers from 0 to 1.' }],
    [{ lambdas: ['x'] }, { lambdas: 'Enter numbers from 0 to 1.' }],
    [{ lambdas: ['x'], presets: ['best'] }, {}],
    [{ itemSpaces: [], presets: ['rnr'] }, {}],
    [
      { itemSpaces: [] },
      { itemSpaces: 'Best, AXN as published: choose a start space, or an index of vectors.' },
    ],
    [
      { presets: ['adacur', 'anncur'] },
      { itemSpaces: 'ADACUR and ANNCUR: choose an index of anchor scores.' },
    ],
    [
      { itemSpaces: ['hybrid', 'i-anchors'] },
      {
        itemSpaces:
          '“Anchors” holds anchor scores, which none of the chosen methods searches: choose ADACUR or ANNCUR too.',
      },
    ],
    [{ rounds: ['0'] }, { rounds: 'Enter one or more whole numbers from 1 to 5183, as no round is empty.' }],
    [{ budgets: [] }, { budgets: BUDGETS }],
    [{ budgets: ['100', '1.5'] }, { budgets: BUDGETS }],
    [{ budgets: ['5184'] }, { budgets: BUDGETS }],
    [{ ks: [''] }, { ks: BUDGETS }],
    [
      { queryCount: 301 },
      { queryCount: 'Enter a whole number from 1 to 300, the test queries that there are.' },
    ],
    [{ seed: '' }, { seed: 'Enter a whole number from 0 to 4294967295.' }],
  ])('%o', (change, problems) => {
    expect(experimentProblems(draftOf(change), subject)).toEqual(problems);
  });

  test('no index of anchor scores to choose', () => {
    const none = { ...subject, itemSpaces: subject.itemSpaces.filter(({ isAnchors }) => !isAnchors) };
    expect(experimentProblems(draftOf({ presets: ['adacur'] }), none)).toEqual({
      itemSpaces: 'ADACUR: build an index of anchor scores first, on the index screen.',
    });
  });
});

test('a name is suggested from the methods', () => {
  expect(suggestedName({ presets: ['gar', 'tour'] })).toBe('GAR, TouR');
});
