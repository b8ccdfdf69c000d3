import { isCancelled } from '../../core/errors.ts';
import type { SearchRequest } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import type { SearchClient } from './search-client.ts';
import type { SearchAction } from './search-state.ts';

export interface SearchToRun {
  readonly searchId: number;
  readonly requests: readonly SearchRequest[];
}

/** Runs the requests one after the other and says everything that happens as actions. Never rejects. */
export async function runSearch(
  client: Pick<SearchClient, 'search'>,
  { searchId, requests }: SearchToRun,
  signal: AbortSignal,
  dispatch: (action: SearchAction) => void,
): Promise<void> {
  dispatch({ type: 'start', searchId, requests });
  try {
    for (const request of requests) {
      const { method } = request;
      signal.throwIfAborted();
      dispatch({ type: 'run', searchId, method });
      const result = await client.search(request, {
        signal,
        onProgress: (round) => dispatch({ type: 'round', searchId, method, round }),
      });
      dispatch({ type: 'finish', searchId, method, result });
    }
  } catch (thrown) {
    dispatch(
      isCancelled(thrown) ? { type: 'cancel', searchId } : { type: 'fail', searchId, error: toError(thrown) },
    );
  }
}
