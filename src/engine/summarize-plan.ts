import type { OpenCorpus } from './open-corpus.ts';
import type { IndexPlan } from './plan-index.ts';
import { findQueryOverlap } from './query-overlap.ts';
import type { IndexPlanSummary } from './records.ts';

const EXAMPLE_COUNT = 5;

const KNOWN = 1;
const COUNTED = 2;

/** Pairs to be scored and what they take. */
export type ScoringPlan = Pick<IndexPlan, 'queries' | 'pairs' | 'pairTokens'>;

export interface ScoringCost {
  readonly calls: number;
  /** Of those, already stored and so not run again. */
  readonly knownCalls: number;
  readonly tokens: number;
  readonly knownTokens: number;
}

/** Of several plans together; a pair that several have counts once. */
export async function costOfScoring(
  { store, corpusId, encoders: { crossEncoder }, matrices }: OpenCorpus,
  plans: readonly ScoringPlan[],
): Promise<ScoringCost> {
  /** Where each text's pairs are: it may be a query of several plans. */
  const placesOf = new Map<string, { plan: ScoringPlan; query: number }[]>();
  for (const plan of plans) {
    for (const [query, { text }] of plan.queries.entries()) {
      placesOf.set(text, [...(placesOf.get(text) ?? []), { plan, query }]);
    }
  }
  const cost = { calls: 0, knownCalls: 0, tokens: 0, knownTokens: 0 };
  /** By row, what is known of the text at hand. */
  const state = new Uint8Array(matrices.passageTokens.rows);
  for (const [text, places] of placesOf) {
    state.fill(0);
    const stored = await store.readScores(corpusId, crossEncoder.identity.hash, text);
    for (const docRow of stored.docRows) state[docRow] = KNOWN;
    for (const { plan, query } of places) {
      const { pairs, pairTokens } = plan;
      for (let pair = pairs.rowStart[query]; pair < pairs.rowStart[query + 1]; pair++) {
        const docRow = pairs.docRow[pair];
        if (state[docRow] & COUNTED) continue;
        const isKnown = (state[docRow] & KNOWN) !== 0;
        state[docRow] |= COUNTED;
        cost.calls += 1;
        cost.tokens += pairTokens[pair];
        if (!isKnown) continue;
        cost.knownCalls += 1;
        cost.knownTokens += pairTokens[pair];
      }
    }
  }
  return cost;
}

/** What an index costs: calls and tokens, how much of it is stored already, time at the measured speed. */
export async function summarizePlan(corpus: OpenCorpus, plan: IndexPlan): Promise<IndexPlanSummary> {
  const { parameters, queries } = plan;
  const { calls, knownCalls, tokens, knownTokens } = await costOfScoring(corpus, [plan]);
  const { speed } = corpus;
  return {
    parameters,
    trainQueryCount: queries.length,
    trainQueryExamples: queries.slice(0, EXAMPLE_COUNT).map(({ text }) => text),
    scorerCalls: calls,
    knownCalls,
    tokens,
    knownTokens,
    estimatedMs: ((tokens - knownTokens) / speed.tokensPerSecond()) * 1000,
    estimateBasis: speed.basis(),
    notes: await notesOn(corpus, plan),
  };
}

async function notesOn(
  { store, corpusId }: OpenCorpus,
  { parameters, queries, duplicateCount }: IndexPlan,
): Promise<string[]> {
  const notes: string[] = [];
  const overlap = findQueryOverlap(
    queries.map(({ text }) => text),
    await store.listQueries(corpusId),
  );
  if (overlap.count > 0) {
    const [{ trainText }] = overlap.examples;
    notes.push(
      `${overlap.count} of the train queries equal or nearly equal a query that is meant for testing, for example ` +
        `“${trainText}”: what is measured with those will look better than it is.`,
    );
  }
  if (duplicateCount > 0) {
    notes.push(`${duplicateCount} train queries were left out: they equal, or nearly equal, another one.`);
  }
  if (queries.length < parameters.trainQueryCount) {
    notes.push(`There are no more than ${queries.length} train queries of this kind.`);
  }
  return notes;
}
