/** Installing models in tests: the real parts, from a hub or a folder into a store in memory. */
import type { ModelKind } from '../core/records.ts';
import { chooseFiles } from '../encoders/hub/choose-files.ts';
import { readRepository } from '../encoders/hub/hub-repository.ts';
import { hubSource } from '../encoders/hub/hub-source.ts';
import type { FileSource, ModelListing } from '../encoders/hub/listing.ts';
import { openModelFolder } from '../encoders/hub/model-folder.ts';
import { sha256OfBlob } from '../encoders/hub/sha256.ts';
import type { InstallContext, InstallRequest } from '../engine/install-model.ts';

export interface Installable {
  readonly request: InstallRequest;
  readonly source: FileSource;
}

/** The recommended variant of a repository on a hub; waits between tries take no time. */
export async function fromHub(hubUrl: string, repository: string, kind: ModelKind): Promise<Installable> {
  const listing = await readRepository({ hubUrl, repository }, { fetch });
  if (listing.origin.source !== 'hub') throw new Error(`A hub listed a ${listing.origin.source}.`);
  return {
    request: toRequest(listing, kind),
    source: hubSource(listing.origin, { fetch, wait: async (_, signal) => signal.throwIfAborted() }),
  };
}

/** The recommended variant of a folder, its files by their paths. */
export function fromFolder(
  files: ReadonlyMap<string, Uint8Array>,
  folderName: string,
  kind: ModelKind,
): Installable {
  const picked = Array.from(files, ([path, bytes]) => ({
    path: `${folderName}/${path}`,
    size: bytes.length,
    stream: () => new Blob([bytes.slice()]).stream(),
  }));
  const { listing, source } = openModelFolder(picked, folderName);
  return { request: toRequest(listing, kind), source };
}

function toRequest(listing: ModelListing, kind: ModelKind): InstallRequest {
  const variant = chooseFiles(listing).find(({ recommended }) => recommended);
  if (!variant) throw new Error(`${listing.name} has no graph without a caution.`);
  const { name, origin, licence } = listing;
  const { weightsPath, files } = variant;
  return { kind, name, origin, ...(licence !== undefined && { licence }), weightsPath, files };
}

/** Everything but store and source, with room for any model. */
export const INSTALL_DEFAULTS: Omit<InstallContext, 'store' | 'source'> = {
  sha256: sha256OfBlob,
  availableBytes: async () => 1e9,
  nowMs: () => 1_700_000_000_000,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};
