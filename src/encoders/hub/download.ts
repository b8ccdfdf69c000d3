import { XennError } from '../../core/errors.ts';
import { type HubRequest, isWebPage, refusedError, retryAfterMs, webPageError } from './hub-errors.ts';

/** A file at a commit of a repository, with its length by the repository's listing. */
export interface HubFile extends HubRequest {
  readonly path: string;
  readonly bytes: number;
}

export interface DownloadPlatform {
  readonly fetch: typeof globalThis.fetch;
  /** Resolves after so long; rejects with the signal's reason when it is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Tries without a single new byte before giving up. */
const TRIES = 5;
const FIRST_PAUSE_MS = 1000;
/** A hub that asks for more patience than this is told to the person instead. */
const LONGEST_PAUSE_MS = 60_000;

/** A failure that may pass by itself: the network, an overloaded server. */
class PassingFailure extends Error {
  constructor(
    reason: string,
    readonly retryAfterMs = 0,
  ) {
    super(reason);
  }
}

/**
 * The bytes of a file from `offset` to its end. Goes on where it was after the network fails or the server is
 * overloaded, with growing pauses. Their hash is not looked at here.
 *
 * @throws EncoderError when the hub refuses, the file is not as long as listed, or five tries in a row bring
 * nothing; whatever `signal` was aborted with.
 */
export async function* downloadBytes(
  file: HubFile,
  offset: number,
  { fetch, wait }: DownloadPlatform,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let position = offset;
  let triesWithoutBytes = 0;
  while (position < file.bytes) {
    const before = position;
    try {
      for await (const bytes of receive(file, position, fetch, signal)) {
        position += bytes.length;
        yield bytes;
      }
    } catch (failure) {
      signal.throwIfAborted();
      if (!(failure instanceof PassingFailure)) throw failure;
      triesWithoutBytes = position > before ? 1 : triesWithoutBytes + 1;
      const pauseMs = Math.max(FIRST_PAUSE_MS * 2 ** (triesWithoutBytes - 1), failure.retryAfterMs);
      if (triesWithoutBytes === TRIES || pauseMs > LONGEST_PAUSE_MS) {
        throw stoppedError(file, position, failure.message);
      }
      await wait(pauseMs, signal);
    }
  }
}

/** One request, and its answer as it arrives. */
async function* receive(
  file: HubFile,
  position: number,
  fetch: DownloadPlatform['fetch'],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const response = await passing(request(file, position, fetch, signal));
  checkAnswer(response, file, position);
  // A server that knows no ranges sends everything again, and what is there already is passed over.
  let toSkip = response.status === 206 ? 0 : position;
  let received = position - toSkip;
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  try {
    for (;;) {
      const { done, value } = await passing(reader.read());
      if (done) break;
      received += value.length;
      if (received > file.bytes) throw lengthError(file, `at least ${received}`);
      const skipped = Math.min(toSkip, value.length);
      toSkip -= skipped;
      if (skipped < value.length) yield value.subarray(skipped);
    }
  } finally {
    // Ends the transfer when whoever reads stops early; what it rejects with was thrown already.
    reader.cancel().catch(() => undefined);
  }
  if (received < file.bytes) {
    throw new PassingFailure('the answer ended too early');
  }
}

/**
 * 'bytes=N-' needs no pre-flight request, which If-Range would; a commit's files do not change, so If-Range
 * has nothing to tell. The browser's own cache would keep a second copy.
 */
function request(
  file: HubFile,
  position: number,
  fetch: DownloadPlatform['fetch'],
  signal: AbortSignal,
): Promise<Response> {
  return fetch(fileUrl(file), {
    signal,
    credentials: 'omit',
    cache: 'no-store',
    headers: position > 0 ? { range: `bytes=${position}-` } : {},
  });
}

function fileUrl({ hubUrl, repository, revision, path }: HubFile): string {
  return `${hubUrl}/${repository}/resolve/${revision}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** Whatever fetch and its body reject with is the network's. */
async function passing<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw new PassingFailure(error instanceof Error ? error.message : String(error));
  }
}

function checkAnswer(response: Response, file: HubFile, position: number): void {
  const { status } = response;
  if (status === 416) throw lengthError(file, `at most ${position}`);
  if (status === 408 || status === 429 || status >= 500) {
    const pauseMs = retryAfterMs(response);
    const request = pauseMs > 0 ? ` and asks for a pause of ${pauseMs / 1000} s` : '';
    throw new PassingFailure(`the server answers with status ${status}${request}`, pauseMs);
  }
  if (!response.ok) throw refusedError(response, file);
  if (isWebPage(response)) throw webPageError(file);
  if (status === 206) checkRange(response, file, position);
}

/** Some servers of other origins do not let a page read Content-Range: the file's hash has to tell then. */
function checkRange(response: Response, file: HubFile, position: number): void {
  const range = response.headers.get('content-range');
  if (range === null) return;
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? [];
  if (Number(start) !== position) {
    throw new XennError(
      'EncoderError',
      `Expected the bytes of ${file.path} from ${position} on from ${file.hubUrl}, found '${range}'. ` +
        'Set another mirror as the hub: this one gives out wrong parts of files.',
    );
  }
  if (total !== '*' && Number(total) !== file.bytes) throw lengthError(file, total);
}

function stoppedError({ hubUrl, path, bytes }: HubFile, position: number, reason: string): XennError {
  return new XennError(
    'EncoderError',
    `The download of ${path} from ${hubUrl} stopped after ${megabytes(position)} of ${megabytes(bytes)}: ` +
      `${reason}. What has arrived is kept: check the connection and install the model again to go on from ` +
      'there, or set a mirror as the hub.',
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function lengthError({ hubUrl, repository, path, bytes }: HubFile, found: string): XennError {
  return new XennError(
    'EncoderError',
    `Expected ${bytes} bytes of ${path} of ${repository}, found ${found} on ${hubUrl}. ` +
      'Look the model up again; if it stays so, set another mirror as the hub.',
  );
}
