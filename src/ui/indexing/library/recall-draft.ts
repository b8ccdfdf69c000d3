/** The form that measures recall, as data. */
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
}

type Corpus = Pick<CorpusDetails, 'corpus' | 'queries'>;

/** As the search form starts: what is measured is what a person gets who changes nothing. */
const FIT = { kind: 'mix', lambda: 0.8 } as const;
const SEED = 1;

/** Twenty queries give an interval of about a tenth to either side, for twenty exact rankings. */
export function initialRecallDraft({ corpus, queries }: Corpus): RecallDraft {
  const budget = Math.min(100, corpus.documentCount);
  return {
    k: Math.min(10, corpus.documentCount),
    budget,
    rounds: Math.min(10, budget),
    queryCount: Math.min(20, queries.length),
  };
}

/** Empty when recall can be measured. */
export function recallProblems(
  { k, budget, rounds, queryCount }: RecallDraft,
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
  ]);
}

/** Of a draft without problems. */
export function recallSettingsOf(draft: RecallDraft): RecallSettings {
  return {
    k: Number(draft.k),
    budget: Number(draft.budget),
    rounds: Number(draft.rounds),
    fit: FIT,
    queryCount: Number(draft.queryCount),
    seed: SEED,
  };
}
