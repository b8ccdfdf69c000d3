import { XennError } from '../../core/errors.ts';
import {
  gatedError,
  type HubRequest,
  isWebPage,
  refusedError,
  unreachableError,
  webPageError,
} from './hub-errors.ts';
import type { ListedFile, ModelListing } from './listing.ts';

export const DEFAULT_HUB_URL = 'https://huggingface.co';

/** The parts of the hub's answer that are read (huggingface.co/docs/hub/api). */
interface RepositoryJson {
  readonly sha?: unknown;
  readonly siblings?: readonly { rfilename: string; size?: number; lfs?: { sha256?: string } | null }[];
  readonly cardData?: { license?: unknown; license_name?: unknown } | null;
  readonly pipeline_tag?: string;
  readonly tags?: readonly string[];
  readonly gated?: false | string;
  readonly disabled?: boolean;
}

/**
 * What a repository on a hub holds: its revision as a commit, files with sizes, licence and tags. Nothing of
 * the model itself is downloaded.
 *
 * @param request.hubUrl as typed by a person; '' when no hub is wanted
 * @throws EncoderError, with what to do, when the hub is switched off, cannot be reached or refuses; whatever
 * `signal` was aborted with.
 */
export async function readRepository(
  request: { hubUrl: string; repository: string; revision?: string },
  { fetch, signal }: { fetch: typeof globalThis.fetch; signal?: AbortSignal },
): Promise<ModelListing> {
  const hubUrl = checkHubUrl(request.hubUrl);
  const repository = checkRepository(request.repository);
  const asked: HubRequest = { hubUrl, repository, revision: request.revision?.trim() || 'main' };
  const url = `${hubUrl}/api/models/${repository}/revision/${encodeURIComponent(asked.revision)}?blobs=true`;

  const response = await fetch(url, { credentials: 'omit', ...(signal && { signal }) }).catch((error) => {
    signal?.throwIfAborted();
    throw unreachableError(hubUrl, error.message);
  });
  if (!response.ok) throw refusedError(response, asked);
  if (isWebPage(response)) throw webPageError(asked);
  return toListing(await readJson(response, asked, signal), asked);
}

async function readJson(
  response: Response,
  asked: HubRequest,
  signal?: AbortSignal,
): Promise<RepositoryJson> {
  try {
    return await response.json();
  } catch (error) {
    signal?.throwIfAborted();
    throw notAHubError(asked, error instanceof Error ? error.message : String(error));
  }
}

function toListing(json: RepositoryJson, asked: HubRequest): ModelListing {
  if (json.gated) throw gatedError(asked);
  if (json.disabled) {
    throw new XennError(
      'EncoderError',
      `${asked.repository} was disabled on ${asked.hubUrl}: nobody can download it. Choose another model.`,
    );
  }
  if (typeof json.sha !== 'string' || !/^[0-9a-f]{40}$/.test(json.sha)) {
    throw notAHubError(asked, `its commit is ${JSON.stringify(json.sha)}`);
  }
  const licence = licenceOf(json);
  return {
    name: asked.repository,
    origin: { source: 'hub', hubUrl: asked.hubUrl, repository: asked.repository, revision: json.sha },
    ...(licence !== undefined && { licence }),
    ...(json.pipeline_tag !== undefined && { pipelineTag: json.pipeline_tag }),
    tags: json.tags ?? [],
    files: (json.siblings ?? []).map((sibling) => toFile(sibling, asked)),
  };
}

function toFile(
  { rfilename, size, lfs }: NonNullable<RepositoryJson['siblings']>[number],
  asked: HubRequest,
): ListedFile {
  if (!Number.isSafeInteger(size)) throw notAHubError(asked, `the size of ${rfilename} is ${size}`);
  return { path: rfilename, bytes: size as number, ...(lfs?.sha256 && { sha256: lfs.sha256 }) };
}

/** 'other' stands for a licence that the hub has no name for; the card then may name it. */
function licenceOf({ cardData, tags }: RepositoryJson): string | undefined {
  const licence = cardData?.license;
  if (licence === 'other' && typeof cardData?.license_name === 'string') return cardData.license_name;
  if (typeof licence === 'string') return licence;
  if (Array.isArray(licence)) return licence.join(', ');
  return tags?.find((tag) => tag.startsWith('license:'))?.slice('license:'.length);
}

function checkHubUrl(typed: string): string {
  const hubUrl = typed.trim().replace(/\/+$/, '');
  if (hubUrl === '') {
    throw new XennError(
      'EncoderError',
      'Expected the address of a model hub, found none: it is switched off in the settings. ' +
        'Set one there, or install the model from a folder.',
    );
  }
  if (!/^https?:\/\/[^\s?#]+$/.test(hubUrl)) {
    throw new XennError(
      'EncoderError',
      `Expected the address of a model hub, such as ${DEFAULT_HUB_URL}, found '${typed}'. ` +
        'Correct it in the settings.',
    );
  }
  return hubUrl;
}

function checkRepository(typed: string): string {
  const repository = typed.trim();
  if (/^[\w.-]+\/[\w.-]+$/.test(repository)) return repository;
  throw new XennError(
    'EncoderError',
    `Expected a model as 'owner/name', such as cross-encoder/ms-marco-MiniLM-L6-v2, found '${typed}'. ` +
      "Copy the name from the top of the model's page.",
  );
}

function notAHubError({ hubUrl, repository }: HubRequest, found: string): XennError {
  return new XennError(
    'EncoderError',
    `Expected a list of files with a commit and sizes for ${repository} from ${hubUrl}, but ${found}. ` +
      'Check the address of the hub in the settings: this one does not answer as a model hub does.',
  );
}
