/** A search becomes something to keep: without the corpus, its models or its index it can be drawn again. */

import { createRandom } from '../core/random.ts';
import { angleBetween, headAndTailError, stepLength } from '../core/round-diagnostics.ts';
import type { Ranking } from '../core/types.ts';
import type { Encoders, RunStore, Store } from './ports.ts';
import { readRunJson, writeRunJson } from './run-json.ts';
import type { RunMap } from './run-map.ts';
import type {
  RoundReport,
  RunSummary,
  SearchResult,
  StoredMap,
  StoredMethodRun,
  StoredRound,
  StoredRun,
} from './search-records.ts';

export interface KeepRunParts {
  readonly store: Pick<Store, 'readCorpus' | 'readDocuments'>;
  readonly runs: Pick<RunStore, 'writeRun'>;
  readonly encoders: Encoders;
  readonly corpusId: string;
  /** Of one query, one a method; at least one. */
  readonly results: readonly SearchResult[];
  /** Names of their item spaces, aligned. */
  readonly itemSpaceNames: readonly string[];
  /** The whole corpus, where that is known. */
  readonly exact: Ranking | undefined;
  /** Of the first result's item space. */
  readonly map: RunMap;
}

/** Of the exact ranking, what is kept; and of how many of these the documents too: what a search can have missed. */
const EXACT_TOP = 1000;
const EXACT_DOCUMENTS = 100;
const BACKGROUND_POINTS = 20_000;
/** True top-k against the rest, as drawn beside the live search. */
const HEAD_COUNT = 100;

/** Throws StorageError where it cannot be stored; ImportError where it could not be read again. */
export async function keepRun(parts: KeepRunParts): Promise<RunSummary> {
  const { store, encoders, corpusId, results, exact, map } = parts;
  const corpus = await store.readCorpus(corpusId);
  const exactTop = exact && {
    docRows: exact.docRows.slice(0, EXACT_TOP),
    scores: exact.scores.slice(0, EXACT_TOP),
  };
  const scoredRows = new Set(
    results.flatMap(({ rounds }) =>
      rounds.flatMap(({ newItems }) => newItems.map(({ document }) => document.docRow)),
    ),
  );
  const ascending = (rows: Iterable<number>) => Uint32Array.from(new Set(rows)).sort();
  const estimated = ascending([...scoredRows, ...(exactTop?.docRows ?? [])]);
  const documentRows = ascending([...scoredRows, ...(exactTop?.docRows.subarray(0, EXACT_DOCUMENTS) ?? [])]);
  const { queryText, budget, method } = results[0].request;
  const mapSpace = method.itemSpace;
  const summary: RunSummary = {
    runId: crypto.randomUUID(),
    createdMs: Date.now(),
    corpusName: corpus.name,
    queryText,
    labels: results.map(({ request }) => request.label),
    budget,
  };
  const run: StoredRun = {
    ...summary,
    version: 1,
    corpusHash: corpus.hash,
    crossEncoder: identityOf(encoders.crossEncoder),
    dualEncoder: identityOf(encoders.dualEncoder),
    backend: encoders.report().backend,
    itemCount: results[0].itemCount,
    methods: results.map((result, i) =>
      storedMethod(
        result,
        parts.itemSpaceNames[i],
        result.request.method.itemSpace === mapSpace ? map : undefined,
        estimated,
        exact,
      ),
    ),
    ...(exactTop && { exactTop }),
    documents: await store.readDocuments(corpusId, documentRows),
    map: storedMap(map, estimated),
  };
  const text = writeRunJson(run);
  // What could not be read again is not to be found out later.
  readRunJson(text, 'This search');
  await parts.runs.writeRun(summary, text);
  return summary;
}

/** The rest of what the models say of themselves is not kept. */
function identityOf({ identity: { name, hash } }: { identity: { name: string; hash: string } }) {
  return { name, hash };
}

/** `map`: where the query embedding is drawn, if it is of the map's space. */
function storedMethod(
  { rounds, searchedWith, ...result }: SearchResult,
  itemSpaceName: string,
  map: RunMap | undefined,
  estimated: Uint32Array,
  exact: Ranking | undefined,
): StoredMethodRun {
  return {
    ...result,
    itemSpaceName,
    rounds: rounds.map((round, i) =>
      storedRound(round, rounds[i - 1]?.queryVector, result.priorVector, map, estimated, exact),
    ),
  };
}

function storedRound(
  { estimates, queryVector, ...round }: RoundReport,
  vectorBefore: Float64Array | undefined,
  prior: Float64Array,
  map: RunMap | undefined,
  estimated: Uint32Array,
  exact: Ranking | undefined,
): StoredRound {
  const hasPrior = prior.some((value) => value !== 0);
  const before = vectorBefore ?? (hasPrior ? prior : undefined);
  const priorAngle = hasPrior ? angleBetween(queryVector, prior) : undefined;
  const mapPoint = map?.place(queryVector);
  const { head, tail } = exact ? headAndTailError(estimates, exact, HEAD_COUNT) : {};
  return {
    ...round,
    estimates: {
      docRows: estimated,
      values: Float32Array.from(estimated, (docRow) => estimates[docRow]),
    },
    ...(before && { stepLength: stepLength(before, queryVector) }),
    ...(priorAngle !== undefined && { priorAngle }),
    ...(mapPoint && { mapPoint }),
    ...(head !== undefined && { headError: head }),
    ...(tail !== undefined && { tailError: tail }),
  };
}

/** All items that are known by name, and of the others a sample that is always the same. */
function storedMap({ points, varianceShare, kind }: RunMap, known: Uint32Array): StoredMap {
  const itemCount = points.length / 2;
  const background = createRandom(0).sample(itemCount, Math.min(itemCount, BACKGROUND_POINTS));
  const docRows = Uint32Array.from(new Set([...known, ...background])).sort();
  const kept = new Float32Array(2 * docRows.length);
  docRows.forEach((docRow, i) => {
    kept.set(points.subarray(2 * docRow, 2 * docRow + 2), 2 * i);
  });
  return { docRows, points: kept, varianceShare, kind };
}
