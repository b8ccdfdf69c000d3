/** Label and help of every setting of a method. */
import type { MethodDraft } from './method-draft.ts';

export interface SettingWords {
  readonly label: string;
  readonly help: string;
}

export const BUDGET_WORDS: SettingWords = {
  label: 'Budget B',
  help: 'Exact cross-encoder scores used for this query. Scores stored by earlier searches count as well.',
};

export const PRESET_WORDS: SettingWords = {
  label: 'Method',
  help: 'Every method spends the budget in the same loop: score a batch, fit the query embedding to all exact scores so far, choose the next batch. A preset fixes all settings of it; each can be changed below.',
};

export const SETTING_WORDS: Readonly<Record<keyof MethodDraft, SettingWords>> = {
  itemSpace: {
    label: 'Item vectors',
    help: 'The item embeddings V. An item’s score is estimated as u · v, with u the query embedding. Without an index: the dual-encoder’s own vectors, lexical ones (LSA), or the two side by side. Or those of an index, made of cross-encoder scores (eq. 3).',
  },
  firstRound: {
    label: 'First round',
    help: 'The first stage: where the items of the first round come from. BM25 matches words, the dual-encoder compares embeddings, the item vectors are searched with their own query embedding; reciprocal rank fusion (RRF) joins the three.',
  },
  schedule: {
    label: 'Schedule',
    help: 'How the budget is split. Equal: R rounds of B / R items, rounded down, the remainder in the last. Geometric: each round larger (or smaller) than the one before. Batches: as many rounds of a size as the budget has.',
  },
  rounds: {
    label: 'Rounds R',
    help: 'How often the query embedding is fitted anew. One round is retrieve and re-rank: no estimate chooses anything.',
  },
  ratio: {
    label: 'Ratio of sizes',
    help: 'Each round scores this many times the items of the round before. Above 1, early rounds are small and the embedding is fitted often while it is still poor.',
  },
  batchSize: { label: 'Batch size', help: 'Items scored in a round.' },
  fit: {
    label: 'Fit',
    help: 'How the query embedding is found. Least squares (eq. 4), mixed with the prior (eq. 7). Prior-centred ridge: the posterior mean of a Bayesian linear model, which gives a variance as well. Gradient step: one step a round towards the cross-encoder’s distribution (TouR).',
  },
  lambda: {
    label: 'Lambda λ',
    help: 'Share of the prior in u = (1 − λ) · u_LS + λ · u_prior (eq. 7). 0: only the least-squares fit to the scores so far. 1: only the prior.',
  },
  muChoice: {
    label: 'Ridge μ',
    help: 'Strength of the prior: the variance of the noise over that of the prior. Leave-one-out chooses it anew each round, by the error on each scored item when it is left out.',
  },
  mu: { label: 'Value of μ', help: 'Small: fits every scored item. Large: stays close to the prior.' },
  learningRate: {
    label: 'Learning rate',
    help: 'Length of the gradient step, one a round.',
  },
  intercept: {
    label: 'Intercept',
    help: 'A constant coordinate of every item, so that the fit need not explain the mean score by directions.',
  },
  columns: {
    label: 'Score columns',
    help: 'Another retriever’s score of the query as one more coordinate of every item, with a weight that is fitted.',
  },
  transform: {
    label: 'Transform of scores',
    help: 'What the fit sees of the exact scores. Unrelated items lie on a floor that a linear model wastes itself on: clip raises scores below the first round’s median to it, the sigmoid flattens both ends, normal scores keep only the order. Answers are sorted by exact scores whatever is chosen.',
  },
  batchRule: {
    label: 'Batch rule',
    help: 'Which items a round scores, after the first. Greedy: the highest estimates. Upper confidence bound and Thompson sampling also look where the estimate is unsure. Softmax and uniform draw, ε-greedy draws some. Variance: where fits on random halves differ most (ADACUR). Graph: neighbours of the best scored items (GAR).',
  },
  deviations: {
    label: 'Standard deviations',
    help: 'The bound is the estimate plus this many of them. 0 is greedy.',
  },
  temperature: {
    label: 'Temperature',
    help: 'In standard deviations of the estimates. Low: nearly greedy. High: nearly uniform.',
  },
  epsilon: { label: 'Epsilon ε', help: 'Probability that an item is drawn at random instead.' },
  diversity: {
    label: 'Diversity',
    help: 'From 0 to below 1. 0 takes items as the rule orders them; more passes over items like those just taken into the same batch (MMR).',
  },
  shortlist: {
    label: 'Shortlist',
    help: 'Only that many items of the first stage can be found: for corpora of millions. Empty: the whole corpus.',
  },
  stops: {
    label: 'Stop early',
    help: 'Ends the search when the best k scored so far are, with the confidence given, the best k of all: easy queries spend fewer calls.',
  },
  stoppingK: { label: 'k', help: 'How many best items have to be complete.' },
  confidence: {
    label: 'Confidence',
    help: 'Probability by the model, above 0 and below 1. It is an estimate, right as far as the linear model is: on real scores less often than it says.',
  },
  seed: { label: 'Seed', help: 'Of everything random. The same seed makes the same calls.' },
};
