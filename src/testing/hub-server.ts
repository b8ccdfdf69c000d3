import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative, sep } from 'node:path';

/** A model repository as the server shows it, under 'owner/name'. */
export interface TestRepository {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly cardData?: object;
  readonly tags?: readonly string[];
  readonly gated?: false | 'auto' | 'manual';
  readonly disabled?: boolean;
}

/** What goes wrong with one request; the numbers count the bytes of the answer's body. */
export type Fault =
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Sends so much, then nothing more until the other side gives up. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  | { readonly kind: 'wrong-bytes' }
  | { readonly kind: 'ignore-range' }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly kind: 'web-page' };

export interface TestHub {
  readonly url: string;
  /** Every request for a listing ('list') or a file (its path), with the range that it asked for. */
  readonly requests: { readonly what: string; readonly range: string | undefined }[];
  /** One for each of the next requests for a file by its path, or for a listing by 'list'. */
  readonly faults: Map<string, Fault[]>;
  close(): Promise<void>;
}

/** The commit at which the server shows a repository. */
export function commitOf(repository: string): string {
  return createHash('sha1').update(repository).digest('hex');
}

/** Every file below a folder, by its path with '/'. */
export async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = paths.map(async (path) => {
    return [relative(folder, path).split(sep).join('/'), new Uint8Array(await readFile(path))] as const;
  });
  return new Map(await Promise.all(read));
}

/**
 * A server on loopback with the layout of the Hugging Face hub: the listing of a revision, files under
 * 'resolve' with redirects for large ones, ranges, and its refusals (huggingface.co/docs/hub/api).
 */
export async function startTestHub(repositories: Readonly<Record<string, TestRepository>>): Promise<TestHub> {
  const requests: TestHub['requests'] = [];
  const faults: TestHub['faults'] = new Map();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { id, verb, revision, path } = parseAddress(request);
    const repository = repositories[id];
    if (!repository) {
      refuse(response, 401, 'RepoNotFound');
    } else if (revision !== 'main' && revision !== commitOf(id)) {
      refuse(response, 404, 'RevisionNotFound');
    } else if (verb === 'resolve' && isLarge(path)) {
      // As to the hub's CDN; what is counted, and goes wrong, is the request that follows.
      response.writeHead(302, { location: `/${id}/cdn/${revision}/${path}` }).end();
    } else {
      const what = verb === 'revision' ? 'list' : path;
      requests.push({ what, range: request.headers.range });
      const fault = faults.get(what)?.shift();
      if (fault?.kind === 'status') {
        response.writeHead(fault.status, fault.headers).end();
      } else if (fault?.kind === 'web-page') {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html>');
      } else if (what === 'list') {
        sendJson(response, listingOf(id, repository));
      } else if (repository.gated) {
        refuse(response, 401, 'GatedRepo');
      } else {
        sendFile(response, repository.files.get(path), request.headers.range, fault);
      }
    }
  }

  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', 'X-Error-Code,X-Error-Message,ETag,Content-Range');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    faults,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** '/api/models/owner/name/revision/main', '/owner/name/resolve/main/onnx/model.onnx' */
function parseAddress(request: IncomingMessage) {
  const { pathname } = new URL(request.url as string, 'http://localhost');
  const parts = pathname.replace(/^\/api\/models/, '').split('/');
  const [, owner, name, verb, revision, ...path] = parts.map(decodeURIComponent);
  return { id: `${owner}/${name}`, verb, revision, path: path.join('/') };
}

/** What the hub keeps outside git (LFS), with a SHA-256 in the listing. */
function isLarge(path: string): boolean {
  return /\.(onnx|onnx_data|onnx\.data|safetensors|bin)$/.test(path);
}

function listingOf(id: string, { files, cardData, tags, gated, disabled }: TestRepository) {
  const siblings = Array.from(files, ([rfilename, bytes]) => {
    const file = { rfilename, size: bytes.length, blobId: createHash('sha1').update(bytes).digest('hex') };
    if (!isLarge(rfilename)) return file;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { ...file, lfs: { sha256, size: bytes.length, pointerSize: 133 } };
  });
  return {
    id,
    sha: commitOf(id),
    private: false,
    gated: gated ?? false,
    disabled: disabled ?? false,
    tags: tags ?? [],
    pipeline_tag: 'text-ranking',
    ...(cardData && { cardData }),
    siblings,
  };
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'x-error-code': code, 'content-type': 'text/plain; charset=utf-8' }).end(code);
}

function sendFile(
  response: ServerResponse,
  file: Uint8Array | undefined,
  range: string | undefined,
  fault: Fault | undefined,
): void {
  const asked = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  if (!file) {
    refuse(response, 404, 'EntryNotFound');
  } else if (asked > 0 && asked >= file.length) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
  } else if (asked === 0 || fault?.kind === 'ignore-range') {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.length });
    sendBody(response, file, fault);
  } else {
    response.writeHead(206, {
      'content-type': 'application/octet-stream',
      'content-length': file.length - asked,
      'content-range': `bytes ${asked}-${file.length - 1}/${file.length}`,
    });
    sendBody(response, file.subarray(asked), fault);
  }
}

function sendBody(response: ServerResponse, body: Uint8Array, fault: Fault | undefined): void {
  if (fault?.kind === 'cut') {
    response.write(body.subarray(0, fault.afterBytes), () => response.destroy());
  } else if (fault?.kind === 'stall') {
    response.write(body.subarray(0, fault.afterBytes));
  } else {
    response.end(fault?.kind === 'wrong-bytes' ? body.map((byte) => byte ^ 1) : body);
  }
}
