import { checkCount, checkInteger, checkRows, checkSize } from './check.ts';
import type { Compute } from './compute.ts';
import { XennError } from './errors.ts';
import { checkMatrix, rowOf } from './matrix.ts';
import type { Cancel, Matrix } from './types.ts';

/** A k-nearest-neighbour graph of the items: row i holds the docRows nearest to item i by inner product, best first, not itself. */
export interface NeighbourGraph {
  readonly itemCount: number;
  readonly neighboursPerItem: number;
  /** itemCount x neighboursPerItem, row-major. */
  readonly docRows: Uint32Array;
}

export interface BuildNeighbourGraphOptions {
  /** |I| x d */
  readonly matrix: Matrix;
  /** Clipped to |I| - 1. */
  readonly neighboursPerItem: number;
  readonly compute: Compute;
  /** Awaited after each item, with the number of items done: lets whatever calls for attention have it. */
  readonly onItem?: (itemsDone: number) => Promise<void> | void;
  readonly cancel?: Cancel;
}

/**
 * The exact graph: one pass over all items for each item, ties to the lower row. Throws an InvalidArgumentError for
 * options that are out of range, CancelledError between items.
 */
export async function buildNeighbourGraph(options: BuildNeighbourGraphOptions): Promise<NeighbourGraph> {
  const { matrix, compute, onItem, cancel } = options;
  checkMatrix('matrix', matrix);
  checkInteger('The number of items', matrix.rows, 1);
  checkInteger('neighboursPerItem', options.neighboursPerItem, 1);
  const neighboursPerItem = Math.min(options.neighboursPerItem, matrix.rows - 1);
  const docRows = new Uint32Array(matrix.rows * neighboursPerItem);
  const isItself = new Uint8Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row++) {
    cancel?.throwIfAborted();
    isItself[row] = 1;
    const vector = Float64Array.from(rowOf(matrix, row));
    const nearest = await compute.nearest(matrix, vector, neighboursPerItem, isItself);
    isItself[row] = 0;
    docRows.set(nearest.docRows, row * neighboursPerItem);
    await onItem?.(row + 1);
  }
  return { itemCount: matrix.rows, neighboursPerItem, docRows };
}

/**
 * Throws an InvalidArgumentError unless the graph is one of `itemCount` items and no item is its own neighbour. Looks at
 * every neighbour: for a graph that was read, once, not for each search.
 */
export function checkNeighbourGraph(graph: NeighbourGraph, itemCount: number): void {
  const { neighboursPerItem, docRows } = graph;
  checkSize('The number of items of the neighbour graph', graph.itemCount, itemCount);
  checkInteger('neighboursPerItem', neighboursPerItem, 0);
  checkCount('The neighbours', docRows.length, itemCount * neighboursPerItem);
  checkRows('The neighbours', docRows, itemCount);
  for (let row = 0, at = 0; row < itemCount; row++) {
    for (const end = at + neighboursPerItem; at < end; at++) {
      if (docRows[at] !== row) continue;
      throw new XennError(
        'InvalidArgumentError',
        `Item ${row} of the neighbour graph is its own neighbour. Build the graph anew.`,
      );
    }
  }
}
