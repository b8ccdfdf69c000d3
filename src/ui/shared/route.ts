/**
 * What the address names: a screen ('#/search', '#/corpus', ...), a kept search ('#/search/run/<runId>'), or the report
 * of an experiment ('#/report/<experimentId>').
 */
import { useSyncExternalStore } from 'react';

export const ROUTES = ['corpus', 'index', 'search', 'evaluate', 'settings'] as const;
export type Route = (typeof ROUTES)[number];

const RUN_ADDRESS = /^#\/search\/run\/([\w-]+)$/;
const REPORT_ADDRESS = /^#\/report\/([\w-]+)$/;

/** Reports belong to the evaluation; whatever else is not a screen is the search screen. */
export function parseRoute(hash: string): Route {
  if (REPORT_ADDRESS.test(hash)) return 'evaluate';
  const name = hash.replace(/^#\/?/, '');
  return ROUTES.find((route) => route === name) ?? 'search';
}

/** The kept search that the address names, if it names one. */
export function parseRunId(hash: string): string | undefined {
  return RUN_ADDRESS.exec(hash)?.[1];
}

/** The experiment whose report the address names, if it names one. */
export function parseReportId(hash: string): string | undefined {
  return REPORT_ADDRESS.exec(hash)?.[1];
}

export function hrefOf(route: Route): string {
  return `#/${route}`;
}

export function hrefOfRun(runId: string): string {
  return `#/search/run/${runId}`;
}

export function hrefOfReport(experimentId: string): string {
  return `#/report/${experimentId}`;
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

export function useReportId(): string | undefined {
  return useSyncExternalStore(subscribe, () => parseReportId(window.location.hash));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
