import type { Compute, ComputeName } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { Calibration } from '../core/records.ts';
import { createCorpusUse } from './corpus-use.ts';
import type { Engine } from './engine.ts';
import type { ExperimentUseCaseParts } from './experiment-use-cases.ts';
import { makeItemMap } from './item-map.ts';
import { createItemSpaces } from './item-spaces.ts';
import { createLastingCompute } from './lasting-compute.ts';
import { createModelLibrary } from './model-library.ts';
import { createNeighbourGraphs } from './neighbour-graphs.ts';
import { createNotices } from './notices.ts';
import { onDemand } from './on-demand.ts';
import {
  CORPUS_METHODS,
  EXPERIMENT_METHODS,
  INDEX_METHODS,
  RUN_METHODS,
  SEARCH_METHODS,
} from './on-demand-methods.ts';
import { once } from './once.ts';
import { createCorpusOpener, type OpenCorpus } from './open-corpus.ts';
import type { Encoders, ExperimentStore, ModelSources, ModelStore, RunStore, Store } from './ports.ts';
import { createRecentCache } from './recent-cache.ts';
import type { CallContext, ItemSpaceId, JobProgress } from './records.ts';
import { createSearchCompute, PLAIN_FOR_MANY, PLAIN_FOR_ONE } from './search-compute.ts';
import type { SearchHelpers } from './search-helper.ts';
import { createPlaceOpener } from './search-place.ts';
import type { ItemMap } from './search-records.ts';
import { createSpeedRecord } from './speed.ts';
import { forgetUmap } from './umap.ts';

/** Both are told in words for people. */
export interface LoadListeners {
  /** How far the loading is. */
  readonly onStage: (stage: string) => void;
  /** What happens to the models later, while they are in use. */
  readonly onNotice: (notice: string) => void;
}

export interface EngineParts {
  readonly store: Store;
  /** Called when a model is first needed; again after a failure. */
  readonly loadEncoders: (listeners: LoadListeners) => Promise<Encoders>;
  /** Tries an installed cross-encoder on every backend; never called beside `loadEncoders`. */
  readonly measureModel: (modelId: string, listeners: LoadListeners) => Promise<Calibration>;
  readonly models: ModelStore;
  readonly runs: RunStore;
  readonly experiments: ExperimentStore;
  readonly modelSources: ModelSources;
  /** Starts threads for experiments with many searches; called once for each of them. */
  readonly startHelpers: () => SearchHelpers;
  /** Where this runs, for people: 'Chromium 141, 2 cores'. */
  readonly machine: string;
  /**
   * What indexing computes with, chosen by a trial. Called when first needed and never beside
   * `loadEncoders`: two trials at a time would measure each other.
   */
  readonly loadCompute: () => Promise<{ readonly compute: Compute; readonly reason: string }>;
  /** What goes on when the GPU, or WebAssembly, is lost. */
  readonly openOtherCompute: (lost: ComputeName) => Promise<Compute>;
}

const COMPUTE_NAMES: Readonly<Record<ComputeName, string>> = {
  cpu: 'plain loops on the CPU',
  simd: 'WebAssembly on the CPU',
  webgpu: 'the GPU',
};

const CACHED_MAPS = 2;

/** Puts the use cases together over the given storage, encoders and arithmetic. */
export function createEngine(parts: EngineParts): Engine {
  const { store } = parts;
  const notices = createNotices();
  const loading = new Set<(stage: string) => void>();
  const onStage = (stage: string) => {
    for (const listener of loading) listener(stage);
  };
  const encoders = once(() => parts.loadEncoders({ onStage, onNotice: notices.tell }));
  const compute = once(async () => {
    await encoders();
    const { compute: first, reason } = await parts.loadCompute();
    const onReplaced = (message: string, by: Compute) =>
      notices.tell(`${message} Indexing goes on with ${COMPUTE_NAMES[by.name]}.`);
    return {
      compute: createLastingCompute({ first, openOther: parts.openOtherCompute, onReplaced }),
      reason,
    };
  });
  const loadChosen = async () => (await compute()).compute;
  const searchCompute = createSearchCompute(loadChosen, PLAIN_FOR_ONE);
  const manySearches = createSearchCompute(loadChosen, PLAIN_FOR_MANY);
  const describeCompute: ExperimentUseCaseParts['describeCompute'] = async ({ places }, { computeName }) => {
    const vectors = Array.from(places.values(), ({ itemSpace }) => itemSpace.itemVectors);
    const isPlain = vectors.every(({ rows, cols }) => rows * cols < PLAIN_FOR_MANY);
    return COMPUTE_NAMES[computeName ?? (isPlain ? 'cpu' : (await loadChosen()).name)];
  };
  const speed = once(async () => createSpeedRecord((await encoders()).report()));
  const corpora = createCorpusOpener({ store, loadEncoders: encoders, loadSpeed: speed });
  const spaces = createItemSpaces();
  const graphs = createNeighbourGraphs({ store, loadCompute: loadChosen, tell: notices.tell });
  const openPlace = createPlaceOpener(spaces, graphs);
  const maps = createRecentCache<ItemMap, JobProgress>(CACHED_MAPS);
  const use = createCorpusUse();

  /** Works on a corpus, whose documents keep their rows meanwhile; `context` is told of what has to be made first. */
  const searching = <Result>(
    corpusId: string,
    context: CallContext<JobProgress> | undefined,
    work: (corpus: OpenCorpus) => Promise<Result>,
  ) => use.reading(corpusId, async () => work(await corpora.open(corpusId, searchCompute, context)));
  /** The same, with what suits thousands of searches. */
  const evaluating = <Result>(
    corpusId: string,
    context: CallContext<JobProgress> | undefined,
    work: (corpus: OpenCorpus) => Promise<Result>,
  ) => use.reading(corpusId, async () => work(await corpora.open(corpusId, manySearches, context)));
  /** The same, with what suits computing on all of it. */
  const indexing = <Result>(
    corpusId: string,
    context: CallContext<JobProgress> | undefined,
    work: (corpus: OpenCorpus) => Promise<Result>,
  ) => use.reading(corpusId, async () => work(await corpora.open(corpusId, await loadChosen(), context)));

  /** Its documents have changed, or it is gone. */
  function forgetCorpus(corpusId: string): void {
    corpora.drop(corpusId);
    forgetSpaces(`${corpusId}/`);
  }
  function forgetSpaces(keyStart: string): void {
    spaces.drop(keyStart);
    graphs.drop(keyStart);
    maps.drop(keyStart);
  }
  /** An index that was deleted or replaced, which is done whatever becomes of what was made of it. */
  async function forgetIndex(corpusId: string, indexId: string): Promise<void> {
    forgetSpaces(`${corpusId}/${indexId}`);
    const forgotten = [graphs.forget(corpusId, indexId), forgetUmap(store, corpusId, indexId)];
    for (const result of await Promise.allSettled(forgotten)) {
      if (result.status === 'fulfilled') continue;
      notices.tell(`What was made of a deleted index still takes space: ${result.reason.message}`);
    }
  }
  function readMap(corpus: OpenCorpus, itemSpace: ItemSpaceId): Promise<ItemMap> {
    return maps.get(
      `${corpus.corpusId}/${itemSpace}/${corpus.corpusHash}`,
      async (shared) => makeItemMap((await spaces.open(corpus.during(shared), itemSpace)).itemVectors),
      corpus.context,
    );
  }

  return {
    async readEncoderStatus(_, context) {
      const listener = context?.onProgress;
      if (listener) loading.add(listener);
      const { report, crossEncoder, dualEncoder } = await encoders().finally(
        () => listener && loading.delete(listener),
      );
      return {
        report: report(),
        crossEncoder: { ...crossEncoder.identity, maxTokens: crossEncoder.maxTokens },
        dualEncoder: { ...dualEncoder.identity, dimension: dualEncoder.dimension },
      };
    },
    watchNotices: (_, context) => notices.watch(context),
    async measureModel({ modelId }) {
      // Whether the models in use can be loaded does not matter, only that nothing is being tried.
      await encoders().catch(() => undefined);
      return parts.measureModel(modelId, { onStage: () => undefined, onNotice: notices.tell });
    },
    ...createModelLibrary(parts.models, parts.modelSources),
    async readComputeStatus() {
      const { compute: arithmetic, reason } = await compute();
      return { name: arithmetic.name, reason };
    },

    // What the page starts with; the other methods on corpora are fetched when one is called.
    listCorpora: () => store.listCorpora(),
    ...onDemand(CORPUS_METHODS, async () => {
      const { createCorpusUseCases } = await import('./corpus-use-cases.ts');
      return createCorpusUseCases({
        store,
        runs: parts.runs,
        experiments: parts.experiments,
        use,
        forgetCorpus,
      });
    }),
    readDocumentRange: ({ corpusId, start, count }) => store.readDocumentRange(corpusId, start, count),
    readDocuments: ({ corpusId, docRows }) => store.readDocuments(corpusId, docRows),
    async readQueryDetails({ corpusId, queryId }) {
      const query = (await store.listQueries(corpusId)).find(({ id }) => id === queryId);
      if (!query) {
        throw new XennError(
          'InvalidArgumentError',
          `Expected a query of this corpus, found no query "${queryId}".`,
        );
      }
      return { query, judgements: await store.readJudgements(corpusId, queryId) };
    },

    embedCorpus: ({ corpusId }, context) => searching(corpusId, context, async () => undefined),
    forgetSearches: ({ corpusId }) => store.forgetSearches(corpusId),

    ...onDemand(INDEX_METHODS, async () => {
      const { createIndexUseCases } = await import('./index-use-cases.ts');
      return createIndexUseCases({
        store,
        loadEncoders: encoders,
        use,
        searching,
        indexing,
        spaces,
        forgetIndex,
      });
    }),
    ...onDemand(SEARCH_METHODS, async () => {
      const { createSearchUseCases } = await import('./search-use-cases.ts');
      return createSearchUseCases({
        store,
        loadEncoders: encoders,
        searching,
        indexing,
        spaces,
        openPlace,
        readMap,
        tell: notices.tell,
      });
    }),
    ...onDemand(RUN_METHODS, async () => {
      const { createRunUseCases } = await import('./run-use-cases.ts');
      return createRunUseCases({ runs: parts.runs, searching, spaces, readMap });
    }),
    ...onDemand(EXPERIMENT_METHODS, async () => {
      const { createExperimentUseCases } = await import('./experiment-use-cases.ts');
      return createExperimentUseCases({
        store,
        experiments: parts.experiments,
        evaluating,
        openPlace,
        startHelpers: parts.startHelpers,
        describeCompute,
        machine: parts.machine,
      });
    }),
  };
}
