/** What this browser remembers between visits. Losing it costs a click, so a blocked store is no error. */
import { EMBEDDED_MODELS, type ModelChoice } from '../../core/model-choice.ts';
import type { BackendName, Calibration } from '../../core/records.ts';
import {
  type Chunking,
  type ColumnMapping,
  DEFAULT_HUB_URL,
  type FormatName,
  RERANK_APIS,
} from '../../workers/client.ts';

const BACKEND_KEY = 'xenn.backend';
const CORPUS_KEY = 'xenn.corpus';
const MODELS_KEY = 'xenn.models';
const HUB_KEY = 'xenn.hub';
const API_KEY_KEY = 'xenn.apiKey';
const CALIBRATIONS_KEY = 'xenn.calibrations';
const CALIBRATIONS_KEPT = 30;
const IMPORTS_KEY = 'xenn.imports';
const BACKUP_LATER_KEY = 'xenn.backupLater';

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

/** The embedded ones, unless others were chosen. What cannot be read counts as not chosen. */
export function readModelChoice(): ModelChoice {
  return parseModelChoice(readItem(MODELS_KEY));
}

export function parseModelChoice(stored: string | null): ModelChoice {
  try {
    const { crossEncoder, dualEncoder } = JSON.parse(stored ?? '{}');
    return {
      crossEncoder: isChoice(crossEncoder) ? crossEncoder : EMBEDDED_MODELS.crossEncoder,
      // Servers are asked for scores only.
      dualEncoder:
        isChoice(dualEncoder) && dualEncoder.source !== 'remote' ? dualEncoder : EMBEDDED_MODELS.dualEncoder,
    };
  } catch {
    return EMBEDDED_MODELS;
  }
}

function isChoice(value: unknown): boolean {
  const { source, modelId, api, endpoints, model } = (value ?? {}) as Record<string, unknown>;
  if (source === 'installed') return typeof modelId === 'string';
  if (source === 'remote') {
    return (
      typeof api === 'string' &&
      Object.hasOwn(RERANK_APIS, api) &&
      typeof model === 'string' &&
      Array.isArray(endpoints) &&
      endpoints.every((endpoint) => typeof endpoint === 'string')
    );
  }
  return source === 'embedded';
}

export function storeModelChoice(models: ModelChoice): void {
  writeItem(MODELS_KEY, JSON.stringify(models));
}

/** What the trials of models found; a device that changes leaves some behind that no longer hold. */
export function readCalibrations(): Calibration[] {
  try {
    const stored = JSON.parse(readItem(CALIBRATIONS_KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isCalibration) : [];
  } catch {
    return [];
  }
}

function isCalibration(value: unknown): value is Calibration {
  const { key, modelId, measuredMs, trials } = (value ?? {}) as Partial<Calibration>;
  return (
    typeof key === 'string' &&
    typeof modelId === 'string' &&
    typeof measuredMs === 'number' &&
    Array.isArray(trials)
  );
}

/** Keeps the newest for each key. */
export function storeCalibration(calibration: Calibration): void {
  const others = readCalibrations().filter(({ key }) => key !== calibration.key);
  writeItem(CALIBRATIONS_KEY, JSON.stringify([calibration, ...others].slice(0, CALIBRATIONS_KEPT)));
}

export function forgetCalibrations(): void {
  writeItem(CALIBRATIONS_KEY, undefined);
}

/** Address of the model hub; '' when the person switched it off. */
export function readHubUrl(): string {
  return readItem(HUB_KEY) ?? DEFAULT_HUB_URL;
}

export function storeHubUrl(hubUrl: string): void {
  writeItem(HUB_KEY, hubUrl === DEFAULT_HUB_URL ? undefined : hubUrl);
}

/** Only what the person asked to keep until the tab is closed. */
export function readApiKey(): string | undefined {
  return readItem(API_KEY_KEY, 'session') ?? undefined;
}

/** Undefined: forget it. */
export function storeApiKey(apiKey: string | undefined): void {
  writeItem(API_KEY_KEY, apiKey, 'session');
}

/** The choices of the last import of a format, offered again for the next one. */
export interface ImportChoices {
  readonly mapping?: ColumnMapping;
  readonly chunking?: Chunking;
  readonly leaveOutDuplicates: boolean;
}

export function readImportChoices(format: FormatName): ImportChoices | undefined {
  return parseImportChoices(readItem(IMPORTS_KEY))[format];
}

/** Undefined: forget them. */
export function storeImportChoices(format: FormatName, choices: ImportChoices | undefined): void {
  const { [format]: _, ...others } = parseImportChoices(readItem(IMPORTS_KEY));
  writeItem(IMPORTS_KEY, JSON.stringify(choices ? { ...others, [format]: choices } : others));
}

/** What cannot be read counts as not chosen. */
export function parseImportChoices(stored: string | null): Partial<Record<FormatName, ImportChoices>> {
  try {
    const formats = Object.entries(JSON.parse(stored ?? '{}'));
    return Object.fromEntries(formats.filter(([, choices]) => isImportChoices(choices)));
  } catch {
    return {};
  }
}

function isImportChoices(value: unknown): boolean {
  const { mapping, chunking, leaveOutDuplicates } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof leaveOutDuplicates === 'boolean' &&
    (mapping === undefined || isMapping(mapping)) &&
    (chunking === undefined || isChunking(chunking))
  );
}

function isMapping(value: unknown): boolean {
  const { id = '', title = '', text } = (value ?? {}) as Record<string, unknown>;
  return [id, title, text].every((column) => typeof column === 'string');
}

function isChunking(value: unknown): boolean {
  const { unit, size, overlap } = (value ?? {}) as Record<string, unknown>;
  return (
    (unit === 'words' || unit === 'sentences' || unit === 'headings') &&
    Number.isSafeInteger(size) &&
    Number.isSafeInteger(overlap)
  );
}

/** When the reminder to export this corpus was put off, as epoch time; 0: never. */
export function readBackupLaterMs(corpusId: string): number {
  const ms = Number(readItem(`${BACKUP_LATER_KEY}.${corpusId}`));
  return Number.isFinite(ms) ? ms : 0;
}

export function storeBackupLaterMs(corpusId: string, epochMs: number): void {
  writeItem(`${BACKUP_LATER_KEY}.${corpusId}`, String(epochMs));
}

type KeptFor = 'ever' | 'session';

function readItem(key: string, keptFor: KeptFor = 'ever'): string | null {
  try {
    return storageFor(keptFor).getItem(key);
  } catch {
    return null;
  }
}

function writeItem(key: string, value: string | undefined, keptFor: KeptFor = 'ever'): void {
  try {
    const kept = storageFor(keptFor);
    if (value === undefined) kept.removeItem(key);
    else kept.setItem(key, value);
  } catch {
    // Blocked or full: the choice holds until the page is closed.
  }
}

/** Where a browser blocks them, already naming them throws. */
function storageFor(keptFor: KeptFor): Storage {
  return keptFor === 'session' ? sessionStorage : localStorage;
}
