import { sortRanking } from '../core/top-k.ts';
import type { Matrix, Ranking } from '../core/types.ts';
import type { PassageIds } from './passage-ids.ts';
import type { CrossEncoder, Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, ExactRankingResult, JobProgress } from './records.ts';
import { openQueryScorer, pairTokens } from './score-documents.ts';
import type { SpeedRecord } from './speed.ts';

export interface ExactRankingOptions {
  readonly store: Store;
  readonly crossEncoder: CrossEncoder;
  readonly corpusId: string;
  readonly corpusHash: string;
  readonly queryText: string;
  /** |I| x 1 */
  readonly passageTokens: Matrix;
  /** Token ids of the passages, where they are kept. */
  readonly passageIds?: PassageIds | undefined;
  readonly speed: SpeedRecord;
}

/** Documents whose texts are in memory at a time. */
const CHUNK_SIZE = 256;

/** The whole corpus by exact score; stored scores are reused and every finished batch is stored. */
export async function computeExactRanking(
  options: ExactRankingOptions,
  context: CallContext<JobProgress> = {},
): Promise<ExactRankingResult> {
  const { crossEncoder, passageTokens, queryText, speed } = options;
  const startedMs = performance.now();
  const [queryTokens] = crossEncoder.countTokens([queryText]);
  const tokensOf = (docRow: number) => pairTokens(queryTokens, passageTokens.data[docRow], crossEncoder);
  const documentCount = passageTokens.rows;
  const allRows = Uint32Array.from({ length: documentCount }, (_, docRow) => docRow);

  let doneTokens = 0;
  const scorer = await openQueryScorer({
    ...options,
    onBatch(batch) {
      speed.add(batch.tokens, batch.modelMs);
      doneTokens += batch.tokens;
      context.onProgress?.(meter.report(doneTokens));
    },
  });
  const missing = allRows.filter((docRow) => !scorer.isKnown(docRow));
  const totalTokens = allRows.reduce((sum, docRow) => sum + tokensOf(docRow), 0);
  doneTokens = totalTokens - missing.reduce((sum, docRow) => sum + tokensOf(docRow), 0);
  const meter = startMeter('scoring', 'tokens', totalTokens, doneTokens);
  context.onProgress?.(meter.report(doneTokens));

  try {
    for (let start = 0; start < missing.length; start += CHUNK_SIZE) {
      context.cancel?.throwIfAborted();
      await scorer.score(missing.slice(start, start + CHUNK_SIZE), context.cancel);
    }
  } finally {
    await scorer.close();
  }
  const { docRows, scores } = scorer.knownScores();
  return {
    ranking: sortRanking(docRows, scores),
    computedCalls: scorer.computedCalls(),
    elapsedMs: performance.now() - startedMs,
  };
}

/** The exact ranking from stored scores alone; undefined while any document's score is missing. */
export async function readExactRanking(
  store: Store,
  crossEncoderHash: string,
  corpusId: string,
  queryText: string,
): Promise<Ranking | undefined> {
  const { documentCount } = await store.readCorpus(corpusId);
  const { docRows, scores } = await store.readScores(corpusId, crossEncoderHash, queryText);
  return docRows.length === documentCount ? sortRanking(docRows, scores) : undefined;
}
