/** 500 made-up items and four queries with hidden embeddings: what a search can find, without a model. */
import { dot, norm, rowOf } from '../core/matrix.ts';
import { createRandom, type Random } from '../core/random.ts';
import type { StoredDocument } from '../core/records.ts';
import { topK } from '../core/top-k.ts';
import type { Matrix } from '../core/types.ts';
import type { CorpusDetails } from '../engine/records.ts';

export const ITEM_COUNT = 500;
const DIMENSION = 16;
const CLUSTER_COUNT = 8;

const TOPICS = ['battery', 'glacier', 'vaccine', 'bridge', 'harvest', 'satellite', 'violin', 'currency'];
const ASPECTS = ['history', 'failure', 'repair', 'measurement', 'cost', 'origin', 'teaching', 'future'];
const FILLERS =
  'many studies report that careful observers found small but steady effects over several seasons while others disagree'.split(
    ' ',
  );

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
  unfinishedRankings: [],
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
export function fakeItems(): Matrix {
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

/** Deterministic: every query has its own hidden embedding, drawn from the letters of its text. */
export function fakeQuery(queryText: string, matrix: Matrix) {
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

export function fakeDocument(docRow: number): StoredDocument {
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

function gaussians(random: Random, spread: (col: number) => number): Float64Array {
  return Float64Array.from({ length: DIMENSION }, (_, col) => spread(col) * random.nextGaussian());
}
