import { chooseFiles } from '../encoders/hub/choose-files.ts';
import { readRepository } from '../encoders/hub/hub-repository.ts';
import { hubSource } from '../encoders/hub/hub-source.ts';
import type { ModelListing } from '../encoders/hub/listing.ts';
import { openModelFolder } from '../encoders/hub/model-folder.ts';
import { sha256OfBlob } from '../encoders/hub/sha256.ts';
import { installedFiles } from '../encoders/installed-model.ts';
import { readModelSettings } from '../encoders/prepare-model.ts';
import { REQUEST_PARTS } from '../encoders/remote/request-parts.ts';
import { connectRemote } from '../encoders/remote/start-remote.ts';
import { wait } from '../encoders/wait.ts';
import type { ModelSources } from '../engine/ports.ts';
import type { ModelOffer } from '../engine/records.ts';

const platform = { fetch: (...args: Parameters<typeof fetch>) => fetch(...args), wait };

/** Hub, folders and servers as the engine asks for them. */
export const modelSources: ModelSources = {
  lookUp: async ({ kind, ...request }, signal) =>
    offerOf(kind, await readRepository(request, { fetch: platform.fetch, signal })),
  openFolder: (kind, folderName, files) => offerOf(kind, openModelFolder(files, folderName).listing),
  bytesOf: (origin, files) =>
    origin.source === 'hub' ? hubSource(origin, platform) : openModelFolder(files, origin.folderName).source,
  sha256: sha256OfBlob,
  availableBytes: async () => {
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    return quota - usage;
  },
  readSettings: (model, read) => readModelSettings(model.kind, installedFiles(model, read)),
  tryReranker: async (reranker, apiKey, signal) =>
    (await connectRemote(reranker, apiKey, REQUEST_PARTS, signal)).report().reason,
};

function offerOf(kind: ModelOffer['kind'], listing: ModelListing): ModelOffer {
  const { name, origin, licence } = listing;
  return { kind, name, origin, ...(licence && { licence }), variants: chooseFiles(listing) };
}
