/** What an experiment takes, and what a person should know first. */
import { planRankingsOf } from './exact-rankings.ts';
import type { OpenGrid } from './experiment-grid.ts';
import type { ExperimentPlan, ExperimentRequest, RankingPlan } from './experiment-records.ts';
import type { CallContext } from './records.ts';

/** Throws CancelledError between queries; StorageError. */
export async function planExperiment(grid: OpenGrid, context: CallContext = {}): Promise<ExperimentPlan> {
  const { corpus, request, itemSpaces } = grid;
  const ranking = await planRankingsOf(corpus, grid, context);
  return {
    ranking: { ...ranking, estimateBasis: `${ranking.estimateBasis}; searching is not included` },
    searches: request.methods.length * request.budgets.length * ranking.queryCount,
    itemSpaces,
    notes: notesOnGrid(request, ranking, corpus.matrices.itemVectors.rows),
  };
}

/** In whole sentences. */
function notesOnGrid(
  { budgets }: ExperimentRequest,
  { queryCount, availableCount, judgedQueryCount }: RankingPlan,
  itemCount: number,
): string[] {
  const notes: string[] = [];
  if (queryCount < availableCount) {
    notes.push(`A sample: ${queryCount} of ${availableCount} test queries, chosen by the seed.`);
  }
  if (judgedQueryCount === 0) {
    notes.push('No chosen query has human judgements: only recall of the exact ranking can be measured.');
  } else if (judgedQueryCount < queryCount) {
    notes.push(
      `${queryCount - judgedQueryCount} of ${queryCount} queries have no human judgements: measures of judgements ` +
        `are of the other ${judgedQueryCount}.`,
    );
  }
  const beyond = budgets.filter((budget) => budget >= itemCount);
  if (beyond.length > 0) {
    notes.push(
      `The corpus has ${itemCount} documents: a budget of ${beyond.join(' or ')} scores all of them, so there is nothing to ` +
        'search for.',
    );
  }
  return notes;
}
