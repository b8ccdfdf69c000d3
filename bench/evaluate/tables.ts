import { show, table } from '../markdown.ts';
import type { EvaluationTimes } from './evaluation.ts';

/** As Markdown, for people. */
export function evaluationTable(where: string, times: EvaluationTimes): string {
  const { queryCount, searches, seconds, startSeconds, endSeconds } = times;
  const searching = seconds - startSeconds - endSeconds;
  return [
    `An experiment over stored scores, ${where}: ${queryCount} queries, ${searches} searches`,
    table(
      ['seconds', 'until the first search', 'searching', 'after the last one', 'searches a second'],
      [[seconds, startSeconds, searching, endSeconds, searches / searching].map(show)],
    ),
  ].join('\n\n');
}
