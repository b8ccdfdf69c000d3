/** All searches of one query on another thread: what crosses to it, and back, is plain data. */
import type { Compute, ComputeName } from '../core/compute.ts';
import type { NeighbourGraph } from '../core/neighbour-graph.ts';
import type { Matrix } from '../core/types.ts';
import type { ExperimentQueryResult, ExperimentRequest } from './experiment-records.ts';
import { type ExperimentQuery, searchExperimentQuery } from './experiment-search.ts';
import type { ItemSpaceId } from './records.ts';
import type { SearchOptions } from './simulate-search.ts';
import { createTurns } from './turns.ts';

/** What the searches of all queries have in common. */
export interface HelperGrid {
  readonly request: Pick<ExperimentRequest, 'methods' | 'budgets' | 'ks'>;
  readonly itemVectors: ReadonlyMap<ItemSpaceId, Matrix>;
  /** Of the spaces in which a method goes by neighbours. */
  readonly graphs: ReadonlyMap<ItemSpaceId, NeighbourGraph>;
}

/** A query, its searches prepared: method by method, within each budget by budget. */
export interface HelperQuery extends Omit<ExperimentQuery, 'prepare'> {
  readonly searches: readonly Omit<SearchOptions, 'matrix' | 'neighbours' | 'compute' | 'breathe'>[];
}

export interface SearchHelper {
  /** To be called once, first. Says what it computes with. */
  open(grid: HelperGrid): Promise<ComputeName>;
  /** Throws as `searchExperimentQuery` does. */
  search(query: HelperQuery): Promise<ExperimentQueryResult>;
}

/** Threads that search; ended together. */
export interface SearchHelpers {
  readonly helpers: readonly SearchHelper[];
  close(): void;
}

/** What runs on the thread. */
export function createSearchHelper(openCompute: () => Promise<Compute>): SearchHelper {
  const compute = openCompute();
  // One query after the other: their times are measured.
  const inTurn = createTurns();
  let grid: HelperGrid | undefined;
  return {
    async open(opened) {
      grid = opened;
      return (await compute).name;
    },
    search: ({ searches, ...query }) =>
      inTurn(async () => {
        const { request, itemVectors, graphs } = grid as HelperGrid;
        const opened = await compute;
        const remaining = searches.values();
        const prepare: ExperimentQuery['prepare'] = async ({ itemSpace }) => {
          const graph = graphs.get(itemSpace);
          return {
            ...(remaining.next().value as (typeof searches)[number]),
            matrix: itemVectors.get(itemSpace) as Matrix,
            ...(graph && { neighbours: graph }),
            compute: opened,
          };
        };
        return searchExperimentQuery({ ...query, prepare }, request);
      }),
  };
}
