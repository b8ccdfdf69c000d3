/** What the paper varies: rounds, lambda, and how much an index is trained on. Each a list of methods. */
import type { SearchMethod } from '../../src/core/search-method.ts';
import { presetOf } from '../../src/core/search-presets.ts';
import { axnName, type BenchMethod, FACTORISED, METHODS, type NeededIndex, SEED } from './methods.ts';

export const PARTS = ['methods', 'rounds', 'lambda', 'index'] as const;
export type Part = (typeof PARTS)[number];

/** What a table of the part shows. */
export const PART_TITLES: Readonly<Record<Part, string>> = {
  methods: 'methods',
  rounds: 'rounds R of the same budget',
  lambda: 'weight λ of the prior, R = 10',
  index: 'MF_Trns by k_d and |Qtrain|, from the dual-encoder, R = 10',
};

const ROUNDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const LAMBDAS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const DOCUMENTS_PER_QUERY = [25, 50, 100];
const TRAIN_QUERIES = [100, 500];

const FIRST_BY_DUAL_ENCODER = { firstRound: 'dual-encoder' } as const;

/** AXN from the dual-encoder, with nothing of ours. */
function axn(lambda: number, rounds: number): BenchMethod['make'] {
  return (space) => ({
    ...presetOf('paper').make(space, SEED),
    ...FIRST_BY_DUAL_ENCODER,
    schedule: { kind: 'equal', rounds },
    fit: { kind: 'mix', lambda },
  });
}

/** Ridge around the prior, mu by leave-one-out; all else as AXN. */
const ridge: BenchMethod['make'] = (space) => ({
  ...axn(0, 10)(space),
  fit: { kind: 'ridge', mu: 'leave-one-out' },
});

function best(rounds: number): BenchMethod['make'] {
  return (space) => ({ ...presetOf('best').make(space, SEED), schedule: { kind: 'equal', rounds } });
}

const inSpace = (startSpace: SearchMethod['itemSpace']) => ({ startSpace });

/** Of MF_Trns, from the dual-encoder as in the paper. */
const INDEXES: readonly NeededIndex[] = TRAIN_QUERIES.flatMap((trainQueries) =>
  DOCUMENTS_PER_QUERY.map((documentsPerQuery) => ({
    ...FACTORISED,
    ...{ space: 'dual-encoder' as const, trainQueries, documentsPerQuery },
  })),
);

/** The methods of a part, in the order of its table. */
export const METHODS_OF: Readonly<Record<Part, readonly BenchMethod[]>> = {
  methods: METHODS,
  rounds: ROUNDS.flatMap((rounds) => [
    ...[0, 0.8].map((lambda) => ({
      name: `${axnName(lambda)}-r${rounds}`,
      place: inSpace('dual-encoder'),
      make: axn(lambda, rounds),
    })),
    { name: `best-r${rounds}`, place: inSpace('hybrid'), make: best(rounds) },
  ]),
  lambda: LAMBDAS.flatMap((lambda) => [
    { name: `${axnName(lambda)}-dual-encoder`, place: inSpace('dual-encoder'), make: axn(lambda, 10) },
    { name: `${axnName(lambda)}-mf-trns`, place: { index: FACTORISED }, make: axn(lambda, 10) },
  ]),
  index: [
    ...threeOf(inSpace('dual-encoder'), 'none'),
    ...INDEXES.flatMap((index) => threeOf({ index }, `kd${index.documentsPerQuery}-q${index.trainQueries}`)),
  ],
};

/** The methods that an index is judged by. */
function threeOf(place: BenchMethod['place'], name: string): BenchMethod[] {
  return [
    ...[0, 0.8].map((lambda) => ({ name: `${axnName(lambda)}-${name}`, place, make: axn(lambda, 10) })),
    { name: `ridge-${name}`, place, make: ridge },
  ];
}
