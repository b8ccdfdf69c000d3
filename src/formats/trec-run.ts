/** Rankings as trec_eval reads them: a line a document, 'query Q0 document rank score tag'. */
import type { RefusedLine } from '../core/records.ts';
import type { Cancel } from '../core/types.ts';
import { plainEntry } from './entries.ts';
import { BATCH_ITEMS } from './limits.ts';
import { isBlank, type Line, readLines, tooLongReason } from './lines.ts';
import type { SourceFile } from './records.ts';
import { checkTrecField, shorten, trecCells } from './trec-fields.ts';

export interface TrecRunRow {
  readonly queryId: string;
  readonly docId: string;
  readonly score: number;
}

export interface TrecRunBatch {
  readonly rows: readonly TrecRunRow[];
  readonly refused: readonly RefusedLine[];
  readonly bytesRead: number;
}

/** A query's documents, best first; aligned by index. */
export interface TrecRanking {
  readonly queryId: string;
  readonly docIds: readonly string[];
  readonly scores: Float32Array;
}

/**
 * The lines of a run file in their order, in batches. Ranks are not looked at, as by trec_eval. Refused are a line of
 * other than 6 columns, a score that float32 does not hold as a finite number, and a document that the query had before.
 *
 * @throws ImportError when the file is empty, binary or not well-formed text; whatever `cancel` throws.
 */
export async function* readTrecRun(file: SourceFile, cancel?: Cancel): AsyncGenerator<TrecRunBatch> {
  const progress = { bytesRead: 0 };
  const docIdsByQuery = new Map<string, Set<string>>();
  let rows: TrecRunRow[] = [];
  let refused: RefusedLine[] = [];
  for await (const { lines, atEnd } of readLines(plainEntry(file), progress, cancel)) {
    for (const line of lines) {
      if (isBlank(line)) continue;
      const row = parseRow(line, docIdsByQuery);
      if (typeof row === 'string') refused.push({ file: file.path, line: line.number, reason: row });
      else rows.push(row);
    }
    if (!atEnd && rows.length + refused.length < BATCH_ITEMS) continue;
    if (rows.length + refused.length > 0) yield { rows, refused, bytesRead: progress.bytesRead };
    rows = [];
    refused = [];
  }
}

/** The row, or the reason why there is none. */
function parseRow(line: Line, docIdsByQuery: Map<string, Set<string>>): TrecRunRow | string {
  if (line.tooLongBytes !== undefined) return tooLongReason(line.tooLongBytes);
  const cells = trecCells(line.text);
  if (cells.length !== 6) {
    return `${cells.length} ${cells.length === 1 ? 'column' : 'columns'}; expected 6 (query, Q0, document, rank, score, tag)`;
  }
  const [queryId, , docId, , scoreCell] = cells;
  const score = Number(scoreCell);
  if (!Number.isFinite(Math.fround(score)))
    return `the score "${shorten(scoreCell)}" is not a finite number, or too large`;
  const docIds = docIdsByQuery.get(queryId) ?? new Set();
  docIdsByQuery.set(queryId, docIds);
  if (docIds.has(docId)) return `document "${shorten(docId)}" a second time for query "${shorten(queryId)}"`;
  docIds.add(docId);
  return { queryId, docId, score };
}

/**
 * The rows of one query in the order in which trec_eval takes them: by score as float32, the highest first; of equal
 * ones by document id, the greatest first, compared byte by byte in UTF-8.
 */
export function sortTrecRun<Row extends Pick<TrecRunRow, 'docId' | 'score'>>(rows: readonly Row[]): Row[] {
  return rows.toSorted(
    (a, b) => Math.fround(b.score) - Math.fround(a.score) || compareUtf8(b.docId, a.docId),
  );
}

/** Code points order as their UTF-8 bytes do; UTF-16 units, which JavaScript compares, do not. */
function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    if (left.charCodeAt(i) === right.charCodeAt(i)) continue;
    return (left.codePointAt(i) as number) - (right.codePointAt(i) as number);
  }
  return left.length - right.length;
}

/**
 * The text of a run file, a part a query: ranks from 1, white space of the tag as '_'. trec_eval would put equal scores
 * in another order, so a score that is not below the one before is written as the next float32 below that: what reads the
 * file gets the order that was given, and scores that differ by no more than rounding.
 *
 * @throws InvalidArgumentError for an id that holds white space.
 */
export function* writeTrecRun(rankings: Iterable<TrecRanking>, tag: string): Generator<string> {
  const tagCell = tag.trim().replace(/\s+/g, '_');
  for (const { queryId, docIds, scores } of rankings) {
    checkTrecField('query id', queryId);
    let written = Number.POSITIVE_INFINITY;
    const lines = docIds.map((docId, place) => {
      checkTrecField('document id', docId);
      written = scores[place] < written ? scores[place] : nextBelow(written);
      // Nine digits tell every float32 from its neighbours.
      return `${queryId} Q0 ${docId} ${place + 1} ${Number(written.toPrecision(9))} ${tagCell}\n`;
    });
    yield lines.join('');
  }
}

/** The largest float32 below a finite one. */
function nextBelow(value: number): number {
  const float = Float32Array.of(value);
  const bits = new Int32Array(float.buffer);
  // Bits of positive numbers rise with the number, those of negative ones fall; zero has a sign.
  if (value === 0) bits[0] = 0x80000001;
  else bits[0] += value > 0 ? -1 : 1;
  return float[0];
}
