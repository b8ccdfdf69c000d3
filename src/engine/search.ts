import { adaptiveSearch, type Round } from '../core/adaptive-search.ts';
import { XennError } from '../core/errors.ts';
import type { Ranking } from '../core/types.ts';
import { createDocumentReader, type ReadDocuments } from './documents.ts';
import type { Retrieved } from './first-round.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { unpackPassageIds } from './passage-ids.ts';
import { prepareSearch, type SearchPlace } from './prepare-search.ts';
import type { CallContext } from './records.ts';
import { openQueryScorer, type QueryScorer } from './score-documents.ts';
import { notesOn } from './search-notes.ts';
import {
  FIRST_STAGE_DEPTH,
  type RetrievedItem,
  type RoundReport,
  type SearchedWith,
  type SearchRequest,
  type SearchResult,
} from './search-records.ts';

/**
 * One query by any method, round by round. Once it is cancelled no further round is reported; scores that were computed
 * are stored all the same.
 *
 * @throws InvalidArgumentError when the query is empty or a setting is impossible; EncoderError;
 *   StorageError; CancelledError.
 */
export async function search(
  corpus: OpenCorpus,
  place: SearchPlace,
  request: SearchRequest,
  { cancel, onProgress }: CallContext<RoundReport> = {},
): Promise<SearchResult> {
  const { store, corpusId, encoders, speed, matrices } = corpus;
  const queryText = request.queryText.trim();
  if (queryText === '') {
    throw new XennError('InvalidArgumentError', 'The query is empty: type at least one word to search for.');
  }
  const startedMs = performance.now();
  const readDocuments = createDocumentReader(store, corpusId);
  const prepared = await prepareSearch(corpus, place, { ...request, queryText });
  const { options, firstStage } = prepared;
  const ranksOf = rankLookup(prepared.retrieved);
  const rounds: RoundReport[] = [];
  const scorer = await openQueryScorer({
    store,
    crossEncoder: encoders.crossEncoder,
    corpusId,
    corpusHash: corpus.corpusHash,
    queryText,
    readDocuments,
    passageIds: unpackPassageIds(matrices.packedIds),
    onBatch: (batch) => speed.add(batch.tokens, batch.modelMs),
  });
  try {
    for await (const round of adaptiveSearch({
      ...options,
      scorer: scorer.score,
      ...(cancel && { cancel }),
    })) {
      const newItems = await describeItems(readDocuments, round, ranksOf);
      cancel?.throwIfAborted();
      const report = reportRound(round, newItems, scorer, performance.now() - startedMs);
      rounds.push(report);
      onProgress?.(report);
    }
  } finally {
    await scorer.close();
  }
  return {
    request,
    searchedWith: searchedWith(corpus),
    itemCount: options.matrix.rows,
    rounds,
    plannedRounds: options.roundSizes.length,
    priorVector: options.prior,
    firstStage: cut(firstStage, FIRST_STAGE_DEPTH),
    notes: notesOn(request, prepared, rounds),
    elapsedMs: performance.now() - startedMs,
    modelMs: scorer.modelMs(),
  };
}

/** As a result of this corpus, searched now, says it. */
export function searchedWith({
  corpusHash,
  encoders: { crossEncoder, dualEncoder },
}: Pick<OpenCorpus, 'corpusHash' | 'encoders'>): SearchedWith {
  return {
    corpusHash,
    crossEncoderHash: crossEncoder.identity.hash,
    dualEncoderHash: dualEncoder.identity.hash,
  };
}

async function describeItems(
  readDocuments: ReadDocuments,
  { scored, pickedBy, estimatesBefore, deviationsBefore, pulls }: Round,
  ranksOf: (docRow: number) => RetrievedItem['ranks'],
): Promise<RetrievedItem[]> {
  const documents = await readDocuments(scored.docRows);
  return documents.map((document, i) => ({
    document,
    exactScore: scored.scores[i],
    pickedBy: pickedBy[i],
    ...(estimatesBefore && { estimateBefore: estimatesBefore[i] }),
    ...(deviationsBefore && { deviationBefore: deviationsBefore[i] }),
    ranks: ranksOf(document.docRow),
    ...(pulls && { pulls: pulls[i] }),
  }));
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
    columnWeights: round.columnWeights,
    ...(round.mu !== undefined && { mu: round.mu }),
    estimates: new Float32Array(round.estimates),
    best: round.best,
    ...(round.confidence !== undefined && { confidence: round.confidence }),
    scorerCalls: round.scorerCalls,
    computedCalls: scorer.computedCalls(),
    elapsedMs,
    modelMs: scorer.modelMs(),
  };
}

/** Where each retriever has an item, from 1. */
function rankLookup(retrieved: Retrieved): (docRow: number) => RetrievedItem['ranks'] {
  const bm25 = ranksIn(retrieved.bm25);
  const dualEncoder = ranksIn(retrieved.dualEncoder);
  const itemSpace = ranksIn(retrieved.itemSpace);
  return (docRow) => ({
    ...named('bm25', bm25.get(docRow)),
    ...named('dualEncoder', dualEncoder.get(docRow)),
    ...named('itemSpace', itemSpace.get(docRow)),
  });
}

function ranksIn(ranking: Ranking | undefined): ReadonlyMap<number, number> {
  const ranks = new Map<number, number>();
  ranking?.docRows
    .subarray(0, FIRST_STAGE_DEPTH)
    .forEach((docRow, place) => void ranks.set(docRow, place + 1));
  return ranks;
}

function named<Name extends string>(name: Name, rank: number | undefined): { [key in Name]?: number } {
  return rank === undefined ? {} : ({ [name]: rank } as { [key in Name]?: number });
}

function cut({ docRows, scores }: Ranking, count: number): Ranking {
  return { docRows: docRows.slice(0, count), scores: scores.slice(0, count) };
}
