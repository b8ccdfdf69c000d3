import type { OpenCorpus } from './open-corpus.ts';
import type { IndexPlan } from './plan-index.ts';
import { findQueryOverlap } from './query-overlap.ts';
import type { IndexPlanSummary } from './records.ts';
import { costOfScoring, scoringPlanOf } from './scoring-plan.ts';

const EXAMPLE_COUNT = 5;

/** What an index costs: calls and tokens, how much of it is stored already, time at the measured speed. */
export async function summarizePlan(corpus: OpenCorpus, plan: IndexPlan): Promise<IndexPlanSummary> {
  const { parameters, queries } = plan;
  const { speed, encoders } = corpus;
  const { calls, knownCalls, tokens, knownTokens } = await costOfScoring({ ...corpus, ...encoders }, [
    scoringPlanOf(plan),
  ]);
  return {
    parameters,
    trainQueryCount: queries.length,
    trainQueryExamples: queries.slice(0, EXAMPLE_COUNT).map(({ text }) => text),
    scorerCalls: calls,
    knownCalls,
    tokens,
    knownTokens,
    estimatedMs: ((tokens - knownTokens) / speed.tokensPerSecond()) * 1000,
    estimateBasis: `${speed.basis()}; factorising is not included`,
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
