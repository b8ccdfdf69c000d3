/** Where the searches of an experiment run: here, or on helper threads where there are many. */
import type { ComputeName } from '../core/compute.ts';
import { cancelledError } from '../core/errors.ts';
import type { NeighbourGraph } from '../core/neighbour-graph.ts';
import type { Cancel, Matrix } from '../core/types.ts';
import type { OpenGrid } from './experiment-grid.ts';
import type { ExperimentQueryResult } from './experiment-records.ts';
import { type ExperimentQuery, searchExperimentQuery } from './experiment-search.ts';
import type { ItemSpaceId } from './records.ts';
import type { HelperQuery, SearchHelper, SearchHelpers } from './search-helper.ts';

export interface ExperimentSearcher {
  /** What the helpers compute with; absent where there are none: with the corpus's arithmetic. */
  readonly computeName?: ComputeName;
  /** One for each query that can be searched at the same time. Cancelling takes effect at once, or between searches. */
  readonly lanes: readonly ((query: ExperimentQuery, cancel?: Cancel) => Promise<ExperimentQueryResult>)[];
  close(): void;
}

/** Below so many searches a thread is not worth its start. */
const LEAST_SEARCHES = 1000;

/** Bytes of item vectors, in the copies of all threads together. */
const MOST_BYTES = 2 ** 28;

/** Throws WorkerError where a helper cannot start; StorageError. */
export async function openSearcher(
  grid: Pick<OpenGrid, 'request' | 'queries' | 'places'>,
  startHelpers: () => SearchHelpers,
): Promise<ExperimentSearcher> {
  const { request, queries, places } = grid;
  const itemVectors = new Map<ItemSpaceId, Matrix>();
  const graphs = new Map<ItemSpaceId, NeighbourGraph>();
  let bytes = 0;
  for (const [id, { itemSpace }] of places) {
    itemVectors.set(id, itemSpace.itemVectors);
    bytes += itemSpace.itemVectors.data.byteLength;
  }
  const searches = request.methods.length * request.budgets.length * queries.length;
  const mostHelpers = Math.floor(MOST_BYTES / bytes);
  if (searches < LEAST_SEARCHES || mostHelpers === 0) {
    return {
      lanes: [(query, cancel) => searchExperimentQuery(query, request, cancel)],
      close: () => undefined,
    };
  }
  for (const { method } of request.methods) {
    const { itemSpace, batchRule } = method;
    const place = places.get(itemSpace);
    if (place && batchRule.kind === 'graph') graphs.set(itemSpace, await place.openGraph());
  }
  const { helpers: started, close } = startHelpers();
  const helpers = started.slice(0, mostHelpers);
  try {
    const [computeName] = await Promise.all(
      helpers.map((helper) => helper.open({ request, itemVectors, graphs })),
    );
    return {
      computeName,
      // Two each: while one query is searched, the next is prepared.
      lanes: [...helpers, ...helpers].map((helper) => laneOf(helper, request)),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function laneOf(
  helper: SearchHelper,
  { methods, budgets }: OpenGrid['request'],
): ExperimentSearcher['lanes'][number] {
  return async ({ prepare, ...query }, cancel) => {
    const searches: HelperQuery['searches'][number][] = [];
    for (const { method } of methods) {
      for (const budget of budgets) {
        const { matrix, neighbours, compute, breathe, ...plain } = await prepare(method, budget);
        searches.push(plain);
      }
    }
    cancel?.throwIfAborted();
    return untilCancelled(helper.search({ ...query, searches }), cancel);
  };
}

/** A thread hears of no cancel: whoever cancels does not wait for it. */
function untilCancelled<Result>(work: Promise<Result>, cancel: Cancel | undefined): Promise<Result> {
  // In the worker a Cancel is an AbortSignal.
  if (!(cancel instanceof AbortSignal)) return work;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(cancelledError());
    cancel.addEventListener('abort', giveUp);
    if (cancel.aborted) giveUp();
    work.finally(() => cancel.removeEventListener('abort', giveUp)).then(resolve, reject);
  });
}
