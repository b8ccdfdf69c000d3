/** Methods with a name: makers of plain `SearchMethod` data. */
import type { StartSpace } from './index-records.ts';
import type { QueryFit } from './query-fit.ts';
import type { BatchRule, FirstRound, RoundSchedule, SearchMethod } from './search-method.ts';

export type PresetName = 'best' | 'fast' | 'paper' | 'rnr' | 'anncur' | 'adacur' | 'gar' | 'tour';

export interface SearchPreset {
  readonly name: PresetName;
  /** What a person reads. */
  readonly label: string;
  /** One sentence: what it does. */
  readonly sentence: string;
  /** 'anchors': it is this method only in an index of anchor scores; in other spaces it is another one. */
  readonly needs: 'any' | 'anchors';
  /** The space to take without an index; absent where there is none to take. */
  readonly startSpace?: StartSpace;
  make(itemSpace: SearchMethod['itemSpace'], seed: number): SearchMethod;
}

/** What a preset decides; the rest is as published methods have it. */
type Choices = Pick<SearchMethod, 'firstRound' | 'schedule' | 'fit'> &
  Partial<Pick<SearchMethod, 'intercept' | 'columns' | 'transform' | 'batchRule' | 'diversity'>>;

/** The values that the evaluation decides. */
const BEST = {
  startSpace: 'hybrid',
  choices: {
    firstRound: 'fusion',
    schedule: { kind: 'equal', rounds: 10 },
    fit: { kind: 'ridge', mu: 'leave-one-out' },
    intercept: true,
    columns: ['bm25', 'dual-encoder'],
  },
} as const satisfies { startSpace: StartSpace; choices: Choices };

/** As 'best', with what takes the time between rounds left out: three of them, the first the largest; mu fixed. */
const FAST = {
  ...BEST,
  choices: {
    ...BEST.choices,
    schedule: { kind: 'geometric', rounds: 3, ratio: 0.5 },
    fit: { kind: 'ridge', mu: 0.1 },
  },
} as const satisfies { startSpace: StartSpace; choices: Choices };

/**
 * Of section 4 for BEIR corpora: R = 10; lambda = 0.8 for the best item (k = 1), 0 for the best hundred (k = 100). A
 * search asks for the best items first, so it is 0.8 here.
 */
const PAPER: Choices = {
  firstRound: 'bm25',
  schedule: { kind: 'equal', rounds: 10 },
  fit: { kind: 'mix', lambda: 0.8 },
};

const LEAST_SQUARES: QueryFit = { kind: 'mix', lambda: 0 };

/** All presets, in the order in which they are offered. */
export const SEARCH_PRESETS: readonly SearchPreset[] = [
  {
    name: 'best',
    label: 'Best',
    sentence:
      'Ridge regression around the query’s own embedding, in dual-encoder and word vectors side by side and with both retrievers’ scores as coordinates; its strength is chosen anew each round.',
    needs: 'any',
    startSpace: BEST.startSpace,
    make: maker(BEST.choices),
  },
  {
    name: 'fast',
    label: 'Fast',
    sentence: 'As “Best” in fewer rounds, with a fixed strength.',
    needs: 'any',
    startSpace: FAST.startSpace,
    make: maker(FAST.choices),
  },
  {
    name: 'paper',
    label: 'AXN as published',
    sentence:
      'Least squares on the scores so far, mixed with the query’s own embedding (λ = 0.8, as published for the best single item); 10 rounds.',
    needs: 'any',
    startSpace: 'dual-encoder',
    make: maker(PAPER),
  },
  {
    name: 'rnr',
    label: 'Retrieve and rerank',
    sentence: 'The first items by BM25, all scored in one round.',
    needs: 'any',
    startSpace: 'dual-encoder',
    make: maker({ ...PAPER, schedule: { kind: 'equal', rounds: 1 } }),
  },
  {
    name: 'anncur',
    label: 'ANNCUR',
    sentence:
      'Half of the budget on random items, the other half on the best by least squares on anchor scores.',
    needs: 'anchors',
    make: maker({ firstRound: 'random', schedule: { kind: 'equal', rounds: 2 }, fit: LEAST_SQUARES }),
  },
  {
    name: 'adacur',
    label: 'ADACUR',
    sentence: 'Round after round the best by least squares on anchor scores.',
    needs: 'anchors',
    make: maker({ ...PAPER, fit: LEAST_SQUARES }),
  },
  {
    name: 'gar',
    label: 'GAR',
    sentence: 'Batches of 16, in turn from BM25 and from the neighbours of the best items so far.',
    needs: 'any',
    startSpace: 'dual-encoder',
    // The fit decides nothing here; a cheap one shows what it would have estimated.
    make: maker({
      firstRound: 'bm25',
      schedule: { kind: 'batches', size: 16 },
      fit: FAST.choices.fit,
      batchRule: { kind: 'graph' },
    }),
  },
  {
    name: 'tour',
    label: 'TouR',
    sentence: 'One gradient step of the query embedding a round, towards the scores so far.',
    needs: 'any',
    startSpace: 'dual-encoder',
    make: maker({
      firstRound: 'dual-encoder',
      schedule: { kind: 'equal', rounds: 10 },
      fit: { kind: 'gradient-step', learningRate: 1 },
    }),
  },
];

function maker(choices: Choices): SearchPreset['make'] {
  return (itemSpace, seed) => ({
    itemSpace,
    intercept: false,
    columns: [],
    transform: 'identity',
    batchRule: { kind: 'greedy' },
    diversity: 0,
    ...choices,
    seed,
  });
}

/** The preset of that name. */
export function presetOf(name: PresetName): SearchPreset {
  return SEARCH_PRESETS.find((preset) => preset.name === name) as SearchPreset;
}

/** What a method is, in a few words: 'ridge μ LOO · BM25 first · 10 rounds · greedy', and what is unusual about it. */
export function methodSummary(method: SearchMethod): string {
  const { fit, firstRound, schedule, batchRule, intercept, columns, transform, diversity } = method;
  const { shortlist, stopping } = method;
  return [
    fitWords(fit),
    FIRST_ROUNDS[firstRound],
    scheduleWords(schedule),
    ruleWords(batchRule),
    intercept && 'intercept',
    columns.length > 0 && `+ ${columns.map((column) => COLUMNS[column]).join(', ')}`,
    transform !== 'identity' && `${transform} scores`,
    diversity > 0 && `diversity ${diversity}`,
    shortlist !== undefined && `shortlist ${shortlist}`,
    stopping && `until top ${stopping.k} at ${Math.round(1000 * stopping.confidence) / 10} %`,
  ]
    .filter((words) => words)
    .join(' · ');
}

const FIRST_ROUNDS: Readonly<Record<FirstRound, string>> = {
  bm25: 'BM25 first',
  'dual-encoder': 'dual-encoder first',
  'item-space': 'item space first',
  fusion: 'fusion first',
  random: 'random first',
};

const COLUMNS = { bm25: 'BM25', 'dual-encoder': 'dual-encoder' } as const;

function fitWords(fit: QueryFit): string {
  switch (fit.kind) {
    case 'mix':
      return `λ ${fit.lambda}`;
    case 'ridge':
      return `ridge μ ${fit.mu === 'leave-one-out' ? 'LOO' : fit.mu}`;
    case 'gradient-step':
      return `gradient step ${fit.learningRate}`;
  }
}

function scheduleWords(schedule: RoundSchedule): string {
  if (schedule.kind === 'batches') return `batches of ${schedule.size}`;
  const rounds = `${schedule.rounds} ${schedule.rounds === 1 ? 'round' : 'rounds'}`;
  return schedule.kind === 'geometric' ? `${rounds}, each × ${schedule.ratio}` : rounds;
}

function ruleWords(rule: BatchRule): string {
  switch (rule.kind) {
    case 'upper-confidence':
      return `upper confidence ${rule.deviations} sd`;
    case 'thompson':
      return 'Thompson';
    case 'softmax':
      return `softmax ${rule.temperature}`;
    case 'epsilon-greedy':
      return `ε-greedy ${rule.epsilon}`;
    default:
      return rule.kind;
  }
}
