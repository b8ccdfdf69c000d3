import { XennError } from '../core/errors.ts';
import type { ModelKind } from '../core/records.ts';
import type { InstalledModelStore } from '../encoders/installed-model.ts';
import { type StartedEncoders, startEncoders } from '../encoders/start-encoders.ts';
import { type FolderModel, readModelFolder, readPublicFile } from './model-folder-files.ts';
import { nodeSessions } from './node-session.ts';

export interface HeadlessOptions {
  /** A folder laid out as a repository on a hub; absent: the embedded model. */
  readonly crossEncoder?: string;
  readonly dualEncoder?: string;
  readonly threads: number;
}

/**
 * The app's encoders in Node, on onnxruntime-node. They are checked as they are in a browser: the embedded models
 * against their golden numbers, other ones against what they give pair by pair. Throws EncoderError when a file is
 * missing or wrong, or a check fails.
 */
export async function openEncoders(options: HeadlessOptions): Promise<StartedEncoders> {
  const { threads } = options;
  const models: FolderModel[] = [];
  const choose = async (kind: ModelKind, folder: string | undefined) => {
    if (folder === undefined) return { source: 'embedded' } as const;
    const model = await readModelFolder(kind, folder);
    models.push(model);
    return { source: 'installed', modelId: model.modelId } as const;
  };
  return startEncoders(
    {
      crossEncoder: await choose('cross-encoder', options.crossEncoder),
      dualEncoder: await choose('dual-encoder', options.dualEncoder),
    },
    {
      threads,
      forced: 'wasm',
      browser: 'Node',
      calibrations: [],
      readFile: readPublicFile,
      installed: keepsNothing(models),
      // Only models of `models` are ever found.
      readInstalled: (model, path) => (model as FolderModel).read(path),
      open: nodeSessions(threads),
      connect: () =>
        Promise.reject(new XennError('EncoderError', 'Expected a model in files, found a server.')),
      onProgress: () => undefined,
      onNotice: () => undefined,
    },
  );
}

/** The folders as a store of installed models. Nothing is written to them: reference scores are made on each start. */
function keepsNothing(models: readonly FolderModel[]): InstalledModelStore {
  return {
    listModels: async () => [...models],
    modelFileBytes: async () => 0,
    readModelFile: async () => new Blob(),
    writeModelFile: async () => undefined,
  };
}
