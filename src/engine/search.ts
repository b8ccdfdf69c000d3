import { adaptiveSearch, planRounds, type Round } from '../core/adaptive-search.ts';
import type { Compute } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { ScoreScale } from '../core/score-scale.ts';
import { topK } from '../core/top-k.ts';
import type { Matrix, Ranking } from '../core/types.ts';
import { createDocumentReader, type ReadDocuments } from './documents.ts';
import type { PassageIds } from './passage-ids.ts';
import type { Encoders, Store } from './ports.ts';
import {
  type CallContext,
  FIRST_STAGE_DEPTH,
  type RetrievedItem,
  type RoundReport,
  type SearchRequest,
  type SearchResult,
} from './records.ts';
import { openQueryScorer, type QueryScorer } from './score-documents.ts';
import type { SpeedRecord } from './speed.ts';

export interface SearchOptions {
  readonly store: Store;
  readonly encoders: Encoders;
  readonly compute: Compute;
  /** |I| x d, the dual-encoder's: first round and prior. */
  readonly itemVectors: Matrix;
  /** |I| x d, what the search estimates with: an index, or `itemVectors` again. */
  readonly itemSpace: Matrix;
  /** Token ids of the passages, where they are kept. */
  readonly passageIds?: PassageIds | undefined;
  readonly scoreScale: ScoreScale | 'first-batch';
  readonly speed: SpeedRecord;
}

/**
 * AXN (Algorithm 1) for one query, or retrieve-and-rerank as the same loop with one round.
 *
 * @throws InvalidArgumentError when the query is empty or a setting is impossible; EncoderError;
 *   StorageError; CancelledError.
 */
export async function search(
  options: SearchOptions,
  request: SearchRequest,
  context: CallContext<RoundReport> = {},
): Promise<SearchResult> {
  const { store, encoders, compute, itemVectors, itemSpace } = options;
  const { corpusId } = request;
  const queryText = request.queryText.trim();
  if (queryText === '') {
    throw new XennError('InvalidArgumentError', 'The query is empty: type at least one word to search for.');
  }
  const startedMs = performance.now();
  const readDocuments = createDocumentReader(store, corpusId);
  const [scorer, embedded, bm25] = await Promise.all([
    openQueryScorer({
      store,
      crossEncoder: encoders.crossEncoder,
      corpusId,
      queryText,
      readDocuments,
      passageIds: options.passageIds,
      onBatch: (batch) => options.speed.add(batch.tokens, batch.modelMs),
    }),
    encoders.dualEncoder.embed([queryText], 'query'),
    request.firstRound === 'bm25' ? store.searchBm25(corpusId, queryText, FIRST_STAGE_DEPTH) : undefined,
  ]);
  const prior = Float64Array.from(embedded.data);
  const firstStage = bm25 ?? topK(await compute.multiply(itemVectors, prior), FIRST_STAGE_DEPTH);

  const rankInFirstStage = new Map<number, number>();
  firstStage.docRows.forEach((docRow, i) => void rankInFirstStage.set(docRow, i + 1));

  const rounds: RoundReport[] = [];
  const search = adaptiveSearch({
    matrix: itemSpace,
    firstStageRows: firstStage.docRows,
    scorer: scorer.score,
    prior,
    fit: { kind: 'mix', lambda: request.lambda },
    scoreScale: options.scoreScale,
    budget: request.budget,
    rounds: roundsOf(request),
    compute,
    ...(context.cancel && { cancel: context.cancel }),
  });
  try {
    for await (const round of search) {
      const newItems = await describeItems(readDocuments, round, rankInFirstStage);
      const report = reportRound(round, newItems, scorer, performance.now() - startedMs);
      rounds.push(report);
      context.onProgress?.(report);
    }
  } finally {
    await scorer.flush();
  }
  return {
    request,
    itemCount: itemVectors.rows,
    rounds,
    priorVector: prior,
    firstStage,
    notes: notesOn(request, prior, firstStage, itemVectors.rows),
    elapsedMs: performance.now() - startedMs,
    modelMs: scorer.modelMs(),
  };
}

function roundsOf({ method, rounds }: SearchRequest): number {
  return method === 'retrieve-and-rerank' ? 1 : rounds;
}

async function describeItems(
  readDocuments: ReadDocuments,
  round: Round,
  rankInFirstStage: ReadonlyMap<number, number>,
): Promise<RetrievedItem[]> {
  const documents = await readDocuments(round.scored.docRows);
  return documents.map((document, i) => {
    const rank = rankInFirstStage.get(document.docRow);
    return {
      document,
      exactScore: round.scored.scores[i],
      ...(round.estimatesBefore && { estimateBefore: round.estimatesBefore[i] }),
      ...(rank !== undefined && { firstStageRank: rank }),
    };
  });
}

function reportRound(
  round: Round,
  newItems: readonly RetrievedItem[],
  scorer: QueryScorer,
  elapsedMs: number,
): RoundReport {
  return {
    index: round.index,
    newItems,
    queryVector: round.queryVector,
    estimates: Float32Array.from(round.estimates),
    best: round.best,
    scorerCalls: round.scorerCalls,
    computedCalls: scorer.computedCalls(),
    elapsedMs,
    modelMs: scorer.modelMs(),
  };
}

function notesOn(
  request: SearchRequest,
  prior: Float64Array,
  firstStage: Ranking,
  itemCount: number,
): string[] {
  const notes: string[] = [];
  if (prior.every((value) => value === 0)) {
    notes.push(
      'The dual-encoder knows no word of this query, so its query embedding is zero: the first items of a ' +
        'dual-encoder ranking are arbitrary. Try other words.',
    );
  }
  if (request.budget > itemCount) {
    notes.push(
      `The budget of ${request.budget} is larger than the corpus: all ${itemCount} documents were scored, so this ranking is exact.`,
    );
  }
  const [firstRoundSize] = planRounds(request.budget, roundsOf(request), itemCount);
  if (request.firstRound === 'bm25' && firstStage.docRows.length < firstRoundSize) {
    notes.push(
      `BM25 found ${firstStage.docRows.length} documents with a word of the query, the first round takes ` +
        `${firstRoundSize}: the rest came from the dual-encoder.`,
    );
  }
  return notes;
}
