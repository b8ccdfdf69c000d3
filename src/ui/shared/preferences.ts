/** What this browser remembers between visits. Losing it costs a click, so a blocked store is no error. */
import type { BackendName } from '../../core/records.ts';

const BACKEND_KEY = 'xenn.backend';
const CORPUS_KEY = 'xenn.corpus';

export interface BackendChoice {
  /** Absent: the engine chooses by measurement. */
  readonly backend?: BackendName;
  /** Who chose: the address wins over the setting. */
  readonly chosenBy: 'address' | 'setting' | 'measurement';
}

/** `query` is the address' '?...' part; `stored` what was kept by `storeBackend`. */
export function resolveBackend(query: string, stored: string | null): BackendChoice {
  const inAddress = parseBackend(new URLSearchParams(query).get('backend'));
  if (inAddress) return { backend: inAddress, chosenBy: 'address' };
  const inSettings = parseBackend(stored);
  if (inSettings) return { backend: inSettings, chosenBy: 'setting' };
  return { chosenBy: 'measurement' };
}

function parseBackend(text: string | null): BackendName | undefined {
  return text === 'wasm' || text === 'webgpu' ? text : undefined;
}

export function readBackendChoice(): BackendChoice {
  return resolveBackend(window.location.search, readItem(BACKEND_KEY));
}

/** Undefined: automatic. */
export function storeBackend(backend: BackendName | undefined): void {
  writeItem(BACKEND_KEY, backend);
}

export function readLastCorpusId(): string | undefined {
  return readItem(CORPUS_KEY) ?? undefined;
}

export function storeLastCorpusId(corpusId: string | undefined): void {
  writeItem(CORPUS_KEY, corpusId);
}

function readItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeItem(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Blocked or full: the choice holds until the page is closed.
  }
}
