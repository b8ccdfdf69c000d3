/** What is compared: every preset, the paper's baselines, and what the preset 'best' is made of. */
import type { StartSpace } from '../../src/core/index-records.ts';
import type { SearchMethod } from '../../src/core/search-method.ts';
import { presetOf, SEARCH_PRESETS } from '../../src/core/search-presets.ts';
import type { CostMethod } from '../../src/engine/records.ts';

/** An index that is searched in; its id is known only once it is built. The same object is the same index. */
export interface NeededIndex {
  readonly method: Extract<CostMethod, 'adacur' | 'mf-trns'>;
  readonly space: StartSpace;
  /** |Qtrain| or k_q. */
  readonly trainQueries: number;
  /** k_d of a factorisation. */
  readonly documentsPerQuery: number;
}

export interface BenchMethod {
  /** As the figures name it. */
  readonly name: string;
  readonly place: { readonly startSpace: SearchMethod['itemSpace'] } | { readonly index: NeededIndex };
  make(itemSpace: SearchMethod['itemSpace']): SearchMethod;
}

/** The largest that bench:index measures. */
export const ANCHORS: NeededIndex = {
  method: 'adacur',
  space: 'hybrid',
  trainQueries: 50,
  documentsPerQuery: 50,
};
export const FACTORISED: NeededIndex = { ...ANCHORS, method: 'mf-trns', trainQueries: 400 };

export const SEED = 1;

/** Against it the others are set. */
export const REFERENCE = 'best';

const best = presetOf('best');
const paper = presetOf('paper');
const rerank = presetOf('rnr');

const PRESETS: readonly BenchMethod[] = SEARCH_PRESETS.map(({ name, needs, startSpace, make }) => ({
  name,
  place: needs === 'anchors' || startSpace === undefined ? { index: ANCHORS } : { startSpace },
  make: (itemSpace) => make(itemSpace, SEED),
}));

/** All, in the order of the tables; 'rnr' is on BM25, `AXN` on the dual-encoder takes its first round from it. */
export const METHODS: readonly BenchMethod[] = [
  ...PRESETS,
  onDualEncoder('rnr-dual-encoder', (space) => ({
    ...rerank.make(space, SEED),
    firstRound: 'dual-encoder',
  })),
  onDualEncoder('rnr-fusion', (space) => ({ ...rerank.make(space, SEED), firstRound: 'fusion' })),
  ...[0, 0.5, 0.8].map((lambda) =>
    onDualEncoder(axnName(lambda), (space) => ({
      ...paper.make(space, SEED),
      firstRound: 'dual-encoder',
      fit: { kind: 'mix', lambda },
    })),
  ),
  {
    name: 'best-fixed-mu',
    place: { startSpace: best.startSpace ?? 'hybrid' },
    make: (space) => ({ ...best.make(space, SEED), fit: { kind: 'ridge', mu: 0.1 } }),
  },
  {
    name: 'best-without-columns',
    place: { startSpace: best.startSpace ?? 'hybrid' },
    make: (space) => ({ ...best.make(space, SEED), columns: [] }),
  },
  {
    name: 'best-on-mf-trns',
    place: { index: FACTORISED },
    make: (space) => best.make(space, SEED),
  },
];

export const METHOD_NAMES: readonly string[] = METHODS.map(({ name }) => name);

/** A figure's name has its parts between dots, so lambda is in tenths. */
export function axnName(lambda: number): string {
  return `axn-lambda-${String(lambda).replace('.', '')}`;
}

function onDualEncoder(name: string, make: BenchMethod['make']): BenchMethod {
  return { name, place: { startSpace: 'dual-encoder' }, make };
}
