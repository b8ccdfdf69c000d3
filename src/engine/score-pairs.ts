/** The cross-encoder's part of an index: the planned pairs' scores, each stored as it comes. */
import type { ScoredPairs } from '../core/held-out.ts';
import { unpackPassageIds } from './passage-ids.ts';
import type { IndexPlan } from './plan-index.ts';
import type { ScoreBatch } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, JobProgress } from './records.ts';
import { openQueryScorer } from './score-documents.ts';
import { costOfScoring, type ScoringPlan, type ScoringTarget, scoringPlanOf } from './scoring-plan.ts';
import type { SpeedRecord } from './speed.ts';

export interface ScoreTarget extends ScoringTarget {
  readonly corpusHash: string;
  readonly speed: SpeedRecord;
}

export type ScoringProgress = JobProgress & {
  readonly scorerCallsDone: number;
  readonly scorerCallsTotal: number;
};

/** Documents of a query whose texts or ids are in memory at a time. */
const CHUNK_SIZE = 2048;

/**
 * The scores of an index's pairs, aligned with them.
 *
 * @throws as `scoreQueries`.
 */
export async function scorePairs(
  target: ScoreTarget,
  plan: Pick<IndexPlan, 'queries' | 'pairs' | 'pairTokens'>,
  context: CallContext<ScoringProgress> = {},
): Promise<ScoredPairs> {
  const { queryRow, docRow, rowStart } = plan.pairs;
  const score = new Float32Array(docRow.length);
  const keep = (query: number, scores: Float32Array) => score.set(scores, rowStart[query]);
  await scoreQueries(target, scoringPlanOf(plan), keep, context);
  return { queryRow, docRow, score };
}

/**
 * Scores what is not stored yet, several queries at a time where the model gains by it. Every finished batch is kept.
 * `onQuery` gets the scores of each query when it is finished, aligned with its pairs, in no certain order; without it a
 * query whose pairs are all stored is not read again.
 *
 * @throws CancelledError between batches; EncoderError; StorageError.
 */
export async function scoreQueries(
  target: ScoreTarget,
  plan: ScoringPlan,
  onQuery: ((query: number, scores: Float32Array) => void) | undefined,
  context: CallContext<ScoringProgress> = {},
): Promise<void> {
  const { store, crossEncoder, corpusId, corpusHash, matrices, speed } = target;
  const cost = await costOfScoring(target, [plan], context.cancel);
  const { calls, knownCalls, tokens, knownTokens, unfinishedTexts } = cost;
  let doneCalls = knownCalls;
  let doneTokens = knownTokens;
  const passageIds = unpackPassageIds(matrices.packedIds);
  const meter = startMeter('scoring', 'tokens', tokens, knownTokens);
  report();

  const scoreQuery = async (query: number, queryText: string): Promise<void> => {
    context.cancel?.throwIfAborted();
    const onBatch = (batch: ScoreBatch) => {
      speed.add(batch.tokens, batch.modelMs);
      doneCalls += batch.positions.length;
      doneTokens += batch.tokens;
      report();
    };
    const scorer = await openQueryScorer({
      store,
      crossEncoder,
      corpusId,
      corpusHash,
      queryText,
      passageIds,
      onBatch,
    });
    const { docRows } = plan.pairsOf(query);
    const scores = new Float32Array(docRows.length);
    try {
      for (let start = 0; start < docRows.length; start += CHUNK_SIZE) {
        const chunk = docRows.slice(start, start + CHUNK_SIZE);
        scores.set(await scorer.score(chunk, context.cancel), start);
      }
    } finally {
      await scorer.close();
    }
    onQuery?.(query, scores);
  };
  const remaining = plan.queries.entries();
  /** In the order in which they happened. */
  const failures: unknown[] = [];
  /** Scores query after query, each taken by one lane only, until none is left or a lane has failed. */
  const lane = async (): Promise<void> => {
    for (const [query, { text }] of remaining) {
      if (failures.length > 0) return;
      if (!onQuery && !unfinishedTexts.has(text)) continue;
      await scoreQuery(query, text).catch((error: unknown) => void failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: crossEncoder.queriesAtOnce }, lane));
  if (failures.length > 0) throw failures[0];

  function report() {
    context.onProgress?.({
      ...meter.report(doneTokens),
      scorerCallsDone: doneCalls,
      scorerCallsTotal: calls,
    });
  }
}
