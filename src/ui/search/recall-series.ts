/** Top-k-Recall against rounds and against cross-encoder calls, of every run of a search. */
import { topKRecall } from '../../core/metrics.ts';
import type { Ranking } from '../../core/types.ts';
import { FIRST_ROUND_NAMES } from './labels.ts';
import type { RunView } from './run-view.ts';

export interface RecallPoint {
  readonly k: number;
  /** From 1; of retrieve-and-rerank the round of the inspected run with as many calls, absent between rounds. */
  readonly round?: number;
  readonly calls: number;
  readonly recall: number;
}

export interface RecallSeries {
  readonly key: string;
  readonly label: string;
  /** Among the runs of the search; undefined for a curve that none of them is. */
  readonly place: number | undefined;
  readonly points: readonly RecallPoint[];
}

const CUTOFFS = [1, 10, 50, 100];
/** Points of the retrieve-and-rerank curve, besides those at the rounds of the inspected run. */
const CURVE_STEPS = 50;

/** The k for which recall says something about a corpus of this size. */
export function recallCutoffs(itemCount: number): number[] {
  return CUTOFFS.filter((k) => k <= itemCount);
}

/**
 * One curve a run. A run of a single round is retrieve-and-rerank: its answer is known for every number of calls up to
 * its budget. Where no run is, but the first stage of one is known, the curve that retrieve-and-rerank on it would have
 * comes last. `exact` may be cut off, but not before the largest k.
 */
export function recallSeries(runs: readonly RunView[], inspected: RunView, exact: Ranking): RecallSeries[] {
  const callsOfRounds = inspected.rounds.map(({ scorerCalls }) => scorerCalls);
  const series = runs.map((run, place): RecallSeries => {
    const { key, label, rounds, result } = run;
    const points =
      result && isOneShot(run)
        ? rerankRecall(result.firstStage, exact, callsOfRounds, rounds)
        : roundsRecall(rounds, exact);
    return { key, label, place, points };
  });
  const known = [inspected, ...runs].find(({ result }) => result);
  if (runs.some(isOneShot) || !known?.result) return series;
  const label = `retrieve and rerank, ${FIRST_ROUND_NAMES[known.request.method.firstRound]}`;
  const points = rerankRecall(known.result.firstStage, exact, callsOfRounds, []);
  return [...series, { key: 'retrieve-and-rerank', label, place: undefined, points }];
}

/** Recall once at most `calls` are spent: the last point up to there. */
export function recallAfter({ points }: RecallSeries, k: number, calls: number): RecallPoint | undefined {
  return points.findLast((point) => point.k === k && point.calls <= calls);
}

/** Everything is scored in the first round, in the order of the first stage. */
export function isOneShot({ request, result }: Pick<RunView, 'request' | 'result'>): boolean {
  const { schedule } = request.method;
  return result ? result.plannedRounds === 1 : schedule.kind !== 'batches' && schedule.rounds === 1;
}

/** One point per round and k. */
export function roundsRecall(rounds: RunView['rounds'], exact: Ranking): RecallPoint[] {
  return rounds.flatMap(({ index, best, scorerCalls }) =>
    recallPoints(best.docRows, exact, scorerCalls, index),
  );
}

/**
 * Retrieve-and-rerank with every budget: it scores the first stage from the top, so with the exact ranking known its
 * answer for c calls is the first c items of the first stage, sorted by exact score. It is followed up to the last round
 * of `callsOfRounds` or of `rounds`, its own ones; where the first stage ends early, only what they found goes on.
 */
export function rerankRecall(
  firstStage: Ranking,
  exact: Ranking,
  callsOfRounds: readonly number[],
  rounds: RunView['rounds'],
): RecallPoint[] {
  const ownCalls = rounds.map(({ scorerCalls }) => scorerCalls);
  const last = ownCalls.at(-1) ?? callsOfRounds.at(-1) ?? 0;
  const end = Math.min(last, firstStage.docRows.length);
  const steps = Array.from({ length: CURVE_STEPS }, (_, i) => Math.ceil(((i + 1) * end) / CURVE_STEPS));
  const calls = new Set(
    [...steps, ...callsOfRounds, ...ownCalls].filter((count) => count >= 1 && count <= end),
  );
  const placeOfRow = topPlaces(exact);
  const answerAfter = (count: number) =>
    Uint32Array.from(firstStage.docRows.subarray(0, count).filter((docRow) => placeOfRow.has(docRow)))
      .map((docRow) => placeOfRow.get(docRow) ?? 0)
      .sort()
      .map((place) => exact.docRows[place]);

  const answers = [
    ...Array.from(calls, (count) => ({ count, found: answerAfter(count) })),
    ...rounds
      .filter(({ scorerCalls }) => scorerCalls > end)
      .map(({ scorerCalls, best }) => ({ count: scorerCalls, found: best.docRows })),
  ];
  return answers
    .sort((a, b) => a.count - b.count)
    .flatMap(({ count, found }) => {
      const round = callsOfRounds.indexOf(count) + 1;
      return recallPoints(found, exact, count, round > 0 ? round : undefined);
    });
}

/** Places of the items that can count for any k: the exact top, and what ties with the last of it. */
function topPlaces({ docRows, scores }: Ranking): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  const lastScore = scores[Math.min(CUTOFFS[CUTOFFS.length - 1], docRows.length) - 1];
  for (let place = 0; place < docRows.length && scores[place] >= lastScore; place++) {
    places.set(docRows[place], place);
  }
  return places;
}

function recallPoints(
  found: Uint32Array,
  exact: Ranking,
  calls: number,
  round: number | undefined,
): RecallPoint[] {
  return recallCutoffs(exact.docRows.length).map((k) => ({
    k,
    ...(round !== undefined && { round }),
    calls,
    recall: topKRecall(found, exact, k),
  }));
}
