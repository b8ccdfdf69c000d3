import { XennError } from '../core/errors.ts';
import { MAX_FETCHED_BYTES } from '../formats/limits.ts';
import { fetchedName } from './fetched-name.ts';
import { inBlocks } from './install-model-blocks.ts';
import { startMeter } from './progress.ts';
import type { CallContext, FetchedFile, JobProgress } from './records.ts';

/** Held in memory at a time; what came before is the browser's, which may keep it on the disk. */
const BLOCK_BYTES = 4 * 2 ** 20;

/**
 * Gets a file from an address, without cookies and without saying where it was asked from. The total of its progress is 0
 * where the server does not say how long the file is.
 *
 * @throws ImportError for what is no http(s) address, and where the server cannot be reached, does not let pages of other
 * sites read the file, answers with an error or sends too much; CancelledError.
 */
export async function fetchFile(
  { url: address }: { readonly url: string },
  { cancel, onProgress }: CallContext<JobProgress> = {},
): Promise<FetchedFile> {
  const url = checkAddress(address);
  // In the worker a Cancel is an AbortSignal.
  const signal = cancel instanceof AbortSignal ? cancel : null;
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal }).catch(
    (error: unknown) => {
      cancel?.throwIfAborted();
      throw notReadable(url, error);
    },
  );
  if (!response.ok || !response.body) throw badAnswer(url, response);
  const totalBytes = lengthOf(response);
  if (totalBytes > MAX_FETCHED_BYTES) {
    // Or it would go on coming.
    await response.body.cancel().catch(() => undefined);
    throw tooLong(url);
  }
  const meter = startMeter('fetching', 'bytes', totalBytes);
  const parts: Blob[] = [];
  let bytes = 0;
  for await (const block of inBlocks(chunksOf(response.body, url, cancel), BLOCK_BYTES)) {
    bytes += block.length;
    if (bytes > MAX_FETCHED_BYTES) throw tooLong(url);
    parts.push(new Blob([block as Uint8Array<ArrayBuffer>]));
    onProgress?.(meter.report(bytes));
  }
  cancel?.throwIfAborted();
  return { path: fetchedName(new URL(response.url || url), response.headers), blob: new Blob(parts) };
}

function checkAddress(address: string): URL {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  if (url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password)
    return url;
  throw new XennError(
    'ImportError',
    `Expected an address that begins with https:// or http:// and holds no user name or password, found “${address}”. ` +
      'Copy the address of the file itself.',
  );
}

/** Bytes that will come, 0 where that is not said: a length of packed bytes says nothing about those unpacked. */
function lengthOf({ headers }: Response): number {
  return headers.has('content-encoding') ? 0 : Number(headers.get('content-length') ?? 0);
}

async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  url: URL,
  cancel: CallContext['cancel'],
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        cancel?.throwIfAborted();
        throw brokenOff(url, error);
      });
      cancel?.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    // A stream that failed also refuses to be cancelled; that failure is already on its way.
    await reader.cancel().catch(() => undefined);
  }
}

/** A browser does not tell a page which of the two it was: that would be reading, too. */
function notReadable(url: URL, error: unknown): XennError {
  return new XennError(
    'ImportError',
    `${url.href} cannot be read from here: its server does not allow pages of other sites to read it (CORS), or it cannot be ` +
      `reached (${messageOf(error)}). Open the address in a tab of its own to download the file, then drop the file here.`,
  );
}

function badAnswer(url: URL, { status, statusText }: Response): XennError {
  return new XennError(
    'ImportError',
    `Expected a file at ${url.href}, found HTTP status ${status}${statusText && ` (${statusText})`}. ` +
      'Check the address; a file that needs a sign-in has to be downloaded first, then dropped here.',
  );
}

function brokenOff(url: URL, error: unknown): XennError {
  return new XennError(
    'ImportError',
    `The connection to ${url.host} broke off before the whole file was there (${messageOf(error)}). Try again, or download ` +
      'the file and drop it here.',
  );
}

function tooLong(url: URL): XennError {
  return new XennError(
    'ImportError',
    `Expected a file of at most ${MAX_FETCHED_BYTES / 2 ** 30} GiB at ${url.href}, found a longer one. Download it, take the ` +
      'part that is needed, and drop that here.',
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
