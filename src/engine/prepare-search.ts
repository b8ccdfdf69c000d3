/** From a request to the loop's options: all that a search of one query needs but exact scores. */
import type { AdaptiveSearchOptions } from '../core/adaptive-search.ts';
import { XennError } from '../core/errors.ts';
import type { NeighbourGraph } from '../core/neighbour-graph.ts';
import type { QueryFit } from '../core/query-fit.ts';
import { planRounds } from '../core/round-schedule.ts';
import type { SearchMethod } from '../core/search-method.ts';
import type { Ranking } from '../core/types.ts';
import { breathe } from '../formats/breathe.ts';
import {
  firstDifferent,
  firstStageOf,
  isZero,
  openRetrieval,
  type Retrieve,
  type Retrieved,
} from './first-round.ts';
import type { ItemSpace } from './item-space.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { scoreColumns } from './score-columns.ts';
import { FIRST_STAGE_DEPTH, type SearchRequest } from './search-records.ts';

/** Of all rounds together: half a gigabyte of float32. */
const MOST_ESTIMATES = 2 ** 27;

/** What a method searches in. */
export interface SearchPlace {
  readonly itemSpace: ItemSpace;
  /** Of the item space; called for methods that need it only. */
  readonly openGraph: () => Promise<NeighbourGraph>;
}

export interface PreparedSearch {
  readonly options: Omit<AdaptiveSearchOptions, 'scorer' | 'cancel'>;
  readonly retrieved: Retrieved;
  readonly firstStage: Ranking;
}

/**
 * Retrieves, and lays out the rounds. `queryText` is as it is looked up: trimmed, not empty. `retrieve` is of that query:
 * given where several searches of it share what is retrieved.
 *
 * @throws InvalidArgumentError for a setting that is impossible here; EncoderError; StorageError.
 */
export async function prepareSearch(
  corpus: OpenCorpus,
  { itemSpace, openGraph }: SearchPlace,
  { queryText, method, budget }: Pick<SearchRequest, 'queryText' | 'method' | 'budget'>,
  retrieve: Retrieve = openRetrieval(corpus, queryText),
): Promise<PreparedSearch> {
  const { itemVectors } = itemSpace;
  const itemCount = itemVectors.rows;
  const { shortlist: shortlistLength } = method;
  if (shortlistLength !== undefined) checkShortlist(shortlistLength, budget);
  const reach = Math.min(shortlistLength ?? itemCount, itemCount);
  const roundSizes = planRounds(budget, method.schedule, reach);
  checkRounds(roundSizes.length, itemCount);
  const depth = Math.max(FIRST_STAGE_DEPTH, budget, shortlistLength ?? 0);
  const retrieved = await retrieve(itemSpace, depth);
  const firstStage = firstStageOf(method, retrieved, itemCount, depth);
  const { prior, dualEncoder } = retrieved;
  const columns = await scoreColumns(method.columns, {
    retrieved,
    dualEncoderVectors: corpus.matrices.itemVectors,
    itemVectors,
    compute: corpus.compute,
    depth,
  });
  const options: PreparedSearch['options'] = {
    matrix: itemVectors,
    columns,
    // Where the item space cannot fill a first round that is left short, the dual-encoder does.
    firstStageRows:
      prior && !isZero(prior) ? firstStage.docRows : firstDifferent(depth, firstStage, dualEncoder),
    prior: prior ?? new Float64Array(itemVectors.cols),
    fit: prior ? method.fit : withoutPrior(method.fit),
    intercept: method.intercept,
    transform: method.transform,
    scoreScale: scaleFor(method, itemSpace),
    roundSizes,
    batchRule: method.batchRule,
    diversity: method.diversity,
    ...(method.batchRule.kind === 'graph' && { neighbours: await openGraph() }),
    ...(reach < itemCount && { shortlist: shortlistOf(reach, firstStage, retrieved) }),
    ...(method.stopping && { stopping: method.stopping }),
    explains: true,
    seed: method.seed,
    compute: corpus.compute,
    breathe,
  };
  return { options, retrieved, firstStage };
}

/** Nothing can be mixed in where there is nothing. */
function withoutPrior(fit: QueryFit): QueryFit {
  return fit.kind === 'mix' ? { kind: 'mix', lambda: 0 } : fit;
}

/** An index knows the scale of the scores as they are, not that of a transform in other units. */
function scaleFor({ transform }: SearchMethod, { scoreScale }: ItemSpace): ItemSpace['scoreScale'] {
  return transform === 'sigmoid' || transform === 'rank' ? 'first-batch' : scoreScale;
}

/** The first `length` of the first stage; where it has fewer, of the item space, of the dual-encoder, then any. */
function shortlistOf(
  length: number,
  firstStage: Ranking,
  { itemSpace, dualEncoder }: Retrieved,
): Uint32Array {
  const rows = firstDifferent(length, firstStage, itemSpace, dualEncoder);
  if (rows.length === length) return rows;
  const all = {
    docRows: Uint32Array.from({ length }, (_, docRow) => docRow),
    scores: new Float32Array(length),
  };
  return firstDifferent(length, { docRows: rows, scores: new Float32Array(rows.length) }, all);
}

/** Of a search that is shown, every round keeps an estimate of every document. */
function checkRounds(roundCount: number, itemCount: number): void {
  const fitting = Math.max(1, Math.floor(MOST_ESTIMATES / itemCount));
  if (roundCount <= fitting) return;
  throw new XennError(
    'InvalidArgumentError',
    `Expected at most ${fitting} rounds over ${itemCount} documents, because each keeps an estimate of every document in ` +
      `memory, found ${roundCount}. Choose fewer rounds, or larger batches.`,
  );
}

function checkShortlist(length: number, budget: number): void {
  if (Number.isSafeInteger(length) && length >= budget) return;
  throw new XennError(
    'InvalidArgumentError',
    `The shortlist must be a whole number of at least the budget, ${budget}, but is ${length}.`,
  );
}
