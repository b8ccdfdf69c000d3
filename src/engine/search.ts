import { adaptiveSearch, planRounds, type Round } from '../core/adaptive-search.ts';
import { XennError } from '../core/errors.ts';
import type { Ranking } from '../core/types.ts';
import { createDocumentReader, type ReadDocuments } from './documents.ts';
import type { ItemSpace } from './item-space.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { unpackPassageIds } from './passage-ids.ts';
import {
  type CallContext,
  FIRST_STAGE_DEPTH,
  type RetrievedItem,
  type RoundReport,
  type SearchRequest,
  type SearchResult,
} from './records.ts';
import { openQueryScorer, type QueryScorer } from './score-documents.ts';

/**
 * AXN (Algorithm 1) for one query, or retrieve-and-rerank as the same loop with one round.
 *
 * @throws InvalidArgumentError when the query is empty or a setting is impossible; EncoderError;
 *   StorageError; CancelledError.
 */
export async function search(
  { store, corpusId, encoders, compute, speed, matrices }: OpenCorpus,
  itemSpace: ItemSpace,
  request: SearchRequest,
  context: CallContext<RoundReport> = {},
): Promise<SearchResult> {
  const { itemVectors, packedIds } = matrices;
  const queryText = request.queryText.trim();
  if (queryText === '') {
    throw new XennError('InvalidArgumentError', 'The query is empty: type at least one word to search for.');
  }
  const startedMs = performance.now();
  const readDocuments = createDocumentReader(store, corpusId);
  const [scorer, embedded, spacePrior, bm25] = await Promise.all([
    openQueryScorer({
      store,
      crossEncoder: encoders.crossEncoder,
      corpusId,
      queryText,
      readDocuments,
      passageIds: unpackPassageIds(packedIds),
      onBatch: (batch) => speed.add(batch.tokens, batch.modelMs),
    }),
    encoders.dualEncoder.embed([queryText], 'query'),
    itemSpace.priorOf(queryText),
    request.firstRound === 'bm25' ? store.searchBm25(corpusId, queryText, FIRST_STAGE_DEPTH) : undefined,
  ]);
  const prior = spacePrior ?? new Float64Array(itemSpace.itemVectors.cols);
  const firstStage = bm25 ?? (await nearestByDualEncoder());

  const rankInFirstStage = new Map<number, number>();
  firstStage.docRows.forEach((docRow, i) => void rankInFirstStage.set(docRow, i + 1));

  const rounds: RoundReport[] = [];
  const search = adaptiveSearch({
    matrix: itemSpace.itemVectors,
    firstStageRows: await firstRoundRows(),
    scorer: scorer.score,
    prior,
    fit: { kind: 'mix', lambda: spacePrior ? request.lambda : 0 },
    scoreScale: itemSpace.scoreScale,
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
    notes: notesOn(request, spacePrior, firstStage, itemVectors.rows),
    elapsedMs: performance.now() - startedMs,
    modelMs: scorer.modelMs(),
  };

  function nearestByDualEncoder(): Promise<Ranking> {
    return compute.nearest(itemVectors, Float64Array.from(embedded.data), FIRST_STAGE_DEPTH);
  }

  /** Where the item space cannot fill a first round that BM25 leaves short, the dual-encoder does. */
  async function firstRoundRows(): Promise<Uint32Array> {
    if (spacePrior || !bm25) return firstStage.docRows;
    return Uint32Array.of(...firstStage.docRows, ...(await nearestByDualEncoder()).docRows);
  }
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
  prior: Float64Array | undefined,
  firstStage: Ranking,
  itemCount: number,
): string[] {
  const notes: string[] = [];
  if (!prior && request.lambda > 0 && request.method === 'axn') {
    notes.push('These item vectors come without a query embedding to mix in, so λ is 0 here.');
  }
  if (prior?.every((value) => value === 0)) {
    notes.push(
      'The item vectors’ model knows no word of this query, so its query embedding is zero: items that it ranks ' +
        'are arbitrary. Try other words.',
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
