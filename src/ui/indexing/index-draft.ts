/** The form of a new index, as data. Number fields hold what was typed, '' when empty. */
import { DEFAULT_EPOCHS, DEFAULT_LEARNING_RATE } from '../../core/factorize.ts';
import type { CorpusDetails, IndexParameters } from '../../workers/client.ts';

export interface IndexDraft {
  /** '' until a person names it: then `suggestName` does. */
  readonly name: string;
  readonly trainQueries: IndexParameters['trainQueries'];
  readonly trainQueryCount: number | string;
  readonly pairsPerQuery: number | string;
  readonly pairSource: IndexParameters['pairSource'];
  readonly seed: number | string;
  readonly learningRate: number | string;
  readonly epochs: number | string;
}

export type DraftProblems = Partial<Record<keyof IndexDraft, string>>;

const DEFAULT_TRAIN_QUERIES = 100;
const DEFAULT_PAIRS_PER_QUERY = 50;

/** Own train queries where the corpus has any; sizes that a small machine builds in about a minute. */
export function initialDraft({ corpus, ownTrainQueryCount }: CorpusDetails): IndexDraft {
  const hasOwn = ownTrainQueryCount > 0;
  const available = hasOwn ? ownTrainQueryCount : corpus.documentCount;
  return {
    name: '',
    trainQueries: hasOwn ? 'own' : 'pseudo',
    trainQueryCount: Math.min(DEFAULT_TRAIN_QUERIES, available),
    pairsPerQuery: Math.min(DEFAULT_PAIRS_PER_QUERY, corpus.documentCount),
    pairSource: 'dual-encoder',
    seed: 1,
    learningRate: DEFAULT_LEARNING_RATE,
    epochs: DEFAULT_EPOCHS,
  };
}

/** 'MF own 80 x 50' */
export function suggestName({
  trainQueries,
  trainQueryCount,
  pairsPerQuery,
  pairSource,
}: IndexDraft): string {
  const source = pairSource === 'random' ? ', random pairs' : '';
  return `MF ${trainQueries} ${trainQueryCount} x ${pairsPerQuery}${source}`;
}

/** Empty when the draft can be planned. */
export function draftProblems(
  draft: IndexDraft,
  { corpus, ownTrainQueryCount }: CorpusDetails,
): DraftProblems {
  const { documentCount } = corpus;
  const own = draft.trainQueries === 'own';
  const most = own ? ownTrainQueryCount : documentCount;
  const mostQueries = own ? `${most}: the corpus has no more train queries` : `${most}: one per document`;
  return {
    ...integerProblem('trainQueryCount', draft.trainQueryCount, most, mostQueries),
    ...integerProblem(
      'pairsPerQuery',
      draft.pairsPerQuery,
      documentCount,
      `${documentCount}, the whole corpus`,
    ),
    ...integerProblem('epochs', draft.epochs, 1000, '1000'),
    ...(!isInteger(draft.seed, 0, 2 ** 32 - 1) && { seed: 'Enter a whole number from 0 to 4294967295.' }),
    ...(!(Number(draft.learningRate) > 0 && Number(draft.learningRate) <= 1) && {
      learningRate: 'Enter a number above 0, at most 1.',
    }),
  };
}

/** Of a draft without problems. */
export function parametersOf(draft: IndexDraft, corpusId: string): IndexParameters {
  return {
    corpusId,
    name: draft.name.trim() || suggestName(draft),
    trainQueries: draft.trainQueries,
    trainQueryCount: Number(draft.trainQueryCount),
    pairsPerQuery: Number(draft.pairsPerQuery),
    pairSource: draft.pairSource,
    seed: Number(draft.seed),
    learningRate: Number(draft.learningRate),
    epochs: Number(draft.epochs),
  };
}

function integerProblem(field: keyof IndexDraft, value: number | string, most: number, mostText: string) {
  return isInteger(value, 1, most) ? {} : { [field]: `Enter a whole number from 1 to ${mostText}.` };
}

function isInteger(value: number | string, least: number, most: number): boolean {
  const number = value === '' ? Number.NaN : Number(value);
  return Number.isInteger(number) && number >= least && number <= most;
}
