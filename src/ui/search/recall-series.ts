/** Top-k-Recall against cross-encoder calls, round by round. */
import { topKRecall } from '../../core/metrics.ts';
import type { Ranking } from '../../core/types.ts';
import type { RoundReport } from '../../workers/client.ts';
import type { Method } from './search-settings.ts';

export interface RecallPoint {
  readonly method: Method;
  readonly k: number;
  /** AXN's round with this many calls, from 1; absent between rounds. */
  readonly round?: number;
  readonly calls: number;
  readonly recall: number;
}

const CUTOFFS = [1, 10, 100];
/** Points of the retrieve-and-rerank curve, besides those at AXN's rounds. */
const CURVE_STEPS = 50;

/** The k for which recall says something about a corpus of this size. */
export function recallCutoffs(itemCount: number): number[] {
  return CUTOFFS.filter((k) => k <= itemCount);
}

/** AXN: one point per round and k. */
export function axnRecall(rounds: readonly RoundReport[], exact: Ranking): RecallPoint[] {
  return rounds.flatMap(({ index, best, scorerCalls }) =>
    recallPoints('axn', best.docRows, exact, scorerCalls, index),
  );
}

/** Calls after each round of AXN, or of the only round of retrieve-and-rerank: where both are compared. */
export function callsAfterRounds(rounds: readonly RoundReport[]): number[] {
  return rounds.map(({ scorerCalls }) => scorerCalls);
}

/**
 * Retrieve-and-rerank with every budget up to the last of `callsOfRounds`: it scores the first stage from the
 * top, so with the exact ranking known its answer for c calls is the first c items of the first stage, sorted
 * by exact score. Where the first stage ends early, only what `rerankRounds` really found goes on.
 */
export function rerankRecall(
  firstStage: Ranking,
  exact: Ranking,
  callsOfRounds: readonly number[],
  rerankRounds: readonly RoundReport[],
): RecallPoint[] {
  const end = Math.min(callsOfRounds.at(-1) ?? 0, firstStage.docRows.length);
  const steps = Array.from({ length: CURVE_STEPS }, (_, i) => Math.ceil(((i + 1) * end) / CURVE_STEPS));
  const calls = new Set([...steps, ...callsOfRounds].filter((count) => count >= 1 && count <= end));
  const placeOfRow = new Uint32Array(exact.docRows.length);
  exact.docRows.forEach((docRow, place) => {
    placeOfRow[docRow] = place;
  });
  const answerAfter = (count: number) =>
    Uint32Array.from(firstStage.docRows.subarray(0, count), (docRow) => placeOfRow[docRow])
      .sort()
      .map((place) => exact.docRows[place]);

  const answers = [
    ...Array.from(calls, (count) => ({ count, found: answerAfter(count) })),
    ...rerankRounds
      .filter(({ scorerCalls }) => scorerCalls > end)
      .map(({ scorerCalls, best }) => ({ count: scorerCalls, found: best.docRows })),
  ];
  return answers
    .sort((a, b) => a.count - b.count)
    .flatMap(({ count, found }) => {
      const round = callsOfRounds.indexOf(count) + 1;
      return recallPoints('retrieve-and-rerank', found, exact, count, round > 0 ? round : undefined);
    });
}

function recallPoints(
  method: Method,
  found: Uint32Array,
  exact: Ranking,
  calls: number,
  round: number | undefined,
): RecallPoint[] {
  return recallCutoffs(exact.docRows.length).map((k) => ({
    method,
    k,
    ...(round !== undefined && { round }),
    calls,
    recall: topKRecall(found, exact, k),
  }));
}
