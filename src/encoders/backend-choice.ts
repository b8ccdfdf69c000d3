import { XennError } from '../core/errors.ts';
import type { BackendName, BackendReport, BackendTrial, Calibration } from '../core/records.ts';

/** The GPU the browser offers. */
export interface GpuAdapter {
  readonly description: string;
  /** Computes on the CPU: right, but far slower than WebAssembly on the same processor. */
  readonly software: boolean;
}

export interface Surroundings {
  /** Threads of WebAssembly. */
  readonly threads: number;
  readonly adapter?: GpuAdapter;
  /** Set by hand; no comparison of speeds then. */
  readonly forced?: BackendName;
  /** Names the browser: a new version of it may be faster, or wrong. */
  readonly browser: string;
  /** What was measured before, here or elsewhere. */
  readonly calibrations: readonly Calibration[];
}

/** A report on a model that runs here. */
export interface LocalReport extends BackendReport {
  readonly backend: BackendName;
}

/**
 * Which backends are started, and why another one is not. A software adapter is not measured unless asked
 * for: compiling the shaders alone takes it longer than the whole start may.
 */
export function planTrials({ adapter, forced }: Surroundings): {
  try: BackendName[];
  ruledOut: BackendTrial[];
} {
  if (forced === 'wasm') return { try: ['wasm'], ruledOut: [] };
  const others: BackendName[] = forced ? [] : ['wasm'];
  if (!adapter) return { try: others, ruledOut: [webgpuWithout('this browser offers no GPU adapter')] };
  if (adapter.software && !forced) {
    const because = `the only GPU adapter (${adapter.description}) is a software one: it computes on the processor too, so it is only tried when chosen by hand`;
    return { try: others, ruledOut: [webgpuWithout(because)] };
  }
  return { try: [...others, 'webgpu'], ruledOut: [] };
}

/** What a calibration of the model with this hash is found by. */
export function calibrationKey(hash: string, { threads, adapter, browser }: Surroundings): string {
  return [hash, `${threads} threads`, adapter?.description ?? 'no GPU', browser].join(' | ');
}

/** What was measured before under this key, where it says enough to choose by; undefined: measure. */
export function keptCalibration(
  key: string,
  backends: readonly BackendName[],
  calibrations: readonly Calibration[],
): Calibration | undefined {
  return calibrations.find(
    (calibration) =>
      calibration.key === key &&
      backends.every((backend) => calibration.trials.some((trial) => trial.backend === backend)),
  );
}

function webgpuWithout(unusableBecause: string): BackendTrial {
  return { backend: 'webgpu', unusableBecause };
}

/**
 * The backend to use: the forced one, else the fastest that gave the right scores, WebAssembly when equal.
 * Throws EncoderError when the forced one, or every one, is unusable.
 */
export function chooseBackend(
  trials: readonly BackendTrial[],
  { threads, adapter, forced }: Surroundings,
): LocalReport {
  const usable = trials.filter((trial) => trial.unusableBecause === undefined);
  const best = usable
    .filter((trial) => forced === undefined || trial.backend === forced)
    .sort((a, b) => speed(b) - speed(a) || (a.backend === 'wasm' ? -1 : 1))[0];
  if (!best) throw new XennError('EncoderError', noBackend(trials, forced));
  const label = (backend: BackendName) =>
    backend === 'wasm'
      ? `WebAssembly on ${threads} ${threads === 1 ? 'thread' : 'threads'}`
      : `WebGPU on ${adapter?.description ?? 'an unknown adapter'}`;
  return {
    backend: best.backend,
    threads: best.backend === 'wasm' ? threads : 1,
    ...(adapter && { adapter: adapter.description }),
    forced: forced !== undefined,
    reason: `${label(best.backend)}${whyBest(best, trials, forced)}.`,
    trials,
    ...(best.tokensPerSecond !== undefined && { tokensPerSecond: best.tokensPerSecond }),
  };
}

function whyBest(
  best: BackendTrial,
  trials: readonly BackendTrial[],
  forced: BackendName | undefined,
): string {
  if (forced) return ', as set by hand';
  const other = trials.find((trial) => trial.backend !== best.backend);
  if (!other) return '';
  if (other.unusableBecause)
    return `: ${BACKEND_NAMES[other.backend]} cannot be used, because ${other.unusableBecause}`;
  return `: ${rounded(best)} pairs per second in a trial, against ${rounded(other)} on ${BACKEND_NAMES[other.backend]}`;
}

/** For people. */
export const BACKEND_NAMES: Readonly<Record<BackendName, string>> = { wasm: 'WebAssembly', webgpu: 'WebGPU' };

function noBackend(trials: readonly BackendTrial[], forced: BackendName | undefined): string {
  const reasons = trials
    .filter(({ backend }) => forced === undefined || backend === forced)
    .map(
      ({ backend, unusableBecause }) =>
        `${BACKEND_NAMES[backend]} cannot be used, because ${unusableBecause}`,
    );
  const advice = forced
    ? 'Choose the automatic backend in the settings.'
    : 'Reload the page, or use another browser.';
  return `The models cannot run here: ${reasons.join('; ')}. ${advice}`;
}

function speed(trial: BackendTrial): number {
  return trial.tokensPerSecond ?? 0;
}

function rounded(trial: BackendTrial): string {
  const pairsPerSecond = trial.pairsPerSecond ?? 0;
  return pairsPerSecond < 10 ? pairsPerSecond.toFixed(1) : String(Math.round(pairsPerSecond));
}
