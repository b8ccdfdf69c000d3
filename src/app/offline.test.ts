import { afterEach, expect, test, vi } from 'vitest';
import { offline, storeForOffline } from './offline.ts';

/** Answers what a page asks, as the service worker of this version does. */
function createFakeWorker(version: string) {
  return {
    postMessage: (_: object, [port]: MessagePort[]) => port.postMessage({ version, bytes: 1000 }),
  };
}

/** A page of version "old", controlled by a service worker that can be changed for another. */
function openPage() {
  const active = createFakeWorker('old');
  const registration = Object.assign(new EventTarget(), { active, waiting: null, installing: null });
  const serviceWorker = Object.assign(new EventTarget(), {
    controller: active,
    ready: Promise.resolve(registration),
    register: async () => registration,
  });
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { serviceWorker });
  vi.stubGlobal('document', {
    baseURI: 'https://example.org/app/',
    readyState: 'complete',
    querySelector: () => ({ content: 'old' }),
  });
  return {
    control(version: string) {
      serviceWorker.controller = createFakeWorker(version);
      serviceWorker.dispatchEvent(new Event('controllerchange'));
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

const nextChange = () =>
  new Promise<void>((resolve) => {
    const stop = offline.subscribe(() => {
      stop();
      resolve();
    });
  });

test('a newer version that another tab starts makes this one outdated; its copy did not fail', async () => {
  const page = openPage();
  await storeForOffline();
  const copy = { status: 'stored', bytes: 1000 };
  expect(offline.current()).toEqual({ copy, updateWaits: false, isOutdated: false });
  const changed = nextChange();
  page.control('new');
  await changed;
  expect(offline.current()).toEqual({ copy, updateWaits: false, isOutdated: true });
});
