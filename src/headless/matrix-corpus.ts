/** Matrices as the engine takes a corpus and its models: items and queries go by their row numbers, and have no text. */
import type { IndexSummary } from '../core/index-records.ts';
import { rowOf } from '../core/matrix.ts';
import type { BackendReport } from '../core/records.ts';
import { IDENTITY_SCALE } from '../core/score-scale.ts';
import type { Matrix, Ranking } from '../core/types.ts';
import { ITEMS } from '../engine/index-tensors.ts';
import type { CrossEncoder, DualEncoder, Encoders, Store } from '../engine/ports.ts';
import type { ItemSpaceId } from '../engine/records.ts';
import { openMemoryHost } from '../storage/memory-host.ts';
import { createStore } from '../storage/store.ts';
import type { Matrices } from './matrix-files.ts';

declare const __XENN_VERSION__: string;

export interface MatrixCorpus {
  readonly store: Store;
  readonly encoders: Encoders;
  readonly corpusId: string;
  /** Undefined where there are no anchor scores. */
  readonly anchorSpace: ItemSpaceId | undefined;
  close(): void;
}

const ROWS_AT_ONCE = 10_000;

const NOTHING: Ranking = { docRows: new Uint32Array(0), scores: new Float32Array(0) };

/**
 * A corpus of |I| items and |Q| test queries. All scores are known, the dual-encoder's vectors are the embeddings, and
 * anchor scores are an index; no document has a word of a query.
 */
export async function openMatrixCorpus(name: string, matrices: Matrices): Promise<MatrixCorpus> {
  const { scores, itemEmbeddings, anchorScores } = matrices;
  const { rows: queryCount, cols: itemCount } = scores;
  const stored = await createStore(await openMemoryHost(new Map()));
  const corpusId = await stored.beginImport(name, name);
  for (let start = 0; start < itemCount; start += ROWS_AT_ONCE) {
    const ids = rowIds(start, Math.min(itemCount, start + ROWS_AT_ONCE));
    await stored.appendDocuments(
      corpusId,
      ids.map((id) => ({ id, title: '', text: id })),
    );
  }
  const queries = rowIds(0, queryCount).map((id) => ({ id, text: id, split: 'test' }));
  await stored.appendQueries(corpusId, queries);
  const { hash: corpusHash } = await stored.commitImport(corpusId);
  const encoders = matrixEncoders(matrices);
  const embeddingKey = `embedding:${encoders.dualEncoder.identity.hash}`;
  const everyRow = Uint32Array.from({ length: itemCount }, (_, docRow) => docRow);
  const store: Store = {
    ...stored,
    searchBm25: async () => NOTHING,
    readScores: async (_corpusId, _crossEncoderHash, queryText) => ({
      docRows: everyRow,
      scores: scores.readRow(Number(queryText)),
    }),
    readMatrix: async (id, key) => (key === embeddingKey ? itemEmbeddings : stored.readMatrix(id, key)),
  };
  const index = anchorScores && anchorIndex(anchorScores, corpusHash);
  if (index) await stored.writeIndex(corpusId, index, { [ITEMS]: transposed(anchorScores) });
  return {
    ...{ store, encoders, corpusId, anchorSpace: index?.indexId },
    close() {
      scores.close();
      stored.close();
    },
  };
}

function rowIds(start: number, end: number): string[] {
  return Array.from({ length: end - start }, (_, position) => String(start + position));
}

/** Of texts that are row numbers. */
function matrixEncoders({ queryEmbeddings, hashes }: Matrices): Encoders {
  const refuse = () => Promise.reject(new Error('Expected all scores and vectors to be known.'));
  const crossEncoder: CrossEncoder = {
    identity: { name: 'matrix of scores', hash: hashes.scores },
    maxTokens: 1,
    fixedTokens: 1,
    queriesAtOnce: 1,
    countTokens: (texts) => new Uint32Array(texts.length),
    score: refuse,
  };
  const dualEncoder: DualEncoder = {
    identity: {
      name: 'matrices of embeddings',
      hash: `${hashes['item-embeddings']}:${hashes['query-embeddings']}`,
    },
    dimension: queryEmbeddings.cols,
    embed: async (texts, role) => (role === 'query' ? rowsOf(queryEmbeddings, texts.map(Number)) : refuse()),
  };
  return {
    report: () => NO_BACKEND,
    crossEncoder,
    dualEncoder,
    device: 'elsewhere: its scores were given',
    matrixHashes: hashes,
  };
}

const NO_BACKEND: BackendReport = {
  backend: 'wasm',
  threads: 1,
  forced: true,
  reason: 'All scores are known.',
  trials: [],
};

function rowsOf(matrix: Matrix, rows: readonly number[]): Matrix {
  const data = new Float32Array(rows.length * matrix.cols);
  for (const [position, row] of rows.entries()) data.set(rowOf(matrix, row), position * matrix.cols);
  return { rows: rows.length, cols: matrix.cols, data };
}

/** R_anc transposed, |I| x k_q: an item's vector is its scores against the anchor queries. */
function transposed({ rows, cols, data }: Matrix): Matrix {
  const turned = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) turned[col * rows + row] = data[row * cols + col];
  }
  return { rows: cols, cols: rows, data: turned };
}

function anchorIndex({ rows: anchorCount, cols: itemCount }: Matrix, corpusHash: string): IndexSummary {
  const scorerCalls = anchorCount * itemCount;
  return {
    indexId: 'anchor-scores',
    name: `Anchors ${anchorCount}`,
    createdMs: 0,
    rows: itemCount,
    cols: anchorCount,
    provenance: {
      corpusHash,
      codeVersion: __XENN_VERSION__,
      seed: 0,
      space: 'dual-encoder',
      trainQueries: 'own',
      trainQueryCount: anchorCount,
      pairs: { kind: 'all' },
      method: { kind: 'anchors' },
      trainPairCount: scorerCalls,
      heldOutPairCount: 0,
      backend: 'wasm',
      compute: 'imported',
    },
    scoreScale: IDENTITY_SCALE,
    lossPerEpoch: [],
    heldOutRmsePerEpoch: [],
    scorerCalls,
    elapsedMs: 0,
  };
}
