/** An index as a search uses it: its item vectors, those of documents added since, and its query embeddings. */
import type { Compute } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { ImportedMethod, IndexMethod } from '../core/index-records.ts';
import { rowOf } from '../core/matrix.ts';
import type { ScoreScale } from '../core/score-scale.ts';
import { embedTokens } from '../core/static-embedding.ts';
import type { Matrix } from '../core/types.ts';
import { ITEMS, QUERIES, readTower, TOKENS } from './index-tensors.ts';
import type { ItemSpace } from './item-space.ts';
import type { StaticTokens } from './ports.ts';
import type { StartSpaceVectors } from './start-space.ts';

/** What of an index decides how it is searched. */
export interface UsableIndex {
  readonly name: string;
  readonly method: IndexMethod | ImportedMethod;
  readonly scoreScale: ScoreScale;
}

export interface IndexSpaceParts {
  readonly documentCount: number;
  readonly compute: Compute;
  /** A matrix of the index; undefined when it has none of that name. */
  readonly readTensor: (name: string) => Promise<Matrix | undefined>;
  /** The space that the index started from; its item vectors are those of the documents from `firstRow` on. */
  readonly openStart: (firstRow: number) => Promise<StartSpaceVectors>;
  /** Of the dual-encoder in use; throws where it cannot be trained. */
  readonly staticTokens: () => Promise<StaticTokens>;
  /** Passages of the documents from a row on. */
  readonly passagesFrom: (firstRow: number) => Promise<string[]>;
  /** Of the corpus's queries, in their order. */
  readonly queryTexts: () => Promise<string[]>;
}

/**
 * Documents without a row in the index get their vectors here: MF_Trns and MF_Ind from the start space (MF_Ind through
 * its item tower), a distilled dual-encoder by its tokens. Anchor scores of them are not known: they get the mean of
 * the others', which expects the mean score of them.
 *
 * @throws StorageError when a matrix is missing or damaged; InvalidArgumentError for imported vectors of fewer documents
 *   than the corpus has.
 */
export async function openIndexSpace(index: UsableIndex, parts: IndexSpaceParts): Promise<ItemSpace> {
  const { documentCount, compute, readTensor: read } = parts;
  const stored = await read(ITEMS);
  if (!stored) throw missingItems(index);
  const { method, scoreScale } = index;
  const extended = async (vectorsFrom: (firstRow: number) => Promise<Matrix>): Promise<Matrix> =>
    stored.rows >= documentCount ? stored : below(stored, await vectorsFrom(stored.rows));

  switch (method.kind) {
    case 'mf-trns': {
      const start = await parts.openStart(stored.rows);
      const itemVectors = await extended(async () => start.itemVectors);
      return {
        itemVectors,
        scoreScale,
        isDualEncoder: false,
        priorOf: async (text) => firstRowOf(await start.embedQueries([text])),
      };
    }
    case 'mf-ind': {
      const start = await parts.openStart(stored.rows);
      const queryTower = await readTower('query-tower', read);
      const itemTower = await readTower('item-tower', read);
      const itemVectors = await extended(() => compute.applyTower(itemTower, start.itemVectors));
      const priorOf = async (text: string) =>
        firstRowOf(await compute.applyTower(queryTower, await start.embedQueries([text])));
      return { itemVectors, scoreScale, isDualEncoder: false, priorOf };
    }
    case 'de-dstl': {
      const { encode } = await parts.staticTokens();
      const table = await read(TOKENS);
      if (!table) throw missingItems(index);
      const itemVectors = await extended(async (firstRow) =>
        embedTokens(table, encode(await parts.passagesFrom(firstRow), 'passage')),
      );
      const priorOf = async (text: string) => firstRowOf(embedTokens(table, encode([text], 'query')));
      return { itemVectors, scoreScale, isDualEncoder: false, priorOf };
    }
    case 'anchors': {
      const itemVectors = await extended(async (firstRow) => meanRows(stored, documentCount - firstRow));
      return { itemVectors, scoreScale, isDualEncoder: false, priorOf: async () => undefined };
    }
    case 'imported': {
      if (stored.rows < documentCount) throw tooFewVectors(index, stored.rows, documentCount);
      const vectors = await read(QUERIES);
      const rowOfText = new Map(vectors && (await parts.queryTexts()).map((text, row) => [text.trim(), row]));
      const priorOf = async (text: string) => {
        const row = rowOfText.get(text);
        // Queries that were added since have none.
        const isKnown = vectors && row !== undefined && row < vectors.rows;
        return isKnown ? Float64Array.from(rowOf(vectors, row)) : undefined;
      };
      return { itemVectors: stored, scoreScale: 'first-batch', isDualEncoder: false, priorOf };
    }
  }
}

function below(top: Matrix, bottom: Matrix): Matrix {
  const data = new Float32Array(top.data.length + bottom.data.length);
  data.set(top.data);
  data.set(bottom.data, top.data.length);
  return { rows: top.rows + bottom.rows, cols: top.cols, data };
}

function firstRowOf(matrix: Matrix): Float64Array {
  return Float64Array.from(rowOf(matrix, 0));
}

/** `count` rows, each the mean of the rows of `matrix`. */
function meanRows(matrix: Matrix, count: number): Matrix {
  const { rows, cols } = matrix;
  const mean = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < cols; c++) mean[c] += matrix.data[row * cols + c] / rows;
  }
  const data = new Float32Array(count * cols);
  for (let row = 0; row < count; row++) data.set(mean, row * cols);
  return { rows: count, cols, data };
}

function missingItems({ name }: UsableIndex): XennError {
  return new XennError(
    'StorageError',
    `The index “${name}” has lost its vectors: it was deleted, or its storage is damaged. Build it again.`,
  );
}

function tooFewVectors({ name }: UsableIndex, rows: number, documentCount: number): XennError {
  return new XennError(
    'InvalidArgumentError',
    `The index “${name}” was imported with ${rows} vectors, and the corpus has ${documentCount} documents now: nobody ` +
      'here can make the missing ones. Import vectors of all documents, or choose another index.',
  );
}
