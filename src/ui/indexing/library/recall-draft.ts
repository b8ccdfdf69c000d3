/** How recall is to be measured, as data of a form. Number fields hold what was typed, '' when empty. */
import type { QueryFit } from '../../../core/query-fit.ts';
import type { CorpusDetails, RecallSettings } from '../../../workers/client.ts';
import {
  type NumberField,
  type NumberRule,
  numberProblem,
  type Problems,
  withoutFineFields,
} from '../new-index/number-rule.ts';

export interface RecallDraft {
  readonly k: NumberField;
  readonly budget: NumberField;
  readonly rounds: NumberField;
  readonly queryCount: NumberField;
  readonly fit: 'mix' | 'ridge';
  /** Of a mix. */
  readonly lambda: NumberField;
  /** Of ridge. */
  readonly mu: NumberField;
}

type Corpus = Pick<CorpusDetails, 'corpus' | 'queries'>;

/** As the search form starts, the paper's setting for BEIR: measured is what a person gets who changes nothing. */
const DEFAULT_LAMBDA = 0.8;
/** A tenth of an item's own share in V V^T, for item vectors of length 1. */
const DEFAULT_MU = 0.1;
const SEED = 1;

const LAMBDA: NumberRule = { whole: false, least: 0, most: 1 };
const MU: NumberRule = { whole: false, least: 0, aboveLeast: true, most: 1e6 };

/** Twenty queries give an interval of about a tenth to either side, for twenty exact rankings. */
export function initialRecallDraft({ corpus, queries }: Corpus): RecallDraft {
  const budget = Math.min(100, corpus.documentCount);
  return {
    k: Math.min(10, corpus.documentCount),
    budget,
    rounds: Math.min(10, budget),
    queryCount: Math.min(20, queries.length),
    fit: 'mix',
    lambda: DEFAULT_LAMBDA,
    mu: DEFAULT_MU,
  };
}

/** Empty when recall can be measured. */
export function recallProblems(
  { k, budget, rounds, queryCount, fit, lambda, mu }: RecallDraft,
  { corpus, queries }: Corpus,
): Problems<keyof RecallDraft> {
  const upTo = (most: number, whyMost: string): NumberRule => ({ whole: true, least: 1, most, whyMost });
  const wholeCorpus = upTo(corpus.documentCount, ', the whole corpus');
  const mostRounds = Math.max(1, Number(budget) || 1);
  return withoutFineFields([
    ['k', numberProblem(k, wholeCorpus)],
    ['budget', numberProblem(budget, wholeCorpus)],
    [
      'rounds',
      numberProblem(rounds, upTo(mostRounds, ', the budget: each round scores one document or more')),
    ],
    ['queryCount', numberProblem(queryCount, upTo(queries.length, ', the queries that the corpus has'))],
    fit === 'mix' ? ['lambda', numberProblem(lambda, LAMBDA)] : ['mu', numberProblem(mu, MU)],
  ]);
}

/** The form filled in as it was for these settings, which a form like it made. */
export function draftOfRecall({ k, budget, rounds, queryCount, fit }: RecallSettings): RecallDraft {
  return {
    k,
    budget,
    rounds,
    queryCount,
    fit: fit.kind === 'mix' ? 'mix' : 'ridge',
    lambda: fit.kind === 'mix' ? fit.lambda : DEFAULT_LAMBDA,
    mu: fit.kind === 'ridge' ? fit.mu : DEFAULT_MU,
  };
}

/** Of a draft without problems. */
export function recallSettingsOf(draft: RecallDraft): RecallSettings {
  return {
    k: Number(draft.k),
    budget: Number(draft.budget),
    rounds: Number(draft.rounds),
    fit: fitOf(draft),
    queryCount: Number(draft.queryCount),
    seed: SEED,
  };
}

function fitOf({ fit, lambda, mu }: RecallDraft): QueryFit {
  return fit === 'mix' ? { kind: 'mix', lambda: Number(lambda) } : { kind: 'ridge', mu: Number(mu) };
}
