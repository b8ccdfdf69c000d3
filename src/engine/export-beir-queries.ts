/** Queries and judgements of a corpus as BEIR has them. */
import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import type { ZipSource } from '../formats/write-zip.ts';
import { readDocumentIds } from './document-ids.ts';
import type { Store } from './ports.ts';

/** Of judged queries that do not say theirs. */
const DEFAULT_SPLIT = 'test';
const QRELS_HEADER = 'query-id\tcorpus-id\tscore\n';

/**
 * queries.jsonl, each query with its split, and qrels/<split>.tsv for each split with judgements; no file where there is
 * nothing to write.
 *
 * @throws InvalidArgumentError for a judged query or document whose id has a tab or a line break; StorageError.
 */
export async function beirQueryFiles(
  store: Pick<Store, 'readDocumentPage' | 'listQueries' | 'readJudgements'>,
  corpusId: string,
  documentCount: number,
  cancel?: Cancel,
): Promise<ZipSource[]> {
  const queries = await store.listQueries(corpusId);
  if (queries.length === 0) return [];
  const docIds = await readDocumentIds(store, corpusId, documentCount);
  const qrels = new Map<string, string[]>();
  for (const { id: queryId, split } of queries) {
    cancel?.throwIfAborted();
    const judgements = await store.readJudgements(corpusId, queryId);
    if (judgements.length === 0) continue;
    const file = fileNameOf(split || DEFAULT_SPLIT);
    const lines = qrels.get(file) ?? [];
    qrels.set(file, lines);
    for (const { docRow, grade } of judgements) lines.push(qrelsLine(queryId, docIds[docRow], grade));
  }
  const queryLines = queries.map(
    ({ id, text, split }) => `${JSON.stringify({ _id: id, text, ...(split && { split }) })}\n`,
  );
  return [
    textFile('queries.jsonl', queryLines),
    ...Array.from(qrels, ([file, lines]) => textFile(`qrels/${file}.tsv`, [QRELS_HEADER, ...lines])),
  ];
}

function textFile(path: string, texts: readonly string[]): ZipSource {
  return { path, bytes: [new TextEncoder().encode(texts.join(''))] };
}

function qrelsLine(queryId: string, docId: string, grade: number): string {
  return `${cell('query', queryId)}\t${cell('document', docId)}\t${grade}\n`;
}

function cell(what: string, id: string): string {
  if (!/[\t\r\n]/.test(id)) return id;
  throw new XennError(
    'InvalidArgumentError',
    `The ${what} id ${JSON.stringify(id)} has a tab or a line break in it; expected one without, because in BEIR's qrels they ` +
      'part the columns. Export a project instead, which keeps every id.',
  );
}

/** A split is named by a person, a file of a zip is not to lead out of its folder. */
function fileNameOf(split: string): string {
  return split.replace(/[^\p{Letter}\p{Number}_-]+/gu, '-');
}
