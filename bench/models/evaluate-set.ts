import { dotRow, rowOf } from '../../src/core/matrix.ts';
import { pearsonCorrelation } from '../../src/core/metrics.ts';
import { createRandom } from '../../src/core/random.ts';
import { ndcg, reciprocalRank, relevantRecall } from '../../src/core/relevance-metrics.ts';
import { topK } from '../../src/core/top-k.ts';
import type { Ranking } from '../../src/core/types.ts';
import type { JudgedCorpus, JudgedQuery } from './beir-folder.ts';
import { createBm25 } from './bm25.ts';
import type { ModelPair } from './model-folder.ts';
import { createPairScorer, type TextPair } from './pair-scores.ts';
import { rerank, sumOfZScores } from './rerank.ts';
import { distributionOf, type ScoreDistribution } from './score-distribution.ts';

/** How many documents the first stage hands on, and how deep recall is measured. */
const CANDIDATES = 100;
const BEST_PLACES = 10;
/** With fewer pairs a correlation says little. */
const LEAST_CORRELATED = 6;
const RANDOM_PAIRS_PER_QUERY = 4;
const RANDOM_PAIRS_IN_ALL = 1200;
const SEED = 1;

/** One value per query, in the order of the queries. */
export interface QueryMeasures {
  readonly ndcg10: Float64Array;
  readonly recall100: Float64Array;
  readonly mrr10: Float64Array;
}

export interface FirstStage {
  readonly measures: QueryMeasures;
  /** BM25's best for each query: what the cross-encoders put in order. */
  readonly candidates: readonly Ranking[];
}

/** Groups of pairs whose raw scores are described. */
export const SCORE_GROUPS = ['random', 'top100', 'best', 'relevant'] as const;
export type ScoreGroup = (typeof SCORE_GROUPS)[number];

export interface ModelResult {
  /** The candidates by the cross-encoder alone. */
  readonly reranked: QueryMeasures;
  /** The candidates by the cross-encoder and BM25, z-scores added. */
  readonly summed: QueryMeasures;
  /** The whole corpus by the dual-encoder alone. */
  readonly dualEncoder: QueryMeasures;
  /** The whole corpus by the cross-encoder, where that was asked for. */
  readonly exact: QueryMeasures | undefined;
  /** Pearson of both models' scores over a query's candidates, mean over queries; undefined without any. */
  readonly correlation: number | undefined;
  readonly scores: Readonly<Record<ScoreGroup, ScoreDistribution | undefined>>;
  readonly scoredPairs: number;
  readonly modelMs: number;
}

export function evaluateFirstStage({ texts, queries }: JudgedCorpus): FirstStage {
  const bm25 = createBm25(texts);
  const candidates = queries.map(({ text }) => bm25.rank(text, CANDIDATES));
  return {
    measures: measure(
      candidates.map(({ docRows }) => docRows),
      queries,
    ),
    candidates,
  };
}

export async function evaluateModels(
  corpus: JudgedCorpus,
  candidates: readonly Ranking[],
  models: ModelPair,
  withExactRanking: boolean,
): Promise<ModelResult> {
  const { texts, queries } = corpus;
  const queryTexts = queries.map(({ text }) => text);
  const cosines = await dualEncoderScores(models, queryTexts, texts);
  const dualEncoderRankings = cosines.map((scores) => topK(scores, CANDIDATES).docRows);

  const score = createPairScorer(models, queryTexts, texts);
  const found = await score(
    candidates.flatMap(({ docRows }, query) => Array.from(docRows, (docRow) => ({ query, docRow }))),
  );
  const random = await score(randomPairs(queries.length, texts.length));
  const ofQuery = split(found.scores, candidates);
  const cosineOf = candidates.map(({ docRows }, query) =>
    Float64Array.from(docRows, (docRow) => cosines[query][docRow]),
  );
  const exact = withExactRanking ? await exactRankings(score, queries.length, texts.length) : undefined;
  const runs = [found, random, ...(exact ? [exact] : [])];

  const order = (scoresOf: (query: number) => Float64Array) =>
    measure(
      candidates.map(({ docRows }, query) => rerank(docRows, scoresOf(query))),
      queries,
    );
  return {
    reranked: order((query) => ofQuery[query]),
    summed: order((query) => sumOfZScores(ofQuery[query], Float64Array.from(candidates[query].scores))),
    dualEncoder: measure(dualEncoderRankings, queries),
    exact: exact && measure(exact.rankings, queries),
    correlation: meanCorrelation(ofQuery, cosineOf),
    scores: {
      random: distributionOf(random.scores),
      top100: distributionOf(found.scores),
      best: distributionOf(
        Float64Array.from(
          ofQuery.filter(({ length }) => length > 0),
          (scores) => scores.reduce((best, each) => Math.max(best, each)),
        ),
      ),
      relevant: distributionOf(relevantScores(ofQuery, candidates, queries)),
    },
    scoredPairs: runs.reduce((sum, { scores }) => sum + scores.length, 0),
    modelMs: runs.reduce((sum, { modelMs }) => sum + modelMs, 0),
  };
}

function measure(rankings: readonly Uint32Array[], queries: readonly JudgedQuery[]): QueryMeasures {
  const perQuery = (value: typeof ndcg, k: number) =>
    Float64Array.from(rankings, (ranking, query) => value(ranking, queries[query].grades, k));
  return {
    ndcg10: perQuery(ndcg, BEST_PLACES),
    recall100: perQuery(relevantRecall, CANDIDATES),
    mrr10: perQuery(reciprocalRank, BEST_PLACES),
  };
}

/** For each query the cosine with every document, by docRow. */
async function dualEncoderScores(
  { dualEncoder }: ModelPair,
  queryTexts: readonly string[],
  docTexts: readonly string[],
): Promise<Float64Array[]> {
  const queries = await dualEncoder.embed(queryTexts, 'query');
  const docs = await dualEncoder.embed(docTexts, 'passage');
  return queryTexts.map((_, query) => {
    const vector = rowOf(queries, query);
    return Float64Array.from({ length: docs.rows }, (__, docRow) => dotRow(docs, docRow, vector));
  });
}

async function exactRankings(
  score: ReturnType<typeof createPairScorer>,
  queryCount: number,
  docCount: number,
) {
  const everyRow = Uint32Array.from({ length: docCount }, (_, docRow) => docRow);
  const rankings = Array.from({ length: queryCount }, () => ({ docRows: everyRow }));
  const run = await score(
    rankings.flatMap(({ docRows }, query) => Array.from(docRows, (docRow) => ({ query, docRow }))),
  );
  return { ...run, rankings: split(run.scores, rankings).map((scores) => rerank(everyRow, scores)) };
}

/** The same number of documents for each query, drawn at random. */
function randomPairs(queryCount: number, docCount: number): TextPair[] {
  const random = createRandom(SEED);
  const count = Math.min(queryCount * RANDOM_PAIRS_PER_QUERY, RANDOM_PAIRS_IN_ALL);
  return Array.from({ length: count }, (_, position) => ({
    query: position % queryCount,
    docRow: random.nextInt(docCount),
  }));
}

/** Scores of all queries' documents, one after the other, as one array per query. */
function split(scores: Float64Array, rankings: readonly { readonly docRows: Uint32Array }[]): Float64Array[] {
  let start = 0;
  return rankings.map(({ docRows }) => {
    start += docRows.length;
    return scores.subarray(start - docRows.length, start);
  });
}

function meanCorrelation(left: readonly Float64Array[], right: readonly Float64Array[]): number | undefined {
  const correlations = left
    .map((scores, query) =>
      scores.length < LEAST_CORRELATED ? undefined : pearsonCorrelation(scores, right[query]),
    )
    .filter((correlation) => correlation !== undefined);
  if (correlations.length === 0) return undefined;
  return correlations.reduce((sum, correlation) => sum + correlation, 0) / correlations.length;
}

function relevantScores(
  scores: readonly Float64Array[],
  candidates: readonly Ranking[],
  queries: readonly JudgedQuery[],
): Float64Array {
  const relevant = candidates.flatMap(({ docRows }, query) =>
    Array.from(scores[query]).filter((_, place) => (queries[query].grades.get(docRows[place]) ?? 0) > 0),
  );
  return Float64Array.from(relevant);
}
