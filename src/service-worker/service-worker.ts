/**
 * Keeps one version of the app whole: all of its files are fetched and checked before any of them is used, and are used
 * together until the last tab that runs them is closed. `scripts/service-worker-plugin.mjs` fills in the release.
 */

interface Release {
  /** Differs when any file does. */
  readonly version: string;
  /** By path in the build: SHA-256 as `integrity` has it, headers to serve the file with. */
  readonly files: Readonly<
    Record<string, { readonly integrity: string; readonly headers: Readonly<Record<string, string>> }>
  >;
  readonly bytes: number;
}

/** What a page may ask; it answers on the port that came along. */
type Question =
  | { readonly kind: 'describe' }
  /** Serve pages of this version that came from the network. */
  | { readonly kind: 'claim'; readonly version: string }
  /** Take over from the version before, if the asking tab is the only one. */
  | { readonly kind: 'take-over' };

declare const self: ServiceWorkerGlobalScope;
declare const RELEASE: Release;

const { scope } = self.registration;
/** An origin may hold more than this app. */
const CACHES = `xenn ${scope} `;
const CACHE = CACHES + RELEASE.version;

self.addEventListener('install', (event) => event.waitUntil(storeRelease()));
self.addEventListener('activate', (event) => event.waitUntil(removeOtherReleases()));
self.addEventListener('message', (event) => {
  event.waitUntil(answer(event.data).then((reply) => event.ports[0]?.postMessage(reply)));
});
self.addEventListener('fetch', (event) => {
  const path = event.request.method === 'GET' ? pathInRelease(event.request.url) : undefined;
  if (path !== undefined) event.respondWith(readFile(path));
});

async function storeRelease(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    Object.keys(RELEASE.files).map(async (path) => {
      if (!(await cache.match(addressOf(path)))) await cache.put(addressOf(path), await fetchChecked(path));
    }),
  );
}

async function removeOtherReleases(): Promise<void> {
  // One that is newer than this, and being stored, removes them when its turn comes.
  if (self.registration.installing || self.registration.waiting) return;
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** A browser may have emptied the cache: what then comes from the network is of this version, or nothing. */
async function readFile(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(addressOf(path))) ?? fetchChecked(path);
}

/** Rejects where the file is not the one of this release. */
async function fetchChecked(path: string): Promise<Response> {
  const { integrity, headers } = RELEASE.files[path];
  // Whoever is asked first, an outdated copy may be kept by the browser.
  const response = await fetch(addressOf(path), { integrity }).catch(() =>
    fetch(addressOf(path), { integrity, cache: 'reload' }),
  );
  if (!response.ok) throw new Error(`Expected the file ${path}, found HTTP status ${response.status}.`);
  // A new response: one that was redirected cannot be a page.
  return new Response(await response.blob(), {
    headers: { 'Content-Type': response.headers.get('Content-Type') ?? '', ...headers },
  });
}

async function answer(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'describe':
      return { version: RELEASE.version, bytes: RELEASE.bytes };
    case 'claim':
      if (question.version === RELEASE.version) await self.clients.claim();
      return undefined;
    case 'take-over': {
      const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
      const otherTabs = windows.filter(({ url }) => url.startsWith(scope)).length - 1;
      if (otherTabs === 0) await self.skipWaiting();
      return { otherTabs };
    }
  }
}

/** Undefined: no file of this release. Some hosts serve pages without the end of their name. */
function pathInRelease(address: string): string | undefined {
  const { origin, pathname } = new URL(address);
  const page = `${origin}${pathname}`;
  if (!page.startsWith(scope)) return undefined;
  const path = page.slice(scope.length) || 'index.html';
  return [path, `${path}.html`].find((known) => Object.hasOwn(RELEASE.files, known));
}

function addressOf(path: string): string {
  return new URL(path, scope).href;
}
