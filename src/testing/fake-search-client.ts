/** What the search screen asks of the engine, over 500 made-up items: the real search loop, no model, no storage. */
import { adaptiveSearch, type Round } from '../core/adaptive-search.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { cancelledError, XennError } from '../core/errors.ts';
import { dotRow, norm, rowOf } from '../core/matrix.ts';
import { topKRecall } from '../core/metrics.ts';
import { buildNeighbourGraph, type NeighbourGraph } from '../core/neighbour-graph.ts';
import { fitPca } from '../core/pca.ts';
import { createRandom } from '../core/random.ts';
import { planRounds } from '../core/round-schedule.ts';
import type { SearchMethod } from '../core/search-method.ts';
import { topK } from '../core/top-k.ts';
import type { Engine } from '../engine/engine.ts';
import type { CallContext, JobProgress } from '../engine/records.ts';
import type { CompareReport, RoundReport, RunSummary, SearchRequest } from '../engine/search-records.ts';
import { createFakeRunsClient, type FakeRunsClient } from './fake-runs-client.ts';
import { FAKE_CORPUS, fakeDocument, fakeItems, fakeQuery, ITEM_COUNT } from './fake-search-corpus.ts';

type Called =
  | 'search'
  | 'readExactRanking'
  | 'computeExactRanking'
  | 'compareMethods'
  | 'readQueryDetails'
  | 'readDocuments'
  | 'readDocumentRange'
  | 'readItemMap'
  | 'readUmap'
  | 'computeUmap'
  | 'findNeighbours'
  | 'keepRun'
  | 'listRuns'
  | 'listRunsOfOtherVersion'
  | 'deleteRun'
  | 'readRun'
  | 'exportRun'
  | 'importRun';

type ProgressOf<Context> = NonNullable<Context> extends CallContext<infer Progress> ? Progress : never;

/** As the page calls it: with an AbortSignal. */
export type FakeSearchClient = {
  [Name in Called]: (
    input: Parameters<Engine[Name]>[0],
    options?: {
      readonly signal?: AbortSignal;
      readonly onProgress?: (progress: ProgressOf<Parameters<Engine[Name]>[1]>) => void;
    },
  ) => ReturnType<Engine[Name]>;
} & FakeRunsClient;

export interface FakeSearchOptions {
  /** Awaited before every round and every step of a long job: lets things stream, or stand still. */
  readonly beforeStep?: (signal: AbortSignal | undefined) => Promise<void>;
  /** What every search is rejected with. */
  readonly searchError?: Error;
}

/** The model's time per pair that the fake claims. */
const PAIR_MS = 5;
const JOB_STEPS = 10;
const COMPARED_AT = [1, 10, 50, 100];
const SEARCHED_WITH = { corpusHash: '00', crossEncoderHash: 'ce', dualEncoderHash: 'de' };

/** The same items whatever the item space. */
export function createFakeSearchClient(options: FakeSearchOptions = {}): FakeSearchClient {
  const matrix = fakeItems();
  const compute = createCpuCompute();
  const documents = Array.from({ length: ITEM_COUNT }, (_, docRow) => fakeDocument(docRow));
  const stored = new Map<string, Set<number>>();
  const keptRuns: RunSummary[] = [];
  let graph: Promise<NeighbourGraph> | undefined;

  const scoresKnown = (queryText: string) => {
    const known = stored.get(queryText) ?? new Set<number>();
    stored.set(queryText, known);
    return known;
  };
  const exactRanking = (queryText: string) => topK(fakeQuery(queryText, matrix).exactScores, ITEM_COUNT);

  async function step(signal: AbortSignal | undefined): Promise<void> {
    await options.beforeStep?.(signal);
    if (signal?.aborted) throw cancelledError();
  }

  async function runJob(
    stage: JobProgress['stage'],
    signal: AbortSignal | undefined,
    onProgress: ((progress: JobProgress) => void) | undefined,
  ): Promise<void> {
    for (let finished = 1; finished <= JOB_STEPS; finished++) {
      await step(signal);
      const total = ITEM_COUNT * 60;
      const done = (total * finished) / JOB_STEPS;
      const elapsedMs = finished * 250;
      const remainingMs = (JOB_STEPS - finished) * 250;
      onProgress?.({ stage, unit: 'tokens', done, total, elapsedMs, remainingMs });
    }
  }

  /** Rankings of all items before any score, and the rounds of the search. */
  function openSearch({ queryText, method, budget }: Pick<SearchRequest, 'queryText' | 'method' | 'budget'>) {
    const { prior, exactScores, bm25 } = fakeQuery(queryText, matrix);
    const dualEncoder = topK(
      Float64Array.from({ length: ITEM_COUNT }, (_, row) => dotRow(matrix, row, prior)),
      ITEM_COUNT,
    );
    const firstStage = firstStageOf(method, bm25, dualEncoder);
    async function* run(onScore: (docRows: Uint32Array) => Promise<void>): AsyncGenerator<Round> {
      const { shortlist, stopping, batchRule } = method;
      if (batchRule.kind === 'graph')
        graph ??= buildNeighbourGraph({ matrix, neighboursPerItem: 16, compute });
      yield* adaptiveSearch({
        matrix,
        firstStageRows: firstStage.docRows,
        async scorer(docRows) {
          await onScore(docRows);
          return Float32Array.from(docRows, (docRow) => exactScores[docRow]);
        },
        prior,
        fit: method.fit,
        intercept: method.intercept,
        transform: method.transform,
        scoreScale: 'first-batch',
        roundSizes: planRounds(budget, method.schedule, Math.min(shortlist ?? ITEM_COUNT, ITEM_COUNT)),
        batchRule,
        diversity: method.diversity,
        ...(graph && { neighbours: await graph }),
        ...(shortlist && { shortlist: dualEncoder.docRows.subarray(0, shortlist) }),
        ...(stopping && { stopping }),
        explains: true,
        seed: method.seed,
        compute,
      });
    }
    return { prior, bm25, dualEncoder, firstStage, run };
  }

  return {
    ...createFakeRunsClient(),

    async search(request, { signal, onProgress } = {}) {
      if (options.searchError) throw options.searchError;
      const { prior, bm25, dualEncoder, firstStage, run } = openSearch(request);
      const bm25Ranks = ranksOf(bm25.docRows);
      const dualEncoderRanks = ranksOf(dualEncoder.docRows);
      const known = scoresKnown(request.queryText);
      let computedCalls = 0;
      const rounds: RoundReport[] = [];
      const search = run(async (docRows) => {
        await step(signal);
        computedCalls += docRows.filter((docRow) => !known.has(docRow)).length;
        for (const docRow of docRows) known.add(docRow);
      });
      for await (const round of search) {
        const report = reportOf(round, computedCalls, (docRow) => ({
          document: documents[docRow],
          ranks: { ...bm25Ranks.get(docRow, 'bm25'), ...dualEncoderRanks.get(docRow, 'dualEncoder') },
        }));
        rounds.push(report);
        onProgress?.(report);
      }
      const { elapsedMs, modelMs } = rounds[rounds.length - 1];
      const notes =
        request.budget > ITEM_COUNT
          ? [
              `The budget of ${request.budget} is larger than the corpus: all ${ITEM_COUNT} documents were scored.`,
            ]
          : [];
      return {
        request,
        searchedWith: SEARCHED_WITH,
        itemCount: ITEM_COUNT,
        rounds,
        plannedRounds: planRounds(request.budget, request.method.schedule, ITEM_COUNT).length,
        priorVector: prior,
        firstStage,
        notes,
        elapsedMs,
        modelMs,
      };
    },

    async readExactRanking({ queryText }) {
      return scoresKnown(queryText).size < ITEM_COUNT ? undefined : exactRanking(queryText);
    },

    async computeExactRanking({ queryText }, { signal, onProgress } = {}) {
      const known = scoresKnown(queryText);
      const computedCalls = ITEM_COUNT - known.size;
      await runJob('scoring', signal, onProgress);
      for (let docRow = 0; docRow < ITEM_COUNT; docRow++) known.add(docRow);
      return { ranking: exactRanking(queryText), computedCalls, elapsedMs: computedCalls * PAIR_MS };
    },

    /** Intervals are the least and the greatest recall; p is always 0.5. */
    async compareMethods(request, { signal, onProgress } = {}) {
      await runJob('scoring', signal, onProgress);
      const queryTexts = FAKE_CORPUS.queries.filter(({ split }) => split === 'test').map(({ text }) => text);
      const methods: CompareReport['methods'][number][] = [];
      for (const { label, method } of request.methods) {
        const searches = await Promise.all(
          queryTexts.map(async (queryText) => {
            const exact = exactRanking(queryText);
            const rounds: { calls: number; recalls: number[] }[] = [];
            const search = openSearch({ queryText, method, budget: request.budget });
            for await (const { best, scorerCalls } of search.run(async () => undefined)) {
              const recalls = COMPARED_AT.map((k) => topKRecall(best.docRows, exact, k));
              rounds.push({ calls: scorerCalls, recalls });
            }
            return rounds;
          }),
        );
        methods.push({
          label,
          points: searches[0].map(({ calls }, i) => ({
            round: i + 1,
            calls,
            recalls: COMPARED_AT.map((k, place) => {
              const recalls = searches.map((rounds) => rounds[i].recalls[place]);
              const recall = recalls.reduce((sum, value) => sum + value, 0) / recalls.length;
              return {
                k,
                recall,
                low: Math.min(...recalls),
                high: Math.max(...recalls),
                queryCount: recalls.length,
              };
            }),
          })),
          perQuery: COMPARED_AT.map((k, place) => ({
            k,
            recalls: Float64Array.from(searches, (rounds) => rounds[rounds.length - 1].recalls[place]),
          })),
        });
      }
      const meanOf = (place: number, method: number) =>
        methods[method].perQuery[place].recalls.reduce((sum, value) => sum + value) / queryTexts.length;
      const differences = methods.slice(1).flatMap(({ label }, i) =>
        COMPARED_AT.map((k, place) => ({
          label,
          k,
          difference: meanOf(place, i + 1) - meanOf(place, 0),
          p: 0.5,
        })),
      );
      return { request, queryTexts, methods, differences };
    },

    async readItemMap() {
      const { projected, mean, axes, varianceShare } = fitPca(matrix, 2);
      return { points: projected, mean, axes, varianceShare, meanItemNorm: 1 };
    },

    async readUmap() {
      return undefined;
    },

    async computeUmap(_, { signal, onProgress } = {}) {
      await runJob('mapping', signal, onProgress);
      return { points: fitPca(matrix, 2).projected, neighboursPerItem: 15, seed: 0 };
    },

    async findNeighbours({ docRow, count }) {
      const item = Float64Array.from(rowOf(matrix, docRow));
      const similarities = Float64Array.from({ length: ITEM_COUNT }, (_, row) => dotRow(matrix, row, item));
      const isItself = new Uint8Array(ITEM_COUNT);
      isItself[docRow] = 1;
      const { docRows, scores } = topK(similarities, count, isItself);
      return Array.from(docRows, (row, i) => ({
        document: documents[row],
        similarity: scores[i],
        cosine: scores[i] / (norm(item) * norm(rowOf(matrix, row))),
      }));
    },

    async readQueryDetails({ queryId }) {
      const query = FAKE_CORPUS.queries.find(({ id }) => id === queryId);
      if (!query) {
        throw new XennError(
          'InvalidArgumentError',
          `Expected a query of this corpus, found no query "${queryId}".`,
        );
      }
      const best = exactRanking(query.text).docRows;
      return {
        query,
        judgements: [
          { docRow: best[0], grade: 2 },
          { docRow: best[4], grade: 1 },
          { docRow: best[1], grade: 0 },
          { docRow: best[25], grade: 1 },
        ],
      };
    },

    async readDocumentRange({ start, count }) {
      return documents.slice(start, start + count);
    },

    async readDocuments({ docRows }) {
      return Array.from(docRows, (docRow) => documents[docRow]);
    },

    async keepRun({ results }) {
      const [{ request }] = results;
      const summary: RunSummary = {
        runId: `kept-${keptRuns.length + 1}`,
        createdMs: 0,
        corpusName: FAKE_CORPUS.corpus.name,
        queryText: request.queryText,
        labels: results.map((result) => result.request.label),
        budget: request.budget,
      };
      keptRuns.unshift(summary);
      return summary;
    },

    async listRuns() {
      return [...keptRuns];
    },

    async listRunsOfOtherVersion() {
      return [];
    },

    async deleteRun({ runId }) {
      keptRuns.splice(
        keptRuns.findIndex((kept) => kept.runId === runId),
        1,
      );
    },

    readRun: refuseRun,
    exportRun: refuseRun,
    importRun: refuseRun,
  };
}

async function refuseRun(): Promise<never> {
  throw new XennError('StorageError', 'The fake client keeps the names of searches only.');
}

type Found = Pick<RoundReport['newItems'][number], 'document' | 'ranks'>;

function reportOf(round: Round, computedCalls: number, findItem: (docRow: number) => Found): RoundReport {
  const { index, scored, pickedBy, estimatesBefore, deviationsBefore, pulls, confidence, mu } = round;
  return {
    index,
    newItems: Array.from(scored.docRows, (docRow, i) => ({
      ...findItem(docRow),
      exactScore: scored.scores[i],
      pickedBy: pickedBy[i],
      ...(estimatesBefore && { estimateBefore: estimatesBefore[i] }),
      ...(deviationsBefore && { deviationBefore: deviationsBefore[i] }),
      ...(pulls && { pulls: pulls[i] }),
    })),
    queryVector: round.queryVector,
    columnWeights: round.columnWeights,
    ...(mu !== undefined && { mu }),
    estimates: Float32Array.from(round.estimates),
    best: round.best,
    ...(confidence !== undefined && { confidence }),
    scorerCalls: round.scorerCalls,
    computedCalls,
    elapsedMs: computedCalls * PAIR_MS + index * 4,
    modelMs: computedCalls * PAIR_MS,
  };
}

function firstStageOf(
  { firstRound, seed }: SearchMethod,
  bm25: ReturnType<typeof topK>,
  dualEncoder: ReturnType<typeof topK>,
) {
  if (firstRound === 'bm25' || firstRound === 'fusion') return bm25;
  if (firstRound !== 'random') return dualEncoder;
  const random = createRandom(seed);
  return topK(
    Float64Array.from({ length: ITEM_COUNT }, () => random.nextGaussian()),
    ITEM_COUNT,
  );
}

/** Ranks from 1 under the name of the retriever; nothing for an item that it did not find. */
function ranksOf(docRows: Uint32Array) {
  const ranks = new Map(Array.from(docRows, (docRow, i) => [docRow, i + 1]));
  return {
    get(docRow: number, name: keyof Found['ranks']): Found['ranks'] {
      const rank = ranks.get(docRow);
      return rank === undefined ? {} : { [name]: rank };
    },
  };
}
