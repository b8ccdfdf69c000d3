import type { Batch } from '../choose-batch.ts';
import { XennError } from '../errors.ts';
import type { NeighbourGraph } from '../neighbour-graph.ts';
import { topK } from '../top-k.ts';
import type { Ranking } from '../types.ts';
import type { BatchContext } from './batch-context.ts';

/**
 * GAR (Macavaney et al., CIKM 2022, "Adaptive Re-Ranking with a Corpus Graph"): batches come in turn from the frontier,
 * the neighbours of scored items, and from the first stage; when one is exhausted the other goes on. The frontier is
 * ordered by the exact score of the best scored neighbour, then by how near the item is to it. When both are exhausted,
 * the prior goes on with the first stage. Round 1 is the first stage's, so even rounds are the frontier's.
 */
export function chooseFromGraph(context: BatchContext, count: number): Batch {
  const { state, firstStageRows } = context;
  const neighbours = requireNeighbours(context.neighbours);
  const isClosed = state.isClosed.slice();
  const batch: Batch = { docRows: new Uint32Array(count), pickedBy: [] };
  const take = (rows: Iterable<number>, pickedBy: 'graph' | 'first-stage' | 'prior') => {
    for (const row of rows) {
      if (batch.pickedBy.length === count) return;
      if (isClosed[row]) continue;
      isClosed[row] = 1;
      batch.docRows[batch.pickedBy.length] = row;
      batch.pickedBy.push(pickedBy);
    }
  };
  const takeFrontier = () => take(frontier(neighbours, state.best), 'graph');
  const isFrontiersTurn = context.roundIndex % 2 === 0;
  if (isFrontiersTurn) takeFrontier();
  take(firstStageRows, 'first-stage');
  if (!isFrontiersTurn) takeFrontier();
  take(topK(state.priorEstimates, count - batch.pickedBy.length, isClosed).docRows, 'prior');
  return batch;
}

/** The graph, or an InvalidArgumentError that says that it is missing. */
export function requireNeighbours(neighbours: NeighbourGraph | undefined): NeighbourGraph {
  if (neighbours) return neighbours;
  throw new XennError(
    'InvalidArgumentError',
    "The batch rule 'graph' needs the neighbours of every item, but there are none. Build the neighbour graph first.",
  );
}

/** Neighbours of the scored items, best first; with repeats, and scored ones among them. */
function* frontier(
  { docRows, neighboursPerItem }: NeighbourGraph,
  scored: Ranking,
): Generator<number, void, undefined> {
  for (const row of scored.docRows) {
    yield* docRows.subarray(row * neighboursPerItem, (row + 1) * neighboursPerItem);
  }
}
