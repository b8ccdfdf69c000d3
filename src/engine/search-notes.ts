import { isZero } from './first-round.ts';
import type { PreparedSearch } from './prepare-search.ts';
import type { RoundReport, SearchRequest } from './search-records.ts';

/** What a person should know about a result, in whole sentences. */
export function notesOn(
  { method, budget }: Pick<SearchRequest, 'method' | 'budget'>,
  { options, retrieved, firstStage }: PreparedSearch,
  rounds: readonly Pick<RoundReport, 'scorerCalls' | 'confidence'>[],
): string[] {
  const itemCount = options.matrix.rows;
  const { fit, firstRound, stopping } = method;
  const { prior, dualEncoder } = retrieved;
  const firstRoundSize = options.roundSizes[0];
  const notes: string[] = [];
  if (!prior && fit.kind === 'mix' && fit.lambda > 0 && options.roundSizes.length > 1) {
    notes.push('These item vectors come without a query embedding to mix in, so λ is 0 here.');
  }
  if (prior && isZero(prior)) {
    notes.push(
      'The item vectors’ model knows no word of this query, so its query embedding is zero: items that it ranks ' +
        'are arbitrary. Try other words.',
    );
  } else if (!dualEncoder && (firstRound === 'dual-encoder' || firstRound === 'fusion')) {
    notes.push('The dual-encoder knows no word of this query: it has no part in the first round.');
  }
  const plannedCalls = options.roundSizes.reduce((sum, size) => sum + size, 0);
  const last = rounds.at(-1);
  if (budget > itemCount && last?.scorerCalls === itemCount) {
    notes.push(
      `The budget of ${budget} is larger than the corpus: all ${itemCount} documents were scored, so this ranking is exact.`,
    );
  }
  if (firstRound === 'bm25' && firstStage.docRows.length < firstRoundSize) {
    notes.push(
      `BM25 found ${firstStage.docRows.length} documents with a word of the query, the first round takes ` +
        `${firstRoundSize}: the rest ${fillerOf(retrieved)}.`,
    );
  }
  if (options.shortlist) {
    notes.push(
      `Only the first ${options.shortlist.length} of ${itemCount} documents by the first stage could be found.`,
    );
  }
  if (stopping && last && rounds.length < options.roundSizes.length) {
    notes.push(
      `It stopped after ${last.scorerCalls} of ${plannedCalls} calls: by the model, an estimate, the best ${stopping.k} are ` +
        `complete with a probability of ${percent(last.confidence ?? 1)}.`,
    );
  }
  return notes;
}

/** What a first round is filled up with, as `prepareSearch` does it. */
function fillerOf({ prior, dualEncoder }: PreparedSearch['retrieved']): string {
  if (prior && !isZero(prior)) return 'came from the query embedding';
  return dualEncoder ? 'came from the dual-encoder' : 'are arbitrary';
}

/** Of what is open: never certainty, whatever it is rounded to. */
function percent(share: number): string {
  return `${Math.min(99.9, Math.floor(1000 * share) / 10)} %`;
}
