import { XennError } from '../core/errors.ts';
import type { InstalledModel } from '../core/records.ts';
import type { Cancel } from '../core/types.ts';
import type { Engine } from './engine.ts';
import { installModel } from './install-model.ts';
import { readVerifiedFile } from './install-model-read.ts';
import type { ModelSources, ModelStore } from './ports.ts';

type ModelLibrary = Pick<
  Engine,
  | 'listModels'
  | 'lookUpModel'
  | 'openModelFolder'
  | 'installModel'
  | 'removeModel'
  | 'readModelSettings'
  | 'changeModelSettings'
  | 'tryReranker'
>;

/** The use cases about models: getting them, keeping them, changing how they are used. */
export function createModelLibrary(store: ModelStore, sources: ModelSources): ModelLibrary {
  const find = async (modelId: string): Promise<InstalledModel> => {
    const model = (await store.listModels()).find((each) => each.modelId === modelId);
    if (model) return model;
    throw new XennError(
      'InvalidArgumentError',
      'Expected a model that is installed, found none: it was removed. Install it again.',
    );
  };

  return {
    listModels: () => store.listModels(),
    lookUpModel: (request, context) => sources.lookUp(request, signalOf(context?.cancel)),
    openModelFolder: ({ kind, folderName, files }) => sources.openFolder(kind, folderName, files),
    async installModel({ offer, weightsPath, files }, context) {
      const { kind, name, origin, licence } = offer;
      const variant = offer.variants.find((each) => each.weightsPath === weightsPath);
      if (!variant) {
        throw new XennError(
          'InvalidArgumentError',
          `Expected one of ${offer.variants.map((each) => each.weightsPath).join(', ')}, found ${weightsPath}. Look the model up again.`,
        );
      }
      const request = { kind, name, origin, files: variant.files, weightsPath, ...(licence && { licence }) };
      return installModel(request, {
        store,
        source: sources.bytesOf(origin, files ?? []),
        sha256: sources.sha256,
        availableBytes: sources.availableBytes,
        nowMs: () => Date.now(),
        signal: signalOf(context?.cancel),
        onProgress: context?.onProgress ?? (() => undefined),
      });
    },
    removeModel: ({ modelId }) => store.deleteModel(modelId),
    async readModelSettings({ modelId }) {
      const model = await find(modelId);
      const read = (path: string) => readVerifiedFile(store, model, path);
      const { settings: fromFiles, longestTokens } = await sources.readSettings(model, read);
      return { settings: model.settings ?? fromFiles, fromFiles, longestTokens };
    },
    async changeModelSettings({ modelId, settings }) {
      const { settings: _, ...model } = await find(modelId);
      await store.commitModel(settings ? { ...model, settings } : model);
    },
    tryReranker: ({ reranker, apiKey }, context) =>
      sources.tryReranker(reranker, apiKey, signalOf(context?.cancel)),
  };
}

/** In the worker a Cancel is an AbortSignal; one that is not never aborts. */
function signalOf(cancel: Cancel | undefined): AbortSignal {
  return cancel instanceof AbortSignal ? cancel : new AbortController().signal;
}
