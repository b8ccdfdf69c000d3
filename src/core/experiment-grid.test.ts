import { describe, expect, it, test } from 'vitest';
import { expandGrid, type GridMethod, usesItemSpace } from './experiment-grid.ts';
import type { SearchMethod } from './search-method.ts';
import { type PresetName, presetOf, SEARCH_PRESETS } from './search-presets.ts';

const DUAL_ENCODER = { itemSpace: 'dual-encoder', name: 'Dual-encoder' };
const MF_TRNS = { itemSpace: 'index-1', name: 'MF_Trns 500' };

function preset(name: PresetName): GridMethod {
  const { label, make } = presetOf(name);
  const method = make('dual-encoder', 1);
  return { label, method, usesItemSpace: usesItemSpace(method) };
}

function labels(...grid: Parameters<typeof expandGrid>): string[] {
  return expandGrid(...grid).map(({ label }) => label);
}

describe('expandGrid', () => {
  it('puts every method into every item space with every number of rounds', () => {
    const rows = expandGrid({
      methods: [preset('best'), preset('fast')],
      itemSpaces: [DUAL_ENCODER, MF_TRNS],
      rounds: [2, 5],
    });
    expect(rows.map(({ label }) => label)).toEqual([
      'Best · Dual-encoder · R = 2',
      'Best · Dual-encoder · R = 5',
      'Best · MF_Trns 500 · R = 2',
      'Best · MF_Trns 500 · R = 5',
      'Fast · Dual-encoder · R = 2',
      'Fast · Dual-encoder · R = 5',
      'Fast · MF_Trns 500 · R = 2',
      'Fast · MF_Trns 500 · R = 5',
    ]);
    expect(rows[3].method).toEqual({
      ...presetOf('best').make('index-1', 1),
      schedule: { kind: 'equal', rounds: 5 },
    });
    expect(rows[4].method.schedule).toEqual({ kind: 'geometric', rounds: 2, ratio: 0.5 });
  });

  test.each<[what: string, ...Parameters<typeof expandGrid>, expected: string[]]>([
    [
      'names neither the only item space nor the only number of rounds',
      { methods: [preset('paper')], itemSpaces: [MF_TRNS], rounds: [5] },
      ['AXN as published'],
    ],
    [
      'has a method without an item space once, with its own',
      { methods: [preset('rnr'), preset('gar')], itemSpaces: [DUAL_ENCODER, MF_TRNS], rounds: [2, 5] },
      ['Retrieve and rerank', 'GAR · Dual-encoder', 'GAR · MF_Trns 500'],
    ],
    [
      'takes the same method, space or number of rounds once',
      {
        methods: [preset('paper'), { ...preset('paper'), label: 'Paper' }],
        itemSpaces: [MF_TRNS, MF_TRNS],
        rounds: [5, 5],
      },
      ['AXN as published · MF_Trns 500'],
    ],
    [
      'tells apart what would be named alike',
      {
        methods: [preset('paper')],
        itemSpaces: [MF_TRNS, { itemSpace: 'index-2', name: 'MF_Trns 500' }],
        rounds: [],
      },
      ['AXN as published · MF_Trns 500', 'AXN as published · MF_Trns 500 (2)'],
    ],
    [
      'needs no item space where no method does',
      { methods: [preset('rnr')], itemSpaces: [], rounds: [] },
      ['Retrieve and rerank'],
    ],
  ])('%s', (_, grid, expected) => {
    expect(labels(grid)).toEqual(expected);
  });

  it('leaves each method its own rounds where none are given', () => {
    const [best, fast] = expandGrid({
      methods: [preset('best'), preset('fast')],
      itemSpaces: [MF_TRNS],
      rounds: [],
    });
    expect(best.method).toEqual(presetOf('best').make('index-1', 1));
    expect(fast.method).toEqual(presetOf('fast').make('index-1', 1));
  });

  it('takes methods for equal whatever the order of their keys', () => {
    const { method } = preset('paper');
    const reversed = Object.fromEntries(Object.entries(method).reverse()) as unknown as SearchMethod;
    const methods = [preset('paper'), { label: 'Reversed', method: reversed, usesItemSpace: true }];
    expect(labels({ methods, itemSpaces: [MF_TRNS], rounds: [] })).toEqual(['AXN as published']);
  });

  test.each<[...Parameters<typeof expandGrid>, message: string]>([
    [
      { methods: [], itemSpaces: [MF_TRNS], rounds: [5] },
      'An experiment compares methods, but none is chosen: choose one.',
    ],
    [
      { methods: [preset('rnr'), preset('best')], itemSpaces: [], rounds: [5] },
      '“Best” searches in an item space, but none is chosen: choose a start space or an index.',
    ],
    [
      { methods: [preset('best')], itemSpaces: [MF_TRNS], rounds: [5, 0] },
      'The number of rounds must be a whole number of at least 1, but is 0.',
    ],
  ])('refuses %j', (grid, message) => {
    expect(() => expandGrid(grid)).toThrow(message);
  });
});

describe('usesItemSpace', () => {
  it('holds of all presets but retrieve and rerank', () => {
    const without = SEARCH_PRESETS.filter(({ make }) => !usesItemSpace(make('dual-encoder', 1)));
    expect(without.map(({ name }) => name)).toEqual(['rnr']);
  });

  test.each<[Partial<SearchMethod>, boolean]>([
    [{ firstRound: 'bm25' }, false],
    [{ firstRound: 'dual-encoder' }, false],
    [{ firstRound: 'random' }, false],
    [{ firstRound: 'item-space' }, true],
    [{ firstRound: 'fusion' }, true],
    [{ schedule: { kind: 'geometric', rounds: 1, ratio: 2 } }, false],
    [{ schedule: { kind: 'equal', rounds: 2 } }, true],
    [{ schedule: { kind: 'batches', size: 16 } }, true],
  ])('in one round with %j: %s', (changes, expected) => {
    expect(usesItemSpace({ ...presetOf('rnr').make('dual-encoder', 1), ...changes })).toBe(expected);
  });
});
