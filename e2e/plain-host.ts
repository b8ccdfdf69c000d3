import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

export interface PlainHost {
  /** Where the app is: absolute, ending in '/'. */
  readonly url: string;
  /** The build that is served; can be changed. */
  folder: string;
  /** Bytes that are served in place of a file, by its path in the build. */
  readonly replaced: Map<string, Uint8Array>;
  /** Paths that were asked for, in the order they came. */
  readonly requests: string[];
  close(): Promise<void>;
}

/**
 * A static host as plain as they come: files under a base path, no headers but their type (and `headers`), 404 for the
 * rest. `basePath` begins and ends with '/'.
 */
export async function startPlainHost(
  basePath: string,
  headers: Readonly<Record<string, string>> = {},
  folder = 'dist',
): Promise<PlainHost> {
  const host = { folder, replaced: new Map<string, Uint8Array>(), requests: [] as string[] };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const inBuild = normalize(decodeURIComponent(path.slice(basePath.length)));
    host.requests.push(inBuild);
    try {
      if (!path.startsWith(basePath) || inBuild.startsWith('..')) throw new Error('outside the app');
      const bytes = host.replaced.get(inBuild) ?? (await readFile(join(host.folder, inBuild)));
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain', ...headers });
      response.end(bytes);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(host, {
    url: `http://localhost:${port}${basePath}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
