import { isCancelled } from '../../core/errors.ts';
import type { SearchRequest } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import type { SearchClient } from './search-client.ts';
import type { SearchAction } from './search-state.ts';

export interface SearchToRun {
  readonly searchId: number;
  /** Each with a label of its own. */
  readonly requests: readonly SearchRequest[];
}

/**
 * Runs the requests one after the other and says everything that happens as actions. Never rejects. One that fails leaves
 * the others to run: a method that cannot work here says nothing about the next one.
 */
export async function runSearch(
  client: Pick<SearchClient, 'search'>,
  { searchId, requests }: SearchToRun,
  signal: AbortSignal,
  dispatch: (action: SearchAction) => void,
): Promise<void> {
  dispatch({ type: 'start', searchId, requests });
  for (const request of requests) {
    const key = request.label;
    try {
      signal.throwIfAborted();
      dispatch({ type: 'run', searchId, key });
      const result = await client.search(request, {
        signal,
        onProgress: (round) => dispatch({ type: 'round', searchId, key, round }),
      });
      dispatch({ type: 'finish', searchId, key, result });
    } catch (thrown) {
      if (isCancelled(thrown)) return dispatch({ type: 'cancel', searchId });
      dispatch({ type: 'fail', searchId, key, error: toError(thrown) });
    }
  }
}
