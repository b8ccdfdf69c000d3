import type { Compute, ComputeName } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { Calibration } from '../core/records.ts';
import { previewSource } from '../formats/index.ts';
import { addDocuments } from './add-documents.ts';
import { addQueries } from './add-queries.ts';
import { buildIndex, listUnfinishedBuilds } from './build-index.ts';
import { createCorpusUse } from './corpus-use.ts';
import type { Engine } from './engine.ts';
import { listUnfinishedRankings } from './exact-rankings.ts';
import { createExperimentUseCases, type ExperimentUseCaseParts } from './experiment-use-cases.ts';
import { exportIndex } from './export-index.ts';
import { exportJudgements } from './export-judgements.ts';
import { exportScores } from './export-scores.ts';
import { importCorpus } from './import-corpus.ts';
import { importIndex } from './import-index.ts';
import { importScores } from './import-scores.ts';
import { importVectors } from './import-vectors.ts';
import { makeItemMap } from './item-map.ts';
import { createItemSpaces } from './item-spaces.ts';
import { createLastingCompute } from './lasting-compute.ts';
import { makeTestQueries } from './make-test-queries.ts';
import { measureCost, planCost, readCost } from './measure-cost.ts';
import { measureRecall, readRecalls } from './measure-recall.ts';
import { createModelLibrary } from './model-library.ts';
import { createNeighbourGraphs } from './neighbour-graphs.ts';
import { createNotices } from './notices.ts';
import { once } from './once.ts';
import { createCorpusOpener, type OpenCorpus } from './open-corpus.ts';
import { planIndex } from './plan-index.ts';
import type { Encoders, ExperimentStore, ModelSources, ModelStore, RunStore, Store } from './ports.ts';
import { createRecentCache } from './recent-cache.ts';
import type { CallContext, CostProgress, IndexProgress, ItemSpaceId, JobProgress } from './records.ts';
import { createRunUseCases } from './run-use-cases.ts';
import { createSearchCompute, PLAIN_FOR_MANY, PLAIN_FOR_ONE } from './search-compute.ts';
import type { SearchHelpers } from './search-helper.ts';
import { createPlaceOpener } from './search-place.ts';
import type { ItemMap } from './search-records.ts';
import { createSearchUseCases } from './search-use-cases.ts';
import { createSpeedRecord } from './speed.ts';
import { summarizePlan } from './summarize-plan.ts';
import { ownTrainQueries } from './train-queries.ts';
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

    listCorpora: () => store.listCorpora(),
    async readCorpusDetails({ corpusId }) {
      const corpus = await store.readCorpus(corpusId);
      const [indexes, unfinishedBuilds, unfinishedRankings, queries, searchHistory, recalls] =
        await Promise.all([
          store.listIndexes(corpusId),
          listUnfinishedBuilds(store, corpusId),
          listUnfinishedRankings(store, corpusId),
          store.listQueries(corpusId),
          store.listSearches(corpusId),
          readRecalls(store, corpus),
        ]);
      return {
        corpus,
        indexes,
        unfinishedBuilds,
        unfinishedRankings,
        queries,
        ownTrainQueryCount: ownTrainQueries(queries).length,
        searchHistory,
        recalls,
      };
    },
    previewImport: ({ files }) => previewSource([...files]),
    importCorpus: (input, context) => importCorpus(store, input, context),
    async renameCorpus({ corpusId, name }) {
      if (name.trim() === '') {
        throw new XennError('InvalidArgumentError', 'The new name is empty: type at least one character.');
      }
      return store.renameCorpus(corpusId, name.trim());
    },
    // Not as a change: with the corpus gone there are no rows to mistake, and nobody waits for its preparation.
    async deleteCorpus({ corpusId }) {
      await store.deleteCorpus(corpusId);
      forgetCorpus(corpusId);
    },
    addDocuments: (input, context) =>
      use.changing(input.corpusId, async () => {
        const report = await addDocuments(store, input, context);
        forgetCorpus(input.corpusId);
        return report;
      }),
    removeDocuments: ({ corpusId, docRows }) =>
      use.changing(corpusId, async () => {
        const corpus = await store.removeDocuments(corpusId, docRows);
        forgetCorpus(corpusId);
        return corpus;
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

    addQueries: (input, context) => use.reading(input.corpusId, () => addQueries(store, input, context)),
    makeTestQueries: (input, context) =>
      use.reading(input.corpusId, () => makeTestQueries(store, input, context)),
    exportJudgements: (input, context) =>
      use.reading(input.corpusId, () => exportJudgements(store, input, context)),

    embedCorpus: ({ corpusId }, context) => searching(corpusId, context, async () => undefined),
    planIndex: (parameters, context) =>
      searching(parameters.corpusId, context, async (corpus) =>
        summarizePlan(corpus, await planIndex(corpus, parameters, context)),
      ),
    async buildIndex(parameters, context) {
      const before = beforeScoring(context);
      const index = await indexing(parameters.corpusId, before, async (corpus) => {
        context?.cancel?.throwIfAborted();
        return buildIndex(corpus, await planIndex(corpus, parameters, before), context);
      });
      if (parameters.replaces) await forgetIndex(parameters.corpusId, parameters.replaces);
      return index;
    },
    discardBuild: ({ corpusId, jobId }) => store.deleteJob(corpusId, jobId),
    async deleteIndex({ corpusId, indexId }) {
      await store.deleteIndex(corpusId, indexId);
      await forgetIndex(corpusId, indexId);
    },
    exportIndex: (input, context) => use.reading(input.corpusId, () => exportIndex(store, input, context)),
    importIndex: (input, context) => use.reading(input.corpusId, () => importIndex(store, input, context)),
    importVectors: (input, context) =>
      use.reading(input.corpusId, () => importVectors(store, input, context)),
    exportScores: (input, context) =>
      use.reading(input.corpusId, async () =>
        exportScores(store, (await encoders()).crossEncoder.identity, input, context),
      ),
    importScores: (input, context) =>
      use.reading(input.corpusId, async () => {
        await store.assertWritable(input.corpusId);
        return importScores(store, (await encoders()).crossEncoder, input, context);
      }),

    measureRecall: ({ corpusId, itemSpaces, settings }, context) =>
      indexing(corpusId, context, async (corpus) => {
        await store.assertWritable(corpusId);
        const openSpace = (itemSpace: ItemSpaceId) => spaces.open(corpus, itemSpace);
        return measureRecall(corpus, itemSpaces, settings, openSpace, context);
      }),
    planCost: (request, context) =>
      searching(request.corpusId, context?.cancel && { cancel: context.cancel }, (corpus) =>
        planCost(corpus, request, context),
      ),
    measureCost: (request, context) =>
      indexing(request.corpusId, withoutPoints(context), async (corpus) => {
        await store.assertWritable(request.corpusId);
        return measureCost(corpus, request, context);
      }),
    async readCost({ corpusId }) {
      return readCost(store, await store.readCorpus(corpusId), await encoders());
    },
    forgetSearches: ({ corpusId }) => store.forgetSearches(corpusId),

    ...createSearchUseCases({
      store,
      loadEncoders: encoders,
      searching,
      indexing,
      spaces,
      openPlace,
      readMap,
      tell: notices.tell,
    }),
    ...createRunUseCases({ runs: parts.runs, searching, spaces, readMap }),
    ...createExperimentUseCases({
      store,
      experiments: parts.experiments,
      evaluating,
      openPlace,
      startHelpers: parts.startHelpers,
      describeCompute,
      machine: parts.machine,
    }),
  };
}

/** What comes before a build's scoring, told as its progress. */
function beforeScoring(context: CallContext<IndexProgress> | undefined): CallContext<JobProgress> {
  const progress = context?.onProgress;
  return {
    ...(context?.cancel && { cancel: context.cancel }),
    ...(progress && {
      onProgress: (stage: JobProgress) =>
        progress({
          ...stage,
          lossPerEpoch: [],
          heldOutRmsePerEpoch: [],
          scorerCallsDone: 0,
          scorerCallsTotal: 0,
        }),
    }),
  };
}

function withoutPoints(context: CallContext<CostProgress> | undefined): CallContext<JobProgress> {
  const progress = context?.onProgress;
  return {
    ...(context?.cancel && { cancel: context.cancel }),
    ...(progress && { onProgress: (stage: JobProgress) => progress({ ...stage, points: [] }) }),
  };
}
