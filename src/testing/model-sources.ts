/** Hub and folders as the engine asks for them: the real parts, with room for any model and no waits. */
import { chooseFiles } from '../encoders/hub/choose-files.ts';
import { readRepository } from '../encoders/hub/hub-repository.ts';
import { hubSource } from '../encoders/hub/hub-source.ts';
import type { ModelListing } from '../encoders/hub/listing.ts';
import { openModelFolder } from '../encoders/hub/model-folder.ts';
import { installedFiles } from '../encoders/installed-model.ts';
import { readModelSettings } from '../encoders/prepare-model.ts';
import type { ModelSources } from '../engine/ports.ts';
import type { ModelOffer } from '../engine/records.ts';
import { INSTALL_DEFAULTS } from './installing.ts';

export const TEST_SOURCES: ModelSources = {
  lookUp: async ({ kind, ...request }, signal) =>
    offerOf(kind, await readRepository(request, { fetch, signal })),
  openFolder: (kind, folderName, files) => offerOf(kind, openModelFolder(files, folderName).listing),
  bytesOf: (origin, files) =>
    origin.source === 'hub'
      ? hubSource(origin, { fetch, wait: async (_, signal) => signal.throwIfAborted() })
      : openModelFolder(files, origin.folderName).source,
  sha256: INSTALL_DEFAULTS.sha256,
  availableBytes: INSTALL_DEFAULTS.availableBytes,
  readSettings: (model, read) => readModelSettings(model.kind, installedFiles(model, read)),
  tryReranker: () => Promise.reject(new Error('No server is asked here.')),
};

function offerOf(kind: ModelOffer['kind'], listing: ModelListing): ModelOffer {
  const { name, origin, licence } = listing;
  return { kind, name, origin, ...(licence && { licence }), variants: chooseFiles(listing) };
}
