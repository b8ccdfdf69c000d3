/** What adding queries and judgements did, in words. */
import type { QueriesReport } from '../../../workers/client.ts';
import { formatCount, formatCountOf } from '../../shared/format.ts';

/** The first line: what is new. */
export function addedText({ newQueryCount, newJudgementCount }: QueriesReport): string {
  if (newQueryCount === 0 && newJudgementCount === 0) return 'Nothing new was added.';
  const queries = formatCountOf(newQueryCount, 'query', 'queries');
  const judgements = formatCountOf(newJudgementCount, 'judgement');
  return `${queries} and ${judgements} were added.`;
}

/** What was left out and why, a sentence each; nothing where all was taken. */
export function leftOutTexts(report: QueriesReport): string[] {
  const { duplicateQueryCount, duplicateJudgementCount } = report;
  const { unknownQueryCount, unknownQueryExamples, unknownDocumentCount, unknownDocumentExamples } = report;
  return [
    duplicateQueryCount > 0 &&
      `${formatCountOf(duplicateQueryCount, 'query has', 'queries have')} an id that is taken: what was stored stays.`,
    duplicateJudgementCount > 0 &&
      `${formatCountOf(duplicateJudgementCount, 'judgement is of a pair that was', 'judgements are of pairs that were')} judged before: the first stands.`,
    unknownQueryCount > 0 &&
      `${formatCountOf(unknownQueryCount, 'judgement names a query', 'judgements name queries')} that the corpus has not: ${examplesText(unknownQueryExamples, unknownQueryCount)}.`,
    unknownDocumentCount > 0 &&
      `${formatCountOf(unknownDocumentCount, 'judgement names a document', 'judgements name documents')} that the corpus has not: ${examplesText(unknownDocumentExamples, unknownDocumentCount)}.`,
  ].filter((text) => text !== false);
}

/** '“q7”, “q9” …', with an ellipsis where there may be more. */
function examplesText(examples: readonly string[], count: number): string {
  const listed = examples.map((id) => `“${id}”`).join(', ');
  return count > examples.length ? `${listed} …` : listed;
}

/** 'Made 40 test queries of the 50 asked for.' */
export function madeText(made: number, asked: number): string {
  const queries = formatCountOf(made, 'test query was', 'test queries were');
  return made < asked
    ? `${queries} made, of the ${formatCount(asked)} asked for: the documents give no more.`
    : `${queries} made.`;
}
