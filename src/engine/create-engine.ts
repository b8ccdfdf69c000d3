import type { Compute } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { XennError } from '../core/errors.ts';
import type { Calibration } from '../core/records.ts';
import type { Matrix } from '../core/types.ts';
import { previewSource } from '../formats/index.ts';
import { buildIndex, listUnfinishedBuilds } from './build-index.ts';
import { type CorpusMatrices, ensureCorpusMatrices } from './corpus-matrices.ts';
import type { Engine } from './engine.ts';
import { computeExactRanking, readExactRanking } from './exact-ranking.ts';
import { importCorpus } from './import-corpus.ts';
import { checkIndexModels } from './index-models.ts';
import { makeItemMap } from './item-map.ts';
import { createMatrixCache } from './matrix-cache.ts';
import { createModelLibrary } from './model-library.ts';
import { createNotices } from './notices.ts';
import { once } from './once.ts';
import { unpackPassageIds } from './passage-ids.ts';
import { planIndex } from './plan-index.ts';
import type { Encoders, ModelSources, ModelStore, Store } from './ports.ts';
import type {
  CallContext,
  IndexParameters,
  IndexPlanSummary,
  IndexProgress,
  ItemMap,
  ItemSpaceId,
  JobProgress,
} from './records.ts';
import { DUAL_ENCODER_SPACE } from './records.ts';
import { search } from './search.ts';
import { createSpeedRecord } from './speed.ts';
import { summarizePlan } from './summarize-plan.ts';
import { ownTrainQueries } from './train-queries.ts';

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
  readonly modelSources: ModelSources;
  /**
   * What indexing computes with, chosen by a trial. Called when first needed and never beside
   * `loadEncoders`: two trials at a time would measure each other.
   */
  readonly loadCompute: () => Promise<{ readonly compute: Compute; readonly reason: string }>;
}

/** Item matrices kept in memory: an index and the dual-encoder's vectors of two corpora. */
const CACHED_MATRICES = 4;
/** Token ids are the largest of them: those of one corpus. */
const CACHED_IDS = 1;
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
    return parts.loadCompute();
  });
  // One product a round: not worth waiting for a trial.
  const searchCompute = createCpuCompute();
  const speed = once(async () => createSpeedRecord((await encoders()).report()));
  const vectors = createMatrixCache(CACHED_MATRICES);
  const tokenCounts = createMatrixCache(CACHED_MATRICES);
  const tokenIds = createMatrixCache(CACHED_IDS);
  const maps = new Map<string, ItemMap>();

  /** One pass at a time per corpus, whoever asks first; its progress goes to that caller. */
  const embedding = new Map<string, Promise<CorpusMatrices>>();
  async function matricesOf(corpusId: string, context?: CallContext<JobProgress>): Promise<CorpusMatrices> {
    const loaded = await encoders();
    const pass = () => {
      const running = embedding.get(corpusId);
      if (running) return running;
      const started = ensureCorpusMatrices(store, loaded, corpusId, context).finally(() =>
        embedding.delete(corpusId),
      );
      embedding.set(corpusId, started);
      return started;
    };
    const [itemVectors, passageTokens, packedIds] = await Promise.all([
      vectors.get(`${corpusId}/${DUAL_ENCODER_SPACE}`, async () => (await pass()).itemVectors),
      tokenCounts.get(corpusId, async () => (await pass()).passageTokens),
      tokenIds.get(corpusId, async () => (await pass()).packedIds),
    ]);
    return { itemVectors, passageTokens, packedIds };
  }

  async function itemSpaceOf(corpusId: string, itemSpace: ItemSpaceId): Promise<Matrix> {
    if (itemSpace === DUAL_ENCODER_SPACE) return (await matricesOf(corpusId)).itemVectors;
    return vectors.get(`${corpusId}/${itemSpace}`, () => store.readIndexMatrix(corpusId, itemSpace));
  }

  async function scoreScaleOf(corpusId: string, itemSpace: ItemSpaceId, loaded: Encoders) {
    if (itemSpace === DUAL_ENCODER_SPACE) return 'first-batch' as const;
    const index = (await store.listIndexes(corpusId)).find(({ indexId }) => indexId === itemSpace);
    if (index) {
      checkIndexModels(index, loaded);
      return index.scoreScale;
    }
    throw new XennError(
      'InvalidArgumentError',
      'This index is not stored any more: choose another one or the dual-encoder vectors.',
    );
  }

  async function openPlan(parameters: IndexParameters, context?: CallContext<JobProgress>) {
    const [loaded, { compute: arithmetic }] = await Promise.all([encoders(), compute()]);
    const matrices = await matricesOf(parameters.corpusId, context);
    context?.cancel?.throwIfAborted();
    const plan = await planIndex(store, loaded, arithmetic, matrices, parameters, context);
    return { store, encoders: loaded, compute: arithmetic, matrices, plan, speed: await speed() };
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
      const [corpus, indexes, unfinishedBuilds, queries] = await Promise.all([
        store.readCorpus(corpusId),
        store.listIndexes(corpusId),
        listUnfinishedBuilds(store, corpusId),
        store.listQueries(corpusId),
      ]);
      return {
        corpus,
        indexes,
        unfinishedBuilds,
        queries,
        ownTrainQueryCount: ownTrainQueries(queries).length,
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
    async deleteCorpus({ corpusId }) {
      await store.deleteCorpus(corpusId);
      vectors.drop(`${corpusId}/`);
      tokenCounts.drop(corpusId);
      tokenIds.drop(corpusId);
      for (const key of maps.keys()) if (key.startsWith(`${corpusId}/`)) maps.delete(key);
    },
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

    async embedCorpus({ corpusId }, context) {
      await matricesOf(corpusId, context);
    },
    async planIndex(parameters, context): Promise<IndexPlanSummary> {
      const { plan, encoders: loaded, speed: record } = await openPlan(parameters, context);
      return summarizePlan(store, loaded.crossEncoder.identity.hash, plan, record);
    },
    async buildIndex(parameters, context) {
      const progress = context?.onProgress;
      const options = await openPlan(parameters, {
        ...(context?.cancel && { cancel: context.cancel }),
        ...(progress && { onProgress: (stage) => progress(beforeScoring(stage)) }),
      });
      return buildIndex(options, context);
    },
    discardBuild: ({ corpusId, jobId }) => store.deleteJob(corpusId, jobId),
    async deleteIndex({ corpusId, indexId }) {
      await store.deleteIndex(corpusId, indexId);
      vectors.drop(`${corpusId}/${indexId}`);
      maps.delete(`${corpusId}/${indexId}`);
    },

    async search(request, context) {
      const { corpusId, itemSpace: space } = request;
      const [loaded, record] = await Promise.all([encoders(), speed()]);
      const { itemVectors, packedIds } = await matricesOf(corpusId);
      const scoreScale = await scoreScaleOf(corpusId, space, loaded);
      const itemSpace = await itemSpaceOf(corpusId, space);
      const passageIds = unpackPassageIds(packedIds, itemVectors.rows);
      const options = { store, encoders: loaded, compute: searchCompute, itemVectors, itemSpace, scoreScale };
      return search({ ...options, passageIds, speed: record }, request, context);
    },
    async readExactRanking({ corpusId, queryText }) {
      const { crossEncoder } = await encoders();
      return readExactRanking(store, crossEncoder.identity.hash, corpusId, queryText.trim());
    },
    async computeExactRanking({ corpusId, queryText }, context) {
      const { crossEncoder } = await encoders();
      const { passageTokens, packedIds } = await matricesOf(corpusId, context);
      const passageIds = unpackPassageIds(packedIds, passageTokens.rows);
      const options = {
        store,
        crossEncoder,
        corpusId,
        queryText: queryText.trim(),
        passageTokens,
        passageIds,
      };
      return computeExactRanking({ ...options, speed: await speed() }, context);
    },
    async readItemMap({ corpusId, itemSpace }) {
      const key = `${corpusId}/${itemSpace}`;
      const found = maps.get(key);
      if (found) return found;
      const map = makeItemMap(await itemSpaceOf(corpusId, itemSpace));
      maps.set(key, map);
      const [oldest] = maps.keys();
      if (maps.size > CACHED_MAPS) maps.delete(oldest);
      return map;
    },
  };
}

function beforeScoring(stage: JobProgress): IndexProgress {
  return { ...stage, lossPerEpoch: [], scorerCallsDone: 0, scorerCallsTotal: 0 };
}
