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

/** As bench:index makes them. */
export function neededParameters(
  { method, space, trainQueries: count, documentsPerQuery }: NeededIndex,
  corpusId: string,
  trainQueries: TrainQuerySource,
): IndexParameters {
  const [{ parameters }] = costSteps({
    ...costRequest(corpusId, trainQueries, { kind: 'mix', lambda: 0 }),
    ...{ space, documentsPerQuery, methods: [method], queryCounts: [count], anchorCounts: [count] },
  });
  return parameters;
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
