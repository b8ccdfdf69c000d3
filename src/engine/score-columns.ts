/** A retriever's scores of one query as one more coordinate of every item. */
import type { Compute } from '../core/compute.ts';
import { dotRow, rowOf } from '../core/matrix.ts';
import { momentsOf } from '../core/moments.ts';
import type { QueryColumn } from '../core/query-model.ts';
import type { ScoreColumn } from '../core/search-method.ts';
import type { Matrix, Ranking } from '../core/types.ts';
import type { Retrieved } from './first-round.ts';

export interface ColumnParts {
  readonly retrieved: Pick<Retrieved, 'bm25' | 'dualEncoder' | 'queryVector'>;
  /** The dual-encoder's. */
  readonly dualEncoderVectors: Matrix;
  /** Of the item space that is searched; sets the unit. */
  readonly itemVectors: Matrix;
  readonly compute: Pick<Compute, 'multiply'>;
  /** How deep BM25 was asked: a shorter ranking holds every document with a word of the query. */
  readonly depth: number;
}

/**
 * The columns, each with mean 0 and, over the retriever's own best items, the spread of an item vector's length: a weight
 * of 1 then moves an estimate as much as a query embedding of length 1 can. A retriever that says nothing about the query
 * gives zeros. Weights start at 0.
 */
export async function scoreColumns(
  columns: readonly ScoreColumn[],
  parts: ColumnParts,
): Promise<QueryColumn[]> {
  const made: QueryColumn[] = [];
  for (const column of columns) {
    const values = column === 'bm25' ? bm25Scores(parts) : await dualEncoderScores(parts);
    const { bm25, dualEncoder } = parts.retrieved;
    standardise(values, column === 'bm25' ? bm25 : dualEncoder, parts.itemVectors);
    made.push({ values, priorWeight: 0 });
  }
  return made;
}

/** Documents beyond the depth have at most the last one's score; those without a word of the query have 0. */
function bm25Scores({ retrieved: { bm25 }, itemVectors, depth }: ColumnParts): Float64Array {
  const { docRows, scores } = bm25;
  const values = new Float64Array(itemVectors.rows);
  if (docRows.length >= depth) values.fill(scores[scores.length - 1]);
  docRows.forEach((docRow, place) => {
    values[docRow] = scores[place];
  });
  return values;
}

function dualEncoderScores({ retrieved, dualEncoderVectors, compute }: ColumnParts): Promise<Float64Array> {
  return compute.multiply(dualEncoderVectors, retrieved.queryVector);
}

/** In place. */
function standardise(values: Float64Array, best: Ranking | undefined, itemVectors: Matrix): void {
  const rows = best?.docRows ?? new Uint32Array(0);
  const spread = rows.length > 0 ? momentsOf(Float64Array.from(rows, (row) => values[row])).sd : 0;
  if (spread === 0) {
    values.fill(0);
    return;
  }
  const unit = meanLength(itemVectors, rows) / spread;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  for (let row = 0; row < values.length; row++) values[row] = unit * (values[row] - mean);
}

/** Root mean square. */
function meanLength(matrix: Matrix, rows: Uint32Array): number {
  const squares = rows.reduce((sum, row) => sum + dotRow(matrix, row, rowOf(matrix, row)), 0);
  return Math.sqrt(squares / rows.length);
}
