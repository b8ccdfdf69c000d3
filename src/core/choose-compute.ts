import type { Compute, ComputeName } from './compute.ts';
import { createTrial, largestDifference, runTrial } from './compute-trial.ts';
import { createCpuCompute } from './cpu-compute.ts';

/** A `Compute` that may be faster than the reference on this machine. */
export interface ComputeCandidate {
  readonly name: ComputeName;
  /** Rejects with the reason, in whole sentences, where this machine does not have it. */
  open(): Promise<OpenCompute>;
}

export interface OpenCompute {
  readonly compute: Compute;
  /** What it runs on, as a person may know it: the GPU's name, the number of threads. */
  readonly description: string;
}

/** What became of a candidate's trial. */
export type ComputeTrial =
  | {
      readonly name: ComputeName;
      readonly description: string;
      readonly elapsedMs: number;
      /** Of a result from the reference's, as a share of 1 + |the reference's|. */
      readonly largestDifference: number;
    }
  | { readonly name: ComputeName; readonly unusableBecause: string };

export interface ComputeDecision {
  readonly name: ComputeName;
  /** For the person: every candidate's time, or what is wrong with it. */
  readonly reason: string;
}

export interface ComputeChoice {
  readonly compute: Compute;
  readonly reason: string;
}

/** float32 differs from float64 by about 1e-6 in the trial; more than this is a faulty driver. */
const LARGEST_DIFFERENCE_ALLOWED = 1e-3;

const PLACES: Record<ComputeName, { readonly preposition: string; readonly name: string }> = {
  cpu: { preposition: 'on', name: 'the CPU' },
  simd: { preposition: 'in', name: 'WebAssembly' },
  webgpu: { preposition: 'on', name: 'the GPU' },
};

/** The fastest that computes what the CPU does; of equally fast ones the first, the CPU before all. */
export function decideCompute(cpuElapsedMs: number, trials: readonly ComputeTrial[]): ComputeDecision {
  const sound: Timing[] = [{ name: 'cpu', elapsedMs: cpuElapsedMs }];
  const remarks: string[] = [];
  for (const trial of trials) {
    if ('unusableBecause' in trial) remarks.push(trial.unusableBecause);
    else if (trial.largestDifference <= LARGEST_DIFFERENCE_ALLOWED) sound.push(trial);
    else remarks.push(remarkOnWrong(placeOf(trial), trial.largestDifference));
  }
  const [fastest, ...others] = sound.toSorted((a, b) => a.elapsedMs - b.elapsedMs);
  const against = others.length > 0 ? [`against ${others.map(timeAndPlace).join(' and ')}`] : [];
  const chosen = [`Computing ${whereOf(fastest)}: ${timeOf(fastest)} in a trial`, ...against].join(', ');
  return { name: fastest.name, reason: [`${chosen}.`, ...remarks].join(' ') };
}

/**
 * Runs a small job on the CPU and on each candidate, one after the other, and keeps open only the one that suits best.
 * `nowMs` is a clock in milliseconds; it is read twice for each trial.
 */
export async function chooseCompute(
  candidates: readonly ComputeCandidate[],
  nowMs: () => number,
): Promise<ComputeChoice> {
  const trial = createTrial();
  const cpu = createCpuCompute();
  const reference = await runTrial(cpu, trial, nowMs);
  const opened: Compute[] = [];
  const trials: ComputeTrial[] = [];
  for (const { name, open } of candidates) {
    try {
      const { compute, description } = await open();
      opened.push(compute);
      const { elapsedMs, results } = await runTrial(compute, trial, nowMs);
      const difference = largestDifference(results, reference.results);
      trials.push({ name, description, elapsedMs, largestDifference: difference });
    } catch (error) {
      trials.push({ name, unusableBecause: error instanceof Error ? error.message : String(error) });
    }
  }
  const { name, reason } = decideCompute(reference.elapsedMs, trials);
  const compute = opened.find((candidate) => candidate.name === name) ?? cpu;
  for (const other of opened) if (other !== compute) other.dispose();
  return { compute, reason };
}

interface Timing {
  readonly name: ComputeName;
  readonly description?: string;
  readonly elapsedMs: number;
}

function placeOf({ name, description }: Omit<Timing, 'elapsedMs'>): string {
  return description === undefined ? PLACES[name].name : `${PLACES[name].name} (${description})`;
}

function whereOf(timing: Timing): string {
  return `${PLACES[timing.name].preposition} ${placeOf(timing)}`;
}

function timeAndPlace(timing: Timing): string {
  return `${timeOf(timing)} ${whereOf(timing)}`;
}

function timeOf({ elapsedMs }: Timing): string {
  return `${elapsedMs.toFixed(1)} ms`;
}

function remarkOnWrong(place: string, difference: number): string {
  const sentence = `${place} computes wrongly, off by a share of ${difference.toExponential(1)}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
