/** Several methods on the test queries of a corpus, against exact rankings. */
import { checkOptions } from '../core/adaptive-search-checks.ts';
import { XennError } from '../core/errors.ts';
import { randomisationPValue } from '../core/significance.ts';
import { breathe } from '../formats/breathe.ts';
import { openRetrieval } from './first-round.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { prepareSearch, type SearchPlace } from './prepare-search.ts';
import { startMeter } from './progress.ts';
import { planTestQueries, rankTestQueries } from './rank-test-queries.ts';
import type { CallContext, ItemSpaceId, JobProgress } from './records.ts';
import type { ComparedMethod, CompareReport, CompareRequest } from './search-records.ts';
import { estimateRecall, exactBest, type SimulatedRound, simulateRounds } from './simulate-search.ts';

/** Of Top-k-Recall; ascending. */
export const COMPARED_AT: readonly number[] = [1, 10, 50, 100];

/**
 * Scores what exact rankings miss, then runs every method on every query as a search would run it, with the stored scores.
 * Methods that stop early keep what they have in the rounds that others go on.
 *
 * @throws InvalidArgumentError without methods or test queries, or for a setting that is impossible; CancelledError
 *   (scores are kept); EncoderError; StorageError.
 */
export async function compareMethods(
  corpus: OpenCorpus,
  request: CompareRequest,
  placeOf: (itemSpace: ItemSpaceId) => Promise<SearchPlace>,
  context: CallContext<JobProgress> = {},
): Promise<CompareReport> {
  const { methods, budget, seed } = request;
  if (methods.length === 0) {
    throw new XennError(
      'InvalidArgumentError',
      'Expected at least one method to compare, found none: add one.',
    );
  }
  const plan = await planTestQueries(corpus, request);
  const places: SearchPlace[] = [];
  for (const { method } of methods) {
    const place = await placeOf(method.itemSpace);
    // What cannot be searched is to be known before everything is scored.
    const { options } = await prepareSearch(corpus, place, {
      queryText: plan.queries[0].text,
      method,
      budget,
    });
    checkOptions({ ...options, scorer: async () => new Float32Array() });
    places.push(place);
  }
  const queries = await rankTestQueries(corpus, plan, budget, context);
  const meter = startMeter('searching', 'queries', queries.length);
  /** By method, then by query. */
  const searched: SimulatedRound[][][] = methods.map(() => []);
  for (const [done, { text, readScores }] of queries.entries()) {
    context.onProgress?.(meter.report(done));
    const scores = await readScores();
    const known = { scores, exact: exactBest(scores, Math.max(...COMPARED_AT)), ks: COMPARED_AT };
    const retrieve = openRetrieval(corpus, text);
    for (const [position, { method }] of methods.entries()) {
      await breathe();
      context.cancel?.throwIfAborted();
      const search = { queryText: text, method, budget };
      const { options } = await prepareSearch(corpus, places[position], search, retrieve);
      searched[position].push((await simulateRounds(options, known)).rounds);
    }
  }
  context.onProgress?.(meter.report(queries.length));
  const compared = methods.map(({ label }, position) => summarise(label, searched[position], seed));
  return {
    request,
    queryTexts: queries.map(({ text }) => text),
    methods: compared,
    differences: differencesToFirst(compared, seed),
  };
}

function summarise(label: string, queries: readonly SimulatedRound[][], seed: number): ComparedMethod {
  const roundCount = Math.max(...queries.map(({ length }) => length));
  /** Of each query after a round, or after its last one before it. */
  const after = (round: number) => queries.map((rounds) => rounds[Math.min(round, rounds.length) - 1]);
  const recallsAt = (position: number, states: readonly SimulatedRound[]) =>
    Float64Array.from(states, ({ recalls }) => recalls[position]);
  return {
    label,
    points: Array.from({ length: roundCount }, (_, index) => {
      const states = after(index + 1);
      return {
        round: index + 1,
        calls: states.reduce((sum, { calls }) => sum + calls, 0) / states.length,
        recalls: COMPARED_AT.map((k, position) => ({
          k,
          ...estimateRecall(recallsAt(position, states), seed),
        })),
      };
    }),
    perQuery: COMPARED_AT.map((k, position) => ({ k, recalls: recallsAt(position, after(roundCount)) })),
  };
}

function differencesToFirst(
  [first, ...others]: readonly ComparedMethod[],
  seed: number,
): CompareReport['differences'] {
  return others.flatMap(({ label, perQuery }) =>
    perQuery.map(({ k, recalls }, position) => {
      const reference = first.perQuery[position].recalls;
      const sum = recalls.reduce((total, recall, query) => total + recall - reference[query], 0);
      return { label, k, difference: sum / recalls.length, p: randomisationPValue(recalls, reference, seed) };
    }),
  );
}
