import { XennError } from '../core/errors.ts';
import { preferredSplit } from '../core/preferred-split.ts';
import type { SourceJudgement, SourceQuery } from '../core/records.ts';
import { readQueryFiles } from '../formats/query-files.ts';
import type { SourceFile } from '../formats/records.ts';
import type { QueriesReport } from './experiment-records.ts';
import type { Store } from './ports.ts';
import type { CallContext } from './records.ts';
import { createRefusals, type Refusals, valuesOf } from './refusals.ts';

/** Of unknown ids, those that the report names. */
const EXAMPLE_COUNT = 3;

/**
 * Reads the files, then stores what they bring: all or nothing. Queries that neither say their split nor are judged in a
 * file that does are test queries. Judgements may be of queries that the corpus has.
 *
 * @throws ImportError when the files hold neither queries nor judgements; StorageError; CancelledError.
 */
export async function addQueries(
  store: Pick<Store, 'assertWritable' | 'addQueries'>,
  { corpusId, files }: { readonly corpusId: string; readonly files: readonly SourceFile[] },
  { cancel }: CallContext = {},
): Promise<QueriesReport> {
  await store.assertWritable(corpusId);
  const refusals = createRefusals();
  const queries: SourceQuery[] = [];
  const judgements: SourceJudgement[] = [];
  for await (const batch of readQueryFiles(files, cancel)) {
    refusals.add(batch.refused);
    for (const query of valuesOf(batch.queries)) queries.push(query);
    for (const judgement of valuesOf(batch.judgements)) judgements.push(judgement);
  }
  if (queries.length + judgements.length === 0) throw nothingFound(refusals);
  cancel?.throwIfAborted();
  const added = await store.addQueries(corpusId, asTestQueries(queries, judgements), judgements);
  return {
    newQueryCount: added.newQueryCount,
    newJudgementCount: added.newJudgementCount,
    duplicateQueryCount: added.duplicateQueryCount,
    duplicateJudgementCount: added.duplicateJudgementCount,
    unknownQueryCount: added.unknownQueryIds.length,
    unknownDocumentCount: added.unknownDocumentIds.length,
    unknownQueryExamples: added.unknownQueryIds.slice(0, EXAMPLE_COUNT),
    unknownDocumentExamples: added.unknownDocumentIds.slice(0, EXAMPLE_COUNT),
    refusedCount: refusals.count(),
    refused: refusals.kept(),
  };
}

/** In the split that they are judged in, even where it is documents that the corpus has not; else test queries. */
function asTestQueries(
  queries: readonly SourceQuery[],
  judgements: readonly SourceJudgement[],
): SourceQuery[] {
  const judgedIn = new Map<string, string>();
  for (const { queryId, split } of judgements) {
    judgedIn.set(queryId, preferredSplit(judgedIn.get(queryId) ?? '', split));
  }
  return queries.map((query) => ({ ...query, split: query.split || judgedIn.get(query.id) || 'test' }));
}

function nothingFound(refusals: Refusals): XennError {
  const [first] = refusals.kept();
  const found = first
    ? `${refusals.count()} lines were refused, the first in ${first.file}, line ${first.line}: ${first.reason}`
    : 'no line of the files is one';
  return new XennError(
    'ImportError',
    `Expected at least one query or judgement, found none: ${found}. Nothing was stored; check the files.`,
  );
}
