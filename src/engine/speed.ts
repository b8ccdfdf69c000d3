import type { BackendReport } from '../core/records.ts';

/**
 * Tokens per second of the cross-encoder: the trial's figure until real batches have been timed; NaN where there was
 * no trial.
 */
export interface SpeedRecord {
  add(tokens: number, modelMs: number): void;
  tokensPerSecond(): number;
  /** Where the figure comes from, for the person. */
  basis(): string;
}

/** Batches older than about this many tokens count for little. */
const MEMORY_TOKENS = 50_000;

export function createSpeedRecord(report: BackendReport): SpeedRecord {
  const trial = report.tokensPerSecond;
  const device = deviceOf(report);
  let tokens = 0;
  let milliseconds = 0;
  const measured = () => tokens > 2000 && milliseconds > 0;
  return {
    add(batchTokens, modelMs) {
      const keep = Math.max(0, 1 - batchTokens / MEMORY_TOKENS);
      tokens = tokens * keep + batchTokens;
      milliseconds = milliseconds * keep + modelMs;
    },
    tokensPerSecond: () => (measured() ? (tokens / milliseconds) * 1000 : (trial ?? Number.NaN)),
    basis: () => `${measured() ? 'measured on this corpus' : atStart(trial)} (${device})`,
  };
}

function atStart(trial: number | undefined): string {
  if (trial === undefined) return 'known only after the first batches';
  return 'measured in the short trial at the start, before the model was warm';
}

/** What runs the cross-encoder, in a few words. */
export function deviceOf({ backend, threads }: BackendReport): string {
  if (backend === 'webgpu') return 'WebGPU';
  if (backend === 'remote') return 'a server';
  return `WASM, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}
