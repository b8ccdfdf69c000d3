/** A search as every panel draws it: live, finished, or stored on some other machine. */
import { angleBetween, headAndTailError, stepLength } from '../../core/round-diagnostics.ts';
import type { Ranking } from '../../core/types.ts';
import type { KnownEstimates, RoundReport, SearchRequest, SearchResult } from '../../workers/client.ts';
import type { LiveRun } from './search-state.ts';

export interface RunView {
  /** Different for each run of one search. */
  readonly key: string;
  /** What the person knows the method as; two runs of one search never have the same. */
  readonly label: string;
  readonly request: SearchRequest;
  readonly itemSpaceName: string;
  readonly status: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Kept when the run is cancelled or fails: their scores are exact all the same. */
  readonly rounds: readonly RoundView[];
  readonly result?: Omit<SearchResult, 'rounds' | 'searchedWith'>;
  readonly error?: Error;
}

export interface RoundView extends Omit<RoundReport, 'estimates' | 'queryVector'> {
  /** A stored run knows those of the items that were scored and of the exact top only. */
  readonly estimates: Float32Array | KnownEstimates;
  /** Absent in a stored run. */
  readonly queryVector?: Float64Array;
  /** Of a stored run: where the query embedding lies on its map. */
  readonly mapPoint?: readonly [number, number];
  /** Length of the step from the query embedding before (the prior in round 1), and angle to the prior in degrees; absent without a prior. */
  readonly stepLength?: number;
  readonly priorAngle?: number;
  /** Root mean square error over the exact top 100 and over the others, where the exact ranking is known. */
  readonly headError?: number;
  readonly tailError?: number;
}

/** Items of the exact ranking whose estimates matter most. */
const HEAD_COUNT = 100;

/** A value with what it was made of; made again only when that is another. */
interface Kept<T> {
  readonly madeOf: readonly unknown[];
  readonly value: T;
}

const keptRuns = new WeakMap<LiveRun, Kept<RunView>>();
const keptErrors = new WeakMap<RoundReport, Kept<ReturnType<typeof errorsOf>>>();

/**
 * A live run as the panels draw it. The same run gives the same view, so that stepping through rounds makes nothing anew;
 * of a run that goes on, only the new round is looked at.
 */
export function toRunView(run: LiveRun, itemSpaceName: string, exact: Ranking | undefined): RunView {
  return keep(keptRuns, run, [itemSpaceName, exact], () => {
    const { key, request, status, rounds, result, error } = run;
    return {
      key,
      label: request.label,
      request,
      itemSpaceName,
      status,
      rounds: rounds.map((round, position) => ({
        ...round,
        ...movement(rounds, position, result?.priorVector),
        ...(exact && keep(keptErrors, round, [exact], () => errorsOf(round, exact))),
      })),
      ...(result && { result }),
      ...(error && { error }),
    };
  });
}

/** The estimate of an item after a round; undefined where a stored run does not know it. */
export function estimateOf({ estimates }: Pick<RoundView, 'estimates'>, docRow: number): number | undefined {
  if (estimates instanceof Float32Array) return estimates[docRow];
  const place = estimates.docRows.indexOf(docRow);
  return place >= 0 ? estimates.values[place] : undefined;
}

/** The prior is known at the end of a run; an item space without a query embedding has zeros for it, and so none. */
function movement(rounds: readonly RoundReport[], position: number, priorVector: Float64Array | undefined) {
  const { queryVector } = rounds[position];
  const prior = priorVector?.some((value) => value !== 0) ? priorVector : undefined;
  const before = position > 0 ? rounds[position - 1].queryVector : prior;
  const priorAngle = prior && angleBetween(prior, queryVector);
  return {
    ...(before && { stepLength: stepLength(before, queryVector) }),
    ...(priorAngle !== undefined && { priorAngle }),
  };
}

function errorsOf({ estimates }: RoundReport, exact: Ranking) {
  const { head, tail } = headAndTailError(estimates, exact, HEAD_COUNT);
  return {
    ...(head !== undefined && { headError: head }),
    ...(tail !== undefined && { tailError: tail }),
  };
}

function keep<Key extends object, T>(
  kept: WeakMap<Key, Kept<T>>,
  key: Key,
  madeOf: readonly unknown[],
  make: () => T,
): T {
  const before = kept.get(key);
  if (before?.madeOf.every((part, i) => part === madeOf[i])) return before.value;
  const value = make();
  kept.set(key, { madeOf, value });
  return value;
}
