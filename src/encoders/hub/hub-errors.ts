import { XennError } from '../../core/errors.ts';

/** What was asked of which hub. */
export interface HubRequest {
  /** Address of the hub, without a '/' at its end. */
  readonly hubUrl: string;
  /** 'owner/name' */
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** A file of the repository; absent when its listing is asked for. */
  readonly path?: string;
}

/**
 * Why a hub refused, as a person should read it. The hub names its reason in X-Error-Code where it can; a
 * repository that does not exist is answered with 401 unless one is logged in, as a private one is.
 */
export function refusedError(response: Response, request: HubRequest): XennError {
  const { hubUrl, repository, revision, path } = request;
  const { status } = response;
  const code = response.headers.get('x-error-code');
  if (code === 'GatedRepo' || (status === 403 && code === null)) return gatedError(request);
  if (code === 'RevisionNotFound') {
    return new XennError(
      'EncoderError',
      `${repository} on ${hubUrl} has no revision '${revision}'. Check the branch, tag or commit.`,
    );
  }
  if (code === 'EntryNotFound' || (status === 404 && path !== undefined)) {
    return new XennError(
      'EncoderError',
      `${repository} on ${hubUrl} has no file ${path} at ${revision}. Look the model up again: its listing ` +
        'and its files do not agree.',
    );
  }
  if (code === 'RepoNotFound' || status === 401 || status === 404) {
    return new XennError(
      'EncoderError',
      `${hubUrl} shows no model ${repository} with a revision '${revision}': it does not exist, or it is ` +
        "private. Check the name ('owner/name') and the revision; download a private model with its owner's " +
        'tools and install it from a folder.',
    );
  }
  if (status === 429) {
    const waitS = retryAfterMs(response) / 1000;
    return new XennError(
      'EncoderError',
      `${hubUrl} answers no more requests from this address for now (429). ` +
        `Try again ${waitS > 0 ? `in ${waitS} s` : 'in some minutes'}, or set a mirror as the hub.`,
    );
  }
  return new XennError(
    'EncoderError',
    `${hubUrl} answered the request for ${path ?? 'the file list'} of ${repository} with status ${status}. ` +
      'Try again later, or set a mirror as the hub.',
  );
}

/** A model whose licence must be accepted by someone logged in, which xenn has no means to be. */
export function gatedError({ hubUrl, repository }: HubRequest): XennError {
  return new XennError(
    'EncoderError',
    `${repository} is gated: ${hubUrl} gives it only to people who are logged in and accepted its conditions. ` +
      "Download it there with the hub's own tools and install it from a folder.",
  );
}

/** A web page in place of data: a proxy's login page, or the start page of something that is not a hub. */
export function webPageError({ hubUrl, repository, path }: HubRequest): XennError {
  return new XennError(
    'EncoderError',
    `Expected ${path ?? 'the file list'} of ${repository} from ${hubUrl}, found a web page. ` +
      'Check the address of the hub in the settings, and whether the network asks for a login.',
  );
}

/** No answer at all. Browsers do not tell a page which of the reasons it was. */
export function unreachableError(hubUrl: string, cause: string): XennError {
  return new XennError(
    'EncoderError',
    `${hubUrl} could not be reached (${cause}). Check the connection, and that the hub set in the settings ` +
      'allows requests from other sites (CORS); or install the model from a folder.',
  );
}

/** From the header Retry-After in its form of seconds; 0 without one. */
export function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) ? Math.max(0, seconds) * 1000 : 0;
}

export function isWebPage(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/html') ?? false;
}
