/** Kept searches: made from results, out and in as files. */
import { XennError } from '../core/errors.ts';
import type { Engine } from './engine.ts';
import { readExactRanking } from './exact-ranking.ts';
import { exportRun, importRun, readRun } from './import-run.ts';
import { runMapOfPca } from './item-map.ts';
import type { ItemSpaces } from './item-spaces.ts';
import { keepRun } from './keep-run.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { RunStore } from './ports.ts';
import { type ItemSpaceId, START_SPACE_NAMES, START_SPACES } from './records.ts';
import type { RunMap } from './run-map.ts';
import { searchedWith } from './search.ts';
import type { ItemMap, MapKind, SearchResult } from './search-records.ts';
import type { WithCorpus } from './search-use-cases.ts';
import { readUmap, runMapOfUmap } from './umap.ts';

export interface RunUseCaseParts {
  readonly runs: RunStore;
  readonly searching: WithCorpus;
  readonly spaces: ItemSpaces;
  readonly readMap: (corpus: OpenCorpus, itemSpace: ItemSpaceId) => Promise<ItemMap>;
}

type RunUseCases = Pick<
  Engine,
  'listRuns' | 'listRunsOfOtherVersion' | 'keepRun' | 'readRun' | 'deleteRun' | 'exportRun' | 'importRun'
>;

export function createRunUseCases({ runs, searching, spaces, readMap }: RunUseCaseParts): RunUseCases {
  async function runMap(corpus: OpenCorpus, itemSpace: ItemSpaceId, kind: MapKind): Promise<RunMap> {
    if (kind === 'pca') return runMapOfPca(await readMap(corpus, itemSpace));
    const { itemVectors } = await spaces.open(corpus, itemSpace);
    const umap = await readUmap(corpus, itemSpace, itemVectors.rows);
    if (umap) return runMapOfUmap(umap, itemVectors);
    throw new XennError(
      'InvalidArgumentError',
      'Expected a UMAP of these item vectors to keep with the search, found none. Compute it, or keep the PCA map.',
    );
  }

  return {
    listRuns: () => runs.listRuns(),
    listRunsOfOtherVersion: () => runs.listRunsOfOtherVersion(),
    keepRun: ({ corpusId, results, mapKind }, context) =>
      searching(corpusId, context?.cancel && { cancel: context.cancel }, async (corpus) => {
        checkResults(results, corpus);
        const { store, encoders } = corpus;
        const { queryText, method } = results[0].request;
        const hash = encoders.crossEncoder.identity.hash;
        return keepRun({
          store,
          runs,
          encoders,
          corpusId,
          results,
          itemSpaceNames: await namesOf(
            corpus,
            results.map(({ request }) => request.method.itemSpace),
          ),
          exact: await readExactRanking(store, hash, corpusId, queryText.trim()),
          map: await runMap(corpus, method.itemSpace, mapKind),
        });
      }),
    readRun: ({ runId }) => readRun(runs, runId),
    deleteRun: ({ runId }) => runs.deleteRun(runId),
    exportRun: ({ runId }) => exportRun(runs, runId),
    importRun: ({ files }) => importRun(runs, files),
  };
}

async function namesOf(
  { store, corpusId }: OpenCorpus,
  itemSpaces: readonly ItemSpaceId[],
): Promise<string[]> {
  const indexes = await store.listIndexes(corpusId);
  return itemSpaces.map((itemSpace) => {
    const start = START_SPACES.find((space) => space === itemSpace);
    if (start) return START_SPACE_NAMES[start];
    return indexes.find(({ indexId }) => indexId === itemSpace)?.name ?? 'a deleted index';
  });
}

/** Its row numbers are of the documents as they were, its scores of the models that gave them. */
function checkResults(results: readonly SearchResult[], corpus: OpenCorpus): void {
  if (new Set(results.map(({ request }) => request.queryText.trim())).size !== 1) {
    throw new XennError(
      'InvalidArgumentError',
      `Expected results of one query to keep, found ${results.length === 0 ? 'none' : 'those of several'}.`,
    );
  }
  const now = searchedWith(corpus);
  for (const { searchedWith: then } of results) {
    if (then.corpusHash !== now.corpusHash) throw changedSince('documents of the corpus');
    if (then.crossEncoderHash !== now.crossEncoderHash) throw changedSince('cross-encoder');
    if (then.dualEncoderHash !== now.dualEncoderHash) throw changedSince('dual-encoder');
  }
}

function changedSince(what: string): XennError {
  return new XennError(
    'InvalidArgumentError',
    `Expected a search of this corpus as it is and by the models in use, found that the ${what} changed since. ` +
      'Search again, then keep that.',
  );
}
