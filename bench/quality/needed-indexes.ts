import type { TrainQuerySource } from '../../src/core/index-records.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { costSteps } from '../../src/engine/measure-cost.ts';
import type { IndexParameters } from '../../src/engine/records.ts';
import { costRequest } from '../index/measure-calls.ts';
import type { NeededIndex } from './methods.ts';

export interface IndexPlace {
  readonly engine: Pick<Engine, 'planIndex' | 'buildIndex'>;
  readonly corpusId: string;
  readonly trainQueries: TrainQuerySource;
  /** Builds no index that lacks a score. */
  readonly knownOnly: boolean;
}

/** Its id, or how many of its scores are missing. */
export type FoundIndex = { readonly indexId: string } | { readonly missing: number; readonly calls: number };

/** The largest that bench:index measures: 50 anchors; 400 train queries with 50 documents each, in the hybrid space. */
export function neededParameters(
  index: NeededIndex,
  corpusId: string,
  trainQueries: TrainQuerySource,
): IndexParameters {
  const request = costRequest(corpusId, trainQueries, { kind: 'mix', lambda: 0 });
  const largest = costSteps(request).findLast(({ method }) => method === index);
  if (!largest) throw new Error(`Expected bench:index to measure ${index}.`);
  return largest.parameters;
}

/** Builds it, unless scores are missing that are not to be computed. */
export async function openNeededIndex(index: NeededIndex, place: IndexPlace): Promise<FoundIndex> {
  const { engine, corpusId, trainQueries, knownOnly } = place;
  const parameters = neededParameters(index, corpusId, trainQueries);
  if (knownOnly) {
    const { scorerCalls: calls, knownCalls } = await engine.planIndex(parameters);
    if (knownCalls < calls) return { missing: calls - knownCalls, calls };
  }
  return { indexId: (await engine.buildIndex(parameters)).indexId };
}
