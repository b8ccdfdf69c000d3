import type { ModelOrigin } from '../../core/records.ts';
import { type DownloadPlatform, downloadBytes } from './download.ts';
import type { FileSource } from './listing.ts';

/** Files of a repository at its commit. Reading throws as `downloadBytes` does. */
export function hubSource(
  origin: Extract<ModelOrigin, { source: 'hub' }>,
  platform: DownloadPlatform,
): FileSource {
  const { hubUrl, repository, revision } = origin;
  return {
    read: ({ path, bytes }, offset, signal) =>
      downloadBytes({ hubUrl, repository, revision, path, bytes }, offset, platform, signal),
  };
}
