/** Where a search begins: rankings of the corpus that cost no cross-encoder call, and the first round's candidates. */
import { XennError } from '../core/errors.ts';
import { fuseRankings } from '../core/fuse-rankings.ts';
import type { SearchMethod } from '../core/search-method.ts';
import type { Matrix, Ranking } from '../core/types.ts';
import type { ItemSpace } from './item-space.ts';
import { once } from './once.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { firstSeededRows } from './seeded-order.ts';

/** What the retrievers say about one query, each as deep as it was asked. */
export interface Retrieved {
  /** Empty where no document has a word of the query. */
  readonly bm25: Ranking;
  /** Undefined where the dual-encoder knows no token of the query. */
  readonly dualEncoder: Ranking | undefined;
  /** By the item space's own query embedding; undefined where it has none, or zero. */
  readonly itemSpace: Ranking | undefined;
  /** The dual-encoder's query embedding, all zeros where it knows no token. */
  readonly queryVector: Float64Array;
  /** The item space's, all zeros likewise; undefined where it has none. */
  readonly prior: Float64Array | undefined;
}

const NOTHING: Ranking = { docRows: new Uint32Array(0), scores: new Float32Array(0) };

/** What the retrievers say about the query, each `depth` deep. */
export type Retrieve = (space: ItemSpace, depth: number) => Promise<Retrieved>;

/** Retrieval for one query: what several searches of it ask for is done once. */
export function openRetrieval(
  { store, corpusId, encoders, compute, matrices }: OpenCorpus,
  queryText: string,
): Retrieve {
  const nearest = async (itemVectors: Matrix, vector: Float64Array | undefined, depth: number) =>
    vector && !isZero(vector) ? compute.nearest(itemVectors, vector, depth) : undefined;
  const embedded = once(async () =>
    Float64Array.from((await encoders.dualEncoder.embed([queryText], 'query')).data),
  );
  const bm25 = remembered((depth: number) => store.searchBm25(corpusId, queryText, depth));
  const dualEncoder = remembered(async (depth: number) =>
    nearest(matrices.itemVectors, await embedded(), depth),
  );
  const priorIn = remembered((space: ItemSpace) => space.priorOf(queryText));
  const retrieveIn = remembered((space: ItemSpace) =>
    remembered(async (depth: number): Promise<Retrieved> => {
      const [byWords, byTexts, queryVector, prior] = await Promise.all([
        bm25(depth),
        dualEncoder(depth),
        embedded(),
        priorIn(space),
      ]);
      const itemSpace = space.isDualEncoder ? byTexts : await nearest(space.itemVectors, prior, depth);
      return { bm25: byWords, dualEncoder: byTexts, itemSpace, queryVector, prior };
    }),
  );
  return (space, depth) => retrieveIn(space)(depth);
}

/** The function, run once for each input. */
function remembered<Input, Result>(make: (input: Input) => Result): (input: Input) => Result {
  const results = new Map<Input, Result>();
  return (input) => {
    const known = results.get(input);
    if (known !== undefined) return known;
    const result = make(input);
    results.set(input, result);
    return result;
  };
}

/**
 * What a method takes its first round from, best first, at most `depth` items. Throws an InvalidArgumentError for the
 * item space's own ranking where the space has no embedding of the query.
 */
export function firstStageOf(
  { firstRound, seed }: Pick<SearchMethod, 'firstRound' | 'seed'>,
  retrieved: Retrieved,
  itemCount: number,
  depth: number,
): Ranking {
  const { bm25, dualEncoder, itemSpace, prior } = retrieved;
  switch (firstRound) {
    case 'bm25':
      return bm25;
    case 'dual-encoder':
      return dualEncoder ?? NOTHING;
    case 'item-space':
      if (!prior) throw withoutEmbedding();
      return itemSpace ?? NOTHING;
    case 'fusion': {
      // The dual-encoder's own space is no second opinion.
      const rankings = new Set([bm25, dualEncoder, itemSpace].filter((ranking) => ranking !== undefined));
      return fuseRankings([...rankings], depth);
    }
    case 'random': {
      const docRows = firstSeededRows(itemCount, Math.min(depth, itemCount), seed);
      return { docRows, scores: new Float32Array(docRows.length) };
    }
  }
}

/** The first `count` different rows of the rankings, one ranking after the other; fewer where there are no more. */
export function firstDifferent(count: number, ...rankings: readonly (Ranking | undefined)[]): Uint32Array {
  const rows = new Set<number>();
  for (const ranking of rankings) {
    for (const docRow of ranking?.docRows ?? []) {
      if (rows.size === count) return Uint32Array.from(rows);
      rows.add(docRow);
    }
  }
  return Uint32Array.from(rows);
}

export function isZero(vector: Float64Array): boolean {
  return vector.every((value) => value === 0);
}

function withoutEmbedding(): XennError {
  return new XennError(
    'InvalidArgumentError',
    'The first round cannot come from the item vectors: they have no embedding of this query. Choose BM25, the ' +
      'dual-encoder or a mixture for the first round.',
  );
}
