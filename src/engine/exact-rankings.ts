/** Exact rankings of many test queries as a job: planned, paused and gone on with. */
import { chooseTestQueries, type TestQuery, testQueriesOf } from './choose-test-queries.ts';
import type {
  RankingPlan,
  RankingProgress,
  RankingRequest,
  UnfinishedRanking,
} from './experiment-records.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { Store, StoredJob } from './ports.ts';
import type { CallContext } from './records.ts';
import { scoreQueries } from './score-pairs.ts';
import { allDocumentsPlan, costOfScoring, type ScoringPlan } from './scoring-plan.ts';

/**
 * What scoring every document for the chosen test queries takes: those that an experiment of the same count and seed takes.
 *
 * @throws InvalidArgumentError without test queries; CancelledError between queries; StorageError.
 */
export async function planExactRankings(
  corpus: OpenCorpus,
  request: RankingRequest,
  { cancel }: CallContext = {},
): Promise<RankingPlan> {
  return planRankingsOf(corpus, await chooseQueries(corpus, request), { ...(cancel && { cancel }) });
}

/** Test queries whose whole corpus is to be scored. */
export interface ChosenQueries {
  /** In the corpus's order. */
  readonly queries: readonly TestQuery[];
  /** Test queries that there are. */
  readonly availableCount: number;
  /** Every pair of a query and a document. */
  readonly scoring: ScoringPlan;
}

/** The same count and seed choose the same queries. Throws InvalidArgumentError without test queries; StorageError. */
export async function chooseQueries(
  { store, corpusId, encoders, matrices }: OpenCorpus,
  { queryCount, seed }: Pick<RankingRequest, 'queryCount' | 'seed'>,
): Promise<ChosenQueries> {
  const all = await store.listQueries(corpusId);
  const queries = chooseTestQueries(all, queryCount, seed);
  const texts = queries.map(({ text }) => text);
  return {
    queries,
    availableCount: testQueriesOf(all).length,
    scoring: allDocumentsPlan(texts, matrices, encoders.crossEncoder),
  };
}

/** As `planExactRankings`, of queries that are chosen. */
export async function planRankingsOf(
  corpus: OpenCorpus,
  { queries, availableCount, scoring }: ChosenQueries,
  { cancel }: CallContext,
): Promise<RankingPlan> {
  const { store, corpusId, speed, encoders } = corpus;
  const cost = await costOfScoring({ ...corpus, ...encoders }, [scoring], cancel);
  const { calls, knownCalls, tokens, knownTokens, unfinishedTexts } = cost;
  let judgedQueryCount = 0;
  for (const { queryId } of queries) {
    if ((await store.readJudgements(corpusId, queryId)).length > 0) judgedQueryCount += 1;
  }
  return {
    queryCount: queries.length,
    availableCount,
    judgedQueryCount,
    rankedQueryCount: queries.length - unfinishedTexts.size,
    scorerCalls: calls,
    ...{ knownCalls, tokens, knownTokens },
    estimatedMs: tokens > knownTokens ? ((tokens - knownTokens) / speed.tokensPerSecond()) * 1000 : 0,
    estimateBasis: speed.basis(),
  };
}

/**
 * Scores what is missing, query by query. The job row is written first and deleted last, so that one cut off anywhere is
 * listed as unfinished.
 *
 * @throws InvalidArgumentError without test queries; CancelledError (the job stays listed); EncoderError; StorageError.
 */
export async function computeExactRankings(
  corpus: OpenCorpus,
  request: RankingRequest,
  context: CallContext<RankingProgress> = {},
): Promise<void> {
  const { store, corpusId, encoders } = corpus;
  const { scoring } = await chooseQueries(corpus, request);
  const { jobId } = await openJob(store, request);
  await scoreQueries({ ...corpus, ...encoders }, scoring, undefined, context);
  await store.deleteJob(corpusId, jobId);
}

/** Jobs that were begun and neither finished nor discarded. */
export async function listUnfinishedRankings(store: Store, corpusId: string): Promise<UnfinishedRanking[]> {
  const jobs = await store.listJobs(corpusId);
  return jobs
    .filter(({ kind }) => kind === 'rank-queries')
    .map(({ jobId, createdMs, plan }) => {
      const { queryCount, seed } = JSON.parse(plan) as RankingRequest;
      return { jobId, createdMs, queryCount, seed };
    });
}

/** The job row of this request: the one there is, or a new one in the place of another request's. */
async function openJob(store: Store, { corpusId, queryCount, seed }: RankingRequest): Promise<StoredJob> {
  const plan = JSON.stringify({ corpusId, queryCount, seed });
  const existing = (await store.listJobs(corpusId)).find((job) => job.kind === 'rank-queries');
  if (existing?.plan === plan) return existing;
  const job: StoredJob = { jobId: crypto.randomUUID(), kind: 'rank-queries', createdMs: Date.now(), plan };
  await store.writeJob(corpusId, job);
  return job;
}
