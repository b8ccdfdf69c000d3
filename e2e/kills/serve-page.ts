/** Puts the page of the kills beside the app, on its origin: the workers are those of the production build. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JSHandle, Page } from '@playwright/test';
import { transformWithOxc } from 'vite';
import type { KillPage } from './page.ts';

export interface WorkerAddresses {
  readonly storage: string;
  readonly engine: string;
}

export async function openKillPage(
  page: Page,
  baseUrl: string,
  workers: WorkerAddresses,
): Promise<JSHandle<KillPage>> {
  const files: Record<string, { contentType: string; body: string }> = {
    'page.html': { contentType: 'text/html', body: html(workers) },
    'page.js': { contentType: 'text/javascript', body: await script('page.ts') },
    'stored-files.js': { contentType: 'text/javascript', body: await script('stored-files.ts') },
    'comlink.js': {
      contentType: 'text/javascript',
      body: source(import.meta.resolve('comlink/dist/esm/comlink.mjs')),
    },
  };
  await page.route('**/kills/*', (route) =>
    route.fulfill(files[new URL(route.request().url()).pathname.replace(/^.*\//, '')]),
  );
  await page.goto(`${baseUrl}/kills/page.html`);
  await page.waitForFunction(() => 'killPage' in globalThis);
  return page.evaluateHandle(() => (globalThis as unknown as { killPage: KillPage }).killPage);
}

/** The names that the build gave the workers' files, from the scripts that start them. */
export async function findWorkers(baseUrl: string): Promise<WorkerAddresses> {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const waiting = [`${baseUrl}/index.html`];
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    const text = await (await fetch(address)).text();
    for (const [name, kind] of text.matchAll(/(storage|engine)\.worker-[\w-]+\.js/g)) found.set(kind, name);
    for (const [name] of text.matchAll(/assets\/[\w.-]+\.js/g)) {
      if (!seen.has(name) && !name.includes('worker')) waiting.push(`${baseUrl}/${name}`);
      seen.add(name);
    }
  }
  const addressOf = (kind: string) => {
    const name = found.get(kind);
    if (!name)
      throw new Error(`Expected the build to name its ${kind} worker, found no such file. Build it again.`);
    return `${baseUrl}/assets/${name}`;
  };
  return { storage: addressOf('storage'), engine: addressOf('engine') };
}

function html(workers: WorkerAddresses): string {
  return `<!doctype html><title>Kills</title>
    <script type="importmap">${JSON.stringify({ imports: { comlink: './comlink.js' } })}</script>
    <script>globalThis.workers = ${JSON.stringify(workers)}</script>
    <script type="module" src="./page.js"></script>`;
}

function source(address: string): string {
  return readFileSync(fileURLToPath(address), 'utf8');
}

/** Without its types. */
async function script(name: string): Promise<string> {
  const { code } = await transformWithOxc(source(new URL(name, import.meta.url).href), name);
  return code.replaceAll(/(['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2');
}
