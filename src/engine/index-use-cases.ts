/** Indexes, stored scores, queries with their judgements, and what they cost: over a corpus that is open, and as files. */
import { addQueries } from './add-queries.ts';
import { buildIndex } from './build-index.ts';
import type { CorpusUse } from './corpus-use.ts';
import type { Engine } from './engine.ts';
import { exportIndex } from './export-index.ts';
import { exportJudgements } from './export-judgements.ts';
import { exportScores } from './export-scores.ts';
import { importIndex } from './import-index.ts';
import { importScores } from './import-scores.ts';
import { importVectors } from './import-vectors.ts';
import type { ItemSpaces } from './item-spaces.ts';
import { makeTestQueries } from './make-test-queries.ts';
import { measureCost, planCost, readCost } from './measure-cost.ts';
import { measureRecall } from './measure-recall.ts';
import { planIndex } from './plan-index.ts';
import type { Encoders, Store } from './ports.ts';
import type { CallContext, CostProgress, IndexProgress, ItemSpaceId, JobProgress } from './records.ts';
import type { WithCorpus } from './search-use-cases.ts';
import { summarizePlan } from './summarize-plan.ts';

export interface IndexUseCaseParts {
  readonly store: Store;
  readonly loadEncoders: () => Promise<Encoders>;
  readonly use: CorpusUse;
  readonly searching: WithCorpus;
  readonly indexing: WithCorpus;
  readonly spaces: ItemSpaces;
  /** An index that was deleted or replaced. */
  readonly forgetIndex: (corpusId: string, indexId: string) => Promise<void>;
}

type IndexUseCases = Pick<
  Engine,
  | 'addQueries'
  | 'makeTestQueries'
  | 'exportJudgements'
  | 'planIndex'
  | 'buildIndex'
  | 'discardBuild'
  | 'deleteIndex'
  | 'exportIndex'
  | 'importIndex'
  | 'importVectors'
  | 'exportScores'
  | 'importScores'
  | 'measureRecall'
  | 'planCost'
  | 'measureCost'
  | 'readCost'
>;

export function createIndexUseCases(parts: IndexUseCaseParts): IndexUseCases {
  const { store, loadEncoders, use, searching, indexing, spaces, forgetIndex } = parts;
  return {
    addQueries: (input, context) => use.reading(input.corpusId, () => addQueries(store, input, context)),
    makeTestQueries: (input, context) =>
      use.reading(input.corpusId, () => makeTestQueries(store, input, context)),
    exportJudgements: (input, context) =>
      use.reading(input.corpusId, () => exportJudgements(store, input, context)),

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
        exportScores(store, (await loadEncoders()).crossEncoder.identity, input, context),
      ),
    importScores: (input, context) =>
      use.reading(input.corpusId, async () => {
        await store.assertWritable(input.corpusId);
        return importScores(store, (await loadEncoders()).crossEncoder, input, context);
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
      return readCost(store, await store.readCorpus(corpusId), await loadEncoders());
    },
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
