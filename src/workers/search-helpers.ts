import * as Comlink from 'comlink';
import { cancelledError } from '../core/errors.ts';
import type { SearchHelper, SearchHelpers } from '../engine/search-helper.ts';
import experimentWorker from './experiment.worker.ts?worker&url';
import { startWorker } from './start-worker.ts';
import { watchDeath } from './worker-death.ts';

/** More would be of no use to a page that other work goes on in. */
const MOST_HELPERS = 8;

/** A worker for each core; a search that is under way when they are closed is rejected. */
export function startSearchHelpers(cores: number): SearchHelpers {
  const workers = Array.from({ length: Math.min(cores, MOST_HELPERS) }, () =>
    startWorker(experimentWorker, 'xenn-experiment'),
  );
  const death = watchDeath(
    workers,
    (cause) => `A worker that searches stopped: ${cause}. What is done is kept; resume the experiment.`,
  );
  const helpers = workers.map((worker): SearchHelper => {
    const remote = Comlink.wrap<SearchHelper>(worker);
    return {
      open: (grid) => Promise.race([remote.open(grid), death.promise]),
      search: (query) => Promise.race([remote.search(query), death.promise]),
    };
  });
  return {
    helpers,
    close() {
      for (const worker of workers) worker.terminate();
      death.declare(cancelledError());
    },
  };
}
