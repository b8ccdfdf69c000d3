import type { IndexPlan } from './plan-index.ts';
import type { Store } from './ports.ts';
import type { IndexPlanSummary } from './records.ts';
import type { SpeedRecord } from './speed.ts';

const EXAMPLE_COUNT = 5;

/** What a plan costs: calls and tokens, how much of it is stored already, time at the measured speed. */
export async function summarizePlan(
  store: Store,
  crossEncoderHash: string,
  plan: IndexPlan,
  speed: SpeedRecord,
): Promise<IndexPlanSummary> {
  const { parameters, queries, pairs, pairTokens } = plan;
  let knownCalls = 0;
  let knownTokens = 0;
  for (const [query, { text }] of queries.entries()) {
    const stored = await store.readScores(parameters.corpusId, crossEncoderHash, text);
    const known = new Set(stored.docRows);
    for (let pair = pairs.rowStart[query]; pair < pairs.rowStart[query + 1]; pair++) {
      if (!known.has(pairs.docRow[pair])) continue;
      knownCalls++;
      knownTokens += pairTokens[pair];
    }
  }
  const tokens = pairTokens.reduce((sum, ofPair) => sum + ofPair, 0);
  return {
    parameters,
    trainQueryCount: queries.length,
    trainQueryExamples: queries.slice(0, EXAMPLE_COUNT).map(({ text }) => text),
    scorerCalls: pairs.docRow.length,
    knownCalls,
    tokens,
    knownTokens,
    estimatedMs: ((tokens - knownTokens) / speed.tokensPerSecond()) * 1000,
    estimateBasis: speed.basis(),
  };
}
