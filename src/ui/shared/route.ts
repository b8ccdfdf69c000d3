/** What the address names: a screen ('#/search', '#/corpus', ...), or a kept search ('#/search/run/<runId>'). */
import { useSyncExternalStore } from 'react';

export const ROUTES = ['corpus', 'index', 'search', 'settings'] as const;
export type Route = (typeof ROUTES)[number];

const RUN_ADDRESS = /^#\/search\/run\/([\w-]+)$/;

/** Whatever is not a screen is the search screen. */
export function parseRoute(hash: string): Route {
  const name = hash.replace(/^#\/?/, '');
  return ROUTES.find((route) => route === name) ?? 'search';
}

/** The kept search that the address names, if it names one. */
export function parseRunId(hash: string): string | undefined {
  return RUN_ADDRESS.exec(hash)?.[1];
}

export function hrefOf(route: Route): string {
  return `#/${route}`;
}

export function hrefOfRun(runId: string): string {
  return `#/search/run/${runId}`;
}

export function openRoute(route: Route): void {
  window.location.hash = hrefOf(route);
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => parseRoute(window.location.hash));
}

export function useRunId(): string | undefined {
  return useSyncExternalStore(subscribe, () => parseRunId(window.location.hash));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
