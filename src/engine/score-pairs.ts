/** The cross-encoder's part of an index: the planned pairs' scores, each stored as it comes. */
import type { ScoredPairs } from '../core/held-out.ts';
import type { CorpusMatrices } from './corpus-matrices.ts';
import { unpackPassageIds } from './passage-ids.ts';
import type { IndexPlan } from './plan-index.ts';
import type { CrossEncoder, ScoreBatch, Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, JobProgress } from './records.ts';
import { openQueryScorer, type QueryScorer } from './score-documents.ts';
import type { SpeedRecord } from './speed.ts';

export interface ScorePairsOptions {
  readonly store: Store;
  readonly crossEncoder: CrossEncoder;
  readonly corpusId: string;
  readonly matrices: CorpusMatrices;
  readonly plan: Pick<IndexPlan, 'queries' | 'pairs' | 'pairTokens'>;
  readonly speed: SpeedRecord;
}

export type ScoringProgress = JobProgress & {
  readonly scorerCallsDone: number;
  readonly scorerCallsTotal: number;
};

/** Documents of a query whose texts or ids are in memory at a time. */
const CHUNK_SIZE = 2048;

/**
 * Scores what is not stored yet, several queries at a time where the model gains by it. Every finished batch is kept.
 *
 * @throws CancelledError between batches; EncoderError; StorageError.
 */
export async function scorePairs(
  { store, crossEncoder, corpusId, matrices, plan, speed }: ScorePairsOptions,
  context: CallContext<ScoringProgress> = {},
): Promise<ScoredPairs> {
  const { queries, pairs, pairTokens } = plan;
  const totalTokens = pairTokens.reduce((sum, tokens) => sum + tokens, 0);
  const score = new Float32Array(pairs.docRow.length);
  let doneCalls = 0;
  let doneTokens = 0;
  const passageIds = unpackPassageIds(matrices.packedIds);
  const scorers: QueryScorer[] = [];
  for (const { text } of queries) {
    const onBatch = (batch: ScoreBatch) => {
      speed.add(batch.tokens, batch.modelMs);
      doneCalls += batch.positions.length;
      doneTokens += batch.tokens;
      report();
    };
    const target = { store, crossEncoder, corpusId, queryText: text, passageIds, onBatch };
    scorers.push(await openQueryScorer(target));
  }
  pairs.docRow.forEach((docRow, pair) => {
    if (!scorers[pairs.queryRow[pair]].isKnown(docRow)) return;
    doneCalls++;
    doneTokens += pairTokens[pair];
  });
  const meter = startMeter('scoring', 'tokens', totalTokens, doneTokens);
  report();

  const scoreQuery = async (query: number, scorer: QueryScorer): Promise<void> => {
    context.cancel?.throwIfAborted();
    const [queryStart, queryEnd] = pairs.rowStart.subarray(query, query + 2);
    try {
      for (let start = queryStart; start < queryEnd; start += CHUNK_SIZE) {
        const docRows = pairs.docRow.slice(start, Math.min(start + CHUNK_SIZE, queryEnd));
        score.set(await scorer.score(docRows, context.cancel), start);
      }
    } finally {
      await scorer.flush();
    }
  };
  const remaining = scorers.entries();
  /** In the order in which they happened. */
  const failures: unknown[] = [];
  /** Scores query after query, each taken by one lane only, until none is left or a lane has failed. */
  const lane = async (): Promise<void> => {
    for (const [query, scorer] of remaining) {
      if (failures.length > 0) return;
      await scoreQuery(query, scorer).catch((error: unknown) => void failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: crossEncoder.queriesAtOnce }, lane));
  if (failures.length > 0) throw failures[0];
  return { queryRow: pairs.queryRow, docRow: pairs.docRow, score };

  function report() {
    context.onProgress?.({
      ...meter.report(doneTokens),
      scorerCallsDone: doneCalls,
      scorerCallsTotal: score.length,
    });
  }
}
