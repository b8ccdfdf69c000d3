import { describe, expect, it } from 'vitest';
import type { IndexSummary } from '../../core/index-records.ts';
import { type PresetName, presetOf } from '../../core/search-presets.ts';
import type { MethodDraft } from './method-draft.ts';
import {
  choosePreset,
  defaultSettings,
  isChanged,
  namedMethod,
  plannedRoundCount,
  settingsLabel,
  withKnownSpace,
} from './search-settings.ts';

const index = (indexId: string, createdMs: number, kind = 'mf-trns') =>
  ({ indexId, createdMs, provenance: { method: { kind } } }) as IndexSummary;
const settings = defaultSettings([]);
const withDraft = (change: Partial<MethodDraft>) => ({
  ...settings,
  draft: { ...settings.draft, ...change },
});

describe('defaultSettings', () => {
  it('is the best preset on the vectors that need no index', () => {
    expect(namedMethod(settings)).toEqual({
      label: 'Best',
      method: presetOf('best').make('hybrid', 0),
      budget: 100,
    });
  });

  it('takes the newest index that holds vectors', () => {
    const indexes = [index('old', 1), index('new', 3), index('anchors', 4, 'anchors'), index('middle', 2)];
    expect(defaultSettings(indexes).draft.itemSpace).toBe('new');
  });
});

describe('choosePreset', () => {
  const indexes = [index('mf', 1), index('few anchors', 2, 'anchors'), index('many anchors', 3, 'anchors')];
  it.each<[string, PresetName, string, readonly IndexSummary[]]>([
    ['mf', 'rnr', 'mf', indexes],
    ['lsa', 'best', 'lsa', indexes],
    ['mf', 'adacur', 'many anchors', indexes],
    ['few anchors', 'anncur', 'few anchors', indexes],
    ['few anchors', 'best', 'mf', indexes],
    ['few anchors', 'paper', 'dual-encoder', [index('few anchors', 2, 'anchors')]],
    ['hybrid', 'adacur', 'dual-encoder', []],
  ])('from %s, %s goes to %s', (itemSpace, preset, chosen, available) => {
    const before = { ...withDraft({ itemSpace }), budget: 50 };
    const after = choosePreset(before, preset, available);
    expect([after.preset, after.budget, after.draft.itemSpace]).toEqual([preset, 50, chosen]);
    expect(isChanged(after)).toBe(false);
  });
});

describe('withKnownSpace', () => {
  it('replaces an index that was deleted, and nothing else', () => {
    const itemSpaceOf = (itemSpace: string) =>
      withKnownSpace(withDraft({ itemSpace, rounds: 3 }), [index('kept', 1)]).draft;
    expect(
      ['kept', 'dual-encoder', 'hybrid', 'deleted'].map((space) => itemSpaceOf(space).itemSpace),
    ).toEqual(['kept', 'dual-encoder', 'hybrid', 'kept']);
    expect(itemSpaceOf('deleted').rounds).toBe(3);
  });
});

describe('settingsLabel', () => {
  const paper = choosePreset(settings, 'paper', []);
  const { label } = presetOf('paper');

  it.each<[string, Partial<MethodDraft>]>([
    ['', {}],
    // Item vectors are chosen beside the preset.
    ['', { itemSpace: 'lsa' }],
    // Of a kind that is not chosen.
    ['', { mu: 3 }],
    [' (7 rounds)', { rounds: 7 }],
    [' (λ 0.1, Thompson)', { lambda: 0.1, batchRule: 'thompson' }],
    [', changed', { rounds: 7, lambda: 0.1, batchRule: 'thompson' }],
    // Has no words in a summary.
    [', changed', { seed: 5 }],
  ])('of the paper’s preset ends with “%s”', (end, change) => {
    expect(settingsLabel({ ...paper, draft: { ...paper.draft, ...change } })).toBe(`${label}${end}`);
  });

  it('does not name a change where others have no words: what was left out', () => {
    const gar = choosePreset(settings, 'gar', []);
    const draft = { ...gar.draft, firstRound: 'fusion', intercept: !gar.draft.intercept } as const;
    expect(settingsLabel({ ...gar, draft })).toBe('GAR (fusion first, intercept)');
    expect(settingsLabel({ ...gar, draft: { ...draft, batchRule: 'greedy' } })).toBe('GAR, changed');
  });
});

describe('plannedRoundCount', () => {
  const { method } = namedMethod(choosePreset(settings, 'paper', []));

  it.each([
    [500, undefined, 10],
    [4, undefined, 4],
    [500, 3, 3],
    [2, 3, 2],
  ])('of %d documents with the shortlist %s: %d rounds', (documentCount, shortlist, count) => {
    const request = { budget: 100, method: { ...method, ...(shortlist && { shortlist }) } };
    expect(plannedRoundCount(request, documentCount)).toBe(count);
  });
});
