import type { RemoteReranker } from '../core/model-choice.ts';
import type { InstalledModel, ModelKind, ModelOrigin } from '../core/records.ts';
import { chooseFiles } from './hub/choose-files.ts';
import { readRepository } from './hub/hub-repository.ts';
import { hubSource } from './hub/hub-source.ts';
import type { FileSource, ModelListing } from './hub/listing.ts';
import { type FolderFile, openModelFolder } from './hub/model-folder.ts';
import { sha256OfBlob } from './hub/sha256.ts';
import { installedFiles } from './installed-model.ts';
import type { ModelFiles } from './model-files.ts';
import { readModelSettings } from './prepare-model.ts';
import type { RequestParts } from './remote/json-request.ts';

/** What the sources need of their surroundings; tests give their own. */
export interface SourcesPlatform extends RequestParts {
  /** Bytes that this site may still store, about. */
  readonly availableBytes: () => Promise<number>;
}

/** Hub, folders and servers as the engine asks for them: its port `ModelSources`, by shape. */
export function createModelSources(platform: SourcesPlatform) {
  const { fetch, wait, availableBytes } = platform;

  /** Reads the small files that say how the model is used, so that a wrong one is refused before its weights come. */
  async function offerOf(kind: ModelKind, listing: ModelListing, source: FileSource, signal: AbortSignal) {
    const { name, origin, licence } = listing;
    const variants = chooseFiles(listing);
    await readModelSettings(kind, listedFiles(listing, variants[0].weightsPath, source, signal));
    return { kind, name, origin, ...(licence && { licence }), variants };
  }

  return {
    async lookUp(
      { kind, ...request }: { kind: ModelKind; hubUrl: string; repository: string; revision?: string },
      signal: AbortSignal,
    ) {
      const listing = await readRepository(request, { fetch, signal });
      return offerOf(kind, listing, sourceOf(listing.origin, []), signal);
    },
    async openFolder(kind: ModelKind, folderName: string, files: readonly FolderFile[]) {
      const { listing, source } = openModelFolder(files, folderName);
      return offerOf(kind, listing, source, new AbortController().signal);
    },
    bytesOf: sourceOf,
    sha256: sha256OfBlob,
    availableBytes,
    readSettings: (model: InstalledModel, read: ModelFiles['read']) =>
      readModelSettings(model.kind, installedFiles(model, read)),
    async tryReranker(reranker: RemoteReranker, apiKey: string | undefined, signal: AbortSignal) {
      const { connectRemote } = await import('./remote/start-remote.ts');
      return (await connectRemote(reranker, apiKey, platform, { signal })).report().reason;
    },
  };

  function sourceOf(origin: ModelOrigin, files: readonly FolderFile[]): FileSource {
    return origin.source === 'hub'
      ? hubSource(origin, { fetch, wait })
      : openModelFolder(files, origin.folderName).source;
  }
}

/** The files of a listing, read where they are. */
function listedFiles(
  { name, files }: ModelListing,
  weightsPath: string,
  source: FileSource,
  signal: AbortSignal,
): ModelFiles {
  return {
    name,
    weightsPath,
    paths: files.map(({ path }) => path),
    async read(path) {
      const file = files.find((each) => each.path === path) ?? { path, bytes: 0 };
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for await (const part of source.read(file, 0, signal)) parts.push(part.slice());
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    },
  };
}
