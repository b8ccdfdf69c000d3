/** The screen named in the address: '#/search', '#/corpus', ... */
import { useSyncExternalStore } from 'react';

export const ROUTES = ['corpus', 'index', 'search', 'settings'] as const;
export type Route = (typeof ROUTES)[number];

/** Whatever is not a screen is the search screen. */
export function parseRoute(hash: string): Route {
  const name = hash.replace(/^#\/?/, '');
  return ROUTES.find((route) => route === name) ?? 'search';
}

export function hrefOf(route: Route): string {
  return `#/${route}`;
}

export function openRoute(route: Route): void {
  window.location.hash = hrefOf(route);
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => parseRoute(window.location.hash));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
