/** The page's side of the service worker: whether the app is stored for use without a network, and its updates. */
import { createTrustedTypePolicy } from './trusted-types.ts';

export type OfflineCopy =
  /** Ends a sentence: 'because …'. */
  | { readonly status: 'unavailable'; readonly because: string }
  | { readonly status: 'storing' }
  | { readonly status: 'stored'; readonly bytes: number }
  | { readonly status: 'failed'; readonly message: string };

export interface Offline {
  readonly copy: OfflineCopy;
  /** A newer version is stored and waits for this one's tabs to be closed. */
  readonly updateWaits: boolean;
  /** Another tab has started a newer version, and with it the files of this one are gone. */
  readonly isOutdated: boolean;
}

const FILE = 'service-worker.js';

let current: Offline = { copy: { status: 'storing' }, updateWaits: false, isOutdated: false };
let registration: ServiceWorkerRegistration | undefined;
const listeners = new Set<() => void>();

/** For useSyncExternalStore. */
export const offline = {
  current: () => current,
  subscribe(changed: () => void) {
    listeners.add(changed);
    return () => void listeners.delete(changed);
  },
};

/** The build that runs; undefined on the development server. */
export function buildVersion(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="xenn-version"]')?.content;
}

/** Stores the app once the page has loaded: its own files come first. Called once. */
export async function storeForOffline(): Promise<void> {
  const because = whyUnavailable();
  if (because) return show({ copy: { status: 'unavailable', because } });
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  }
  try {
    await register();
  } catch (error) {
    show({ copy: { status: 'failed', message: error instanceof Error ? error.message : String(error) } });
  }
}

/**
 * Starts the version that waits, and loads the page anew. Where other tabs still run this version nothing happens, so that
 * none of them gets files of two versions; how many there are is returned.
 */
export async function startWaitingVersion(): Promise<number> {
  const waiting = registration?.waiting;
  if (!waiting) return 0;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  const { otherTabs } = await ask<{ otherTabs: number }>(waiting, { kind: 'take-over' });
  return otherTabs;
}

function whyUnavailable(): string | undefined {
  if (!buildVersion()) return 'this is the development server';
  if (!isSecureContext) return 'the page did not come over https or from localhost';
  if (!('serviceWorker' in navigator)) return 'the browser has no service workers, or has them switched off';
  return undefined;
}

async function register(): Promise<void> {
  const address = new URL(FILE, document.baseURI).href;
  const policy = createTrustedTypePolicy('xenn-service-worker', {
    createScriptURL(asked) {
      if (asked === address) return asked;
      throw new TypeError(`Expected the service worker of this app, found ${asked}.`);
    },
  });
  registration = await navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address, {
    updateViaCache: 'none',
  });
  const { installing } = registration;
  watchForUpdate(registration);
  navigator.serviceWorker.addEventListener('controllerchange', () => void lookAtController());
  if (!registration.active && installing) await installed(installing);
  const { active } = await navigator.serviceWorker.ready;
  if (!active) return;
  // This page came from the network and may be of another version than the one that was stored since.
  if (!navigator.serviceWorker.controller) await ask(active, { kind: 'claim', version: buildVersion() });
  const { bytes } = await ask<{ bytes: number }>(active, { kind: 'describe' });
  show({ copy: { status: 'stored', bytes } });
}

/** A tab that was opened while another one started a newer version runs the older one, whose files are gone. */
async function lookAtController(): Promise<void> {
  const { controller } = navigator.serviceWorker;
  if (!controller) return;
  const { version } = await ask<{ version: string }>(controller, { kind: 'describe' });
  if (version !== buildVersion()) show({ isOutdated: true });
}

/** Rejects where the worker could not store the app. */
function installed(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'redundant') reject(new Error('some of its files could not be fetched'));
      if (worker.state === 'installed' || worker.state === 'activated') resolve();
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

function watchForUpdate(watched: ServiceWorkerRegistration): void {
  const look = () => show({ updateWaits: watched.active !== null && watched.waiting !== null });
  look();
  watched.addEventListener('updatefound', () => watched.installing?.addEventListener('statechange', look));
  watched.installing?.addEventListener('statechange', look);
}

function ask<Reply>(worker: ServiceWorker, question: object): Promise<Reply> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(question, [port2]);
  });
}

function show(changes: Partial<Offline>): void {
  current = { ...current, ...changes };
  for (const changed of listeners) changed();
}
