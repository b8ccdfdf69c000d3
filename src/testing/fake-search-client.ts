/** What the search screen asks of the engine, over 500 made-up items: the real search loop, no model, no storage. */
import { adaptiveSearch } from '../core/adaptive-search.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { cancelledError, XennError } from '../core/errors.ts';
import { dot, norm, rowOf } from '../core/matrix.ts';
import { fitPca } from '../core/pca.ts';
import { createRandom, type Random } from '../core/random.ts';
import type { StoredDocument } from '../core/records.ts';
import { topK } from '../core/top-k.ts';
import type { Matrix, Ranking } from '../core/types.ts';
import type {
  CorpusDetails,
  ExactRankingRequest,
  ExactRankingResult,
  ItemMap,
  JobProgress,
  QueryDetails,
  RoundReport,
  SearchRequest,
  SearchResult,
} from '../engine/records.ts';

interface Options<Progress = never> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface FakeSearchClient {
  search(request: SearchRequest, options?: Options<RoundReport>): Promise<SearchResult>;
  readExactRanking(request: ExactRankingRequest): Promise<Ranking | undefined>;
  computeExactRanking(
    request: ExactRankingRequest,
    options?: Options<JobProgress>,
  ): Promise<ExactRankingResult>;
  readItemMap(input: { corpusId: string; itemSpace: string }): Promise<ItemMap>;
  readQueryDetails(input: { corpusId: string; queryId: string }): Promise<QueryDetails>;
  readDocuments(input: { corpusId: string; docRows: Uint32Array }): Promise<StoredDocument[]>;
}

export interface FakeSearchOptions {
  /** Awaited before every round and every step of an exact ranking: lets things stream, or stand still. */
  readonly beforeStep?: (signal: AbortSignal | undefined) => Promise<void>;
  /** What every search is rejected with. */
  readonly searchError?: Error;
}

const ITEM_COUNT = 500;
const DIMENSION = 16;
const CLUSTER_COUNT = 8;
/** The model's time per pair that the fake claims. */
const PAIR_MS = 5;
const EXACT_STEPS = 10;

const TOPICS = ['battery', 'glacier', 'vaccine', 'bridge', 'harvest', 'satellite', 'violin', 'currency'];
const ASPECTS = ['history', 'failure', 'repair', 'measurement', 'cost', 'origin', 'teaching', 'future'];
const FILLERS =
  'many studies report that careful observers found small but steady effects over several seasons while others disagree'.split(
    ' ',
  );

/** Deterministic: every query has its own hidden embedding, drawn from the letters of its text. */
export function createFakeSearchClient(options: FakeSearchOptions = {}): FakeSearchClient {
  const matrix = fakeItems();
  const documents = Array.from({ length: ITEM_COUNT }, (_, docRow) => fakeDocument(docRow));
  const stored = new Map<string, Set<number>>();

  const scoresKnown = (queryText: string) => {
    const known = stored.get(queryText) ?? new Set<number>();
    stored.set(queryText, known);
    return known;
  };

  async function step(signal: AbortSignal | undefined): Promise<void> {
    await options.beforeStep?.(signal);
    if (signal?.aborted) throw cancelledError();
  }

  return {
    async search(request, { signal, onProgress } = {}) {
      if (options.searchError) throw options.searchError;
      const { prior, exactScores, bm25 } = fakeQuery(request.queryText, matrix);
      const compute = createCpuCompute();
      const firstStage =
        request.firstRound === 'bm25' ? bm25 : topK(await compute.multiply(matrix, prior), ITEM_COUNT);
      const rankInFirstStage = new Map(Array.from(firstStage.docRows, (docRow, i) => [docRow, i + 1]));
      const known = scoresKnown(request.queryText);
      let computedCalls = 0;

      const search = adaptiveSearch({
        matrix,
        firstStageRows: firstStage.docRows,
        async scorer(docRows) {
          await step(signal);
          computedCalls += docRows.filter((docRow) => !known.has(docRow)).length;
          for (const docRow of docRows) known.add(docRow);
          return Float32Array.from(docRows, (docRow) => exactScores[docRow]);
        },
        prior,
        fit: { kind: 'mix', lambda: request.lambda },
        scoreScale: 'first-batch',
        budget: request.budget,
        rounds: request.method === 'axn' ? request.rounds : 1,
        compute,
      });
      const rounds: RoundReport[] = [];
      for await (const round of search) {
        const report: RoundReport = {
          index: round.index,
          newItems: Array.from(round.scored.docRows, (docRow, i) => {
            const firstStageRank = rankInFirstStage.get(docRow);
            return {
              document: documents[docRow],
              exactScore: round.scored.scores[i],
              ...(round.estimatesBefore && { estimateBefore: round.estimatesBefore[i] }),
              ...(firstStageRank !== undefined && { firstStageRank }),
            };
          }),
          queryVector: round.queryVector,
          estimates: Float32Array.from(round.estimates),
          best: round.best,
          scorerCalls: round.scorerCalls,
          computedCalls,
          elapsedMs: computedCalls * PAIR_MS + round.index * 4,
          modelMs: computedCalls * PAIR_MS,
        };
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
        itemCount: ITEM_COUNT,
        rounds,
        priorVector: prior,
        firstStage,
        notes,
        elapsedMs,
        modelMs,
      };
    },

    async readExactRanking({ queryText }) {
      if (scoresKnown(queryText).size < ITEM_COUNT) return undefined;
      return topK(fakeQuery(queryText, matrix).exactScores, ITEM_COUNT);
    },

    async computeExactRanking({ queryText }, { signal, onProgress } = {}) {
      const known = scoresKnown(queryText);
      const computedCalls = ITEM_COUNT - known.size;
      for (let finished = 1; finished <= EXACT_STEPS; finished++) {
        await step(signal);
        const total = ITEM_COUNT * 60;
        const done = (total * finished) / EXACT_STEPS;
        const elapsedMs = finished * 250;
        const remainingMs = (EXACT_STEPS - finished) * 250;
        onProgress?.({ stage: 'scoring', unit: 'tokens', done, total, elapsedMs, remainingMs });
      }
      for (let docRow = 0; docRow < ITEM_COUNT; docRow++) known.add(docRow);
      const ranking = topK(fakeQuery(queryText, matrix).exactScores, ITEM_COUNT);
      return { ranking, computedCalls, elapsedMs: computedCalls * PAIR_MS };
    },

    async readItemMap() {
      return fakeMap(matrix);
    },

    async readQueryDetails({ queryId }) {
      const query = FAKE_CORPUS.queries.find(({ id }) => id === queryId);
      if (!query) {
        throw new XennError(
          'InvalidArgumentError',
          `Expected a query of this corpus, found no query "${queryId}".`,
        );
      }
      const best = topK(fakeQuery(query.text, matrix).exactScores, 30).docRows;
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

    async readDocuments({ docRows }) {
      return Array.from(docRows, (docRow) => documents[docRow]);
    },
  };
}

export const FAKE_CORPUS: CorpusDetails = {
  corpus: {
    corpusId: 'fake',
    name: 'Fake corpus',
    sourceName: 'fake.jsonl',
    createdMs: 0,
    documentCount: ITEM_COUNT,
    queryCount: 4,
    judgementCount: 8,
    hash: '00',
    bytesOnDisk: 1_000_000,
  },
  indexes: [],
  unfinishedBuilds: [],
  queries: [
    { id: 'q1', text: 'why do bridges fail in cold weather', split: 'test' },
    { id: 'q2', text: 'first satellite launched', split: 'test' },
    { id: 'q3', text: 'how is a violin repaired', split: 'train' },
    { id: 'q4', text: 'cost of a vaccine dose', split: 'train' },
  ],
  ownTrainQueryCount: 2,
  searchHistory: [],
  recalls: [],
};

/** Clustered unit vectors; two coordinates vary most, so that two axes show the clusters. */
function fakeItems(): Matrix {
  const random = createRandom(7);
  const spread = (col: number) => (col < 2 ? 1.6 : 0.7);
  const centres = Array.from({ length: CLUSTER_COUNT }, () => gaussians(random, spread));
  const data = new Float32Array(ITEM_COUNT * DIMENSION);
  for (let row = 0; row < ITEM_COUNT; row++) {
    const centre = centres[row % CLUSTER_COUNT];
    const vector = gaussians(random, (col) => spread(col) * 0.45).map((value, col) => value + centre[col]);
    const length = norm(vector);
    data.set(
      vector.map((value) => value / length),
      row * DIMENSION,
    );
  }
  return { rows: ITEM_COUNT, cols: DIMENSION, data };
}

function fakeQuery(queryText: string, matrix: Matrix) {
  const seed = Array.from(queryText).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2 ** 31, 7);
  const random = createRandom(seed);
  // Near one item, so that some items are clearly better than the rest.
  const target = rowOf(matrix, random.nextInt(ITEM_COUNT));
  const hidden = Float64Array.from(target, (value) => value + 0.12 * random.nextGaussian());
  const prior = hidden.map((value) => value + 0.22 * random.nextGaussian());
  const priorLength = norm(prior);
  const exactScores = new Float32Array(ITEM_COUNT);
  const lexical = new Float32Array(ITEM_COUNT);
  for (let row = 0; row < ITEM_COUNT; row++) {
    exactScores[row] = 9 * dot(hidden, rowOf(matrix, row)) - 3 + 0.5 * random.nextGaussian();
    lexical[row] = exactScores[row] + 3.5 * random.nextGaussian();
  }
  // BM25 finds only documents that share a word with the query.
  const bm25 = topK(lexical, 320);
  return { prior: prior.map((value) => value / priorLength), exactScores, bm25 };
}

function fakeDocument(docRow: number): StoredDocument {
  const random = createRandom(1000 + docRow);
  const topic = TOPICS[docRow % CLUSTER_COUNT];
  const aspect = ASPECTS[random.nextInt(ASPECTS.length)];
  const words = Array.from(
    { length: 20 + random.nextInt(60) },
    () => FILLERS[random.nextInt(FILLERS.length)],
  );
  return {
    docRow,
    id: `doc-${docRow}`,
    title: `The ${aspect} of the ${topic}, part ${1 + Math.floor(docRow / CLUSTER_COUNT)}`,
    text: `On the ${aspect} of the ${topic} ${words.join(' ')}.`,
  };
}

function fakeMap(matrix: Matrix): ItemMap {
  const { projected, mean, axes, varianceShare } = fitPca(matrix, 2);
  return { points: projected, mean, axes, varianceShare, meanItemNorm: 1 };
}

function gaussians(random: Random, spread: (col: number) => number): Float64Array {
  return Float64Array.from({ length: DIMENSION }, (_, col) => spread(col) * random.nextGaussian());
}
