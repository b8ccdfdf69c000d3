/** Pairs to be scored and what they take, query by query: all pairs of all queries need not be in memory together. */
import type { Cancel } from '../core/types.ts';
import type { CorpusMatrices } from './corpus-matrices.ts';
import type { IndexPlan } from './plan-index.ts';
import type { CrossEncoder, Store } from './ports.ts';
import { pairTokens } from './score-documents.ts';

export interface ScoringPlan {
  readonly queries: readonly { readonly text: string }[];
  pairsOf(query: number): QueryPairs;
}

/** Of one query, aligned by index. */
export interface QueryPairs {
  readonly docRows: Uint32Array;
  /** Of the assembled pairs. */
  readonly tokens: Uint32Array;
}

/** The pairs of an index. */
export function scoringPlanOf({
  queries,
  pairs,
  pairTokens,
}: Pick<IndexPlan, 'pairs' | 'pairTokens'> & Pick<ScoringPlan, 'queries'>): ScoringPlan {
  return {
    queries,
    pairsOf(query) {
      const [start, end] = pairs.rowStart.subarray(query, query + 2);
      return { docRows: pairs.docRow.subarray(start, end), tokens: pairTokens.subarray(start, end) };
    },
  };
}

/** Every document for every query; a query's pairs are made when they are asked for. */
export function allDocumentsPlan(
  texts: readonly string[],
  { passageTokens }: Pick<CorpusMatrices, 'passageTokens'>,
  crossEncoder: CrossEncoder,
): ScoringPlan {
  const docRows = Uint32Array.from({ length: passageTokens.rows }, (_, docRow) => docRow);
  const queryTokens = crossEncoder.countTokens(texts);
  return {
    queries: texts.map((text) => ({ text })),
    pairsOf: (query) => ({
      docRows,
      tokens: docRows.map((docRow) =>
        pairTokens(queryTokens[query], passageTokens.data[docRow], crossEncoder),
      ),
    }),
  };
}

export interface ScoringCost {
  readonly calls: number;
  /** Of those, already stored and so not run again. */
  readonly knownCalls: number;
  readonly tokens: number;
  readonly knownTokens: number;
  /** Of the queries with a pair that is not stored. */
  readonly unfinishedTexts: ReadonlySet<string>;
}

export interface ScoringTarget {
  readonly store: Store;
  readonly corpusId: string;
  readonly crossEncoder: CrossEncoder;
  readonly matrices: CorpusMatrices;
}

const KNOWN = 1;
const COUNTED = 2;

/** Of several plans together; a pair that several have counts once. Throws CancelledError between texts; StorageError. */
export async function costOfScoring(
  { store, corpusId, crossEncoder, matrices }: ScoringTarget,
  plans: readonly ScoringPlan[],
  cancel?: Cancel,
): Promise<ScoringCost> {
  /** Where each text's pairs are: it may be a query of several plans. */
  const placesOf = new Map<string, { plan: ScoringPlan; query: number }[]>();
  for (const plan of plans) {
    for (const [query, { text }] of plan.queries.entries()) {
      placesOf.set(text, [...(placesOf.get(text) ?? []), { plan, query }]);
    }
  }
  const cost = { calls: 0, knownCalls: 0, tokens: 0, knownTokens: 0 };
  const unfinishedTexts = new Set<string>();
  const { rows } = matrices.passageTokens;
  const counts = await store.countScores(corpusId, crossEncoder.identity.hash);
  const finished = new Set(counts.filter(({ count }) => count === rows).map(({ queryText }) => queryText));
  /** By row, what is known of the text at hand. */
  const state = new Uint8Array(rows);
  for (const [text, places] of placesOf) {
    cancel?.throwIfAborted();
    if (finished.has(text)) {
      state.fill(KNOWN);
    } else {
      state.fill(0);
      const stored = await store.readScores(corpusId, crossEncoder.identity.hash, text);
      for (const docRow of stored.docRows) state[docRow] = KNOWN;
    }
    for (const { plan, query } of places) {
      const { docRows, tokens } = plan.pairsOf(query);
      for (let pair = 0; pair < docRows.length; pair++) {
        const docRow = docRows[pair];
        if (state[docRow] & COUNTED) continue;
        const isKnown = (state[docRow] & KNOWN) !== 0;
        state[docRow] |= COUNTED;
        cost.calls += 1;
        cost.tokens += tokens[pair];
        if (!isKnown) {
          unfinishedTexts.add(text);
          continue;
        }
        cost.knownCalls += 1;
        cost.knownTokens += tokens[pair];
      }
    }
  }
  return { ...cost, unfinishedTexts };
}
