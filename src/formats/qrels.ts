import type { SourceJudgement } from '../core/records.ts';
import { normalize } from './columns.ts';
import type { LineReader, Parsed } from './parsed.ts';
import { eachLine, refused } from './parsed.ts';
import { checkTrecField, shorten } from './trec-fields.ts';

/** First cells of a header line; a query whose id is one of these is not known. */
const QUERY_COLUMN_NAMES = new Set(['queryid', 'qid', 'query', 'topic', 'topicid']);

/**
 * Reader of relevance judgements, with or without a header: BEIR's query, document, grade or TREC's query, 0,
 * document, grade. Cells are parted by tabs, or by white space where there is no tab. `split` is the file's name.
 */
export function createQrelsReader(split: string): LineReader {
  let atStart = true;
  return eachLine((text, line) => {
    const cells = (text.includes('\t') ? text.split('\t') : text.trim().split(/\s+/)).map((cell) =>
      cell.trim(),
    );
    const isHeader = atStart && QUERY_COLUMN_NAMES.has(normalize(cells[0]));
    atStart = false;
    return isHeader ? undefined : parseJudgement(cells, split, line);
  });
}

/** Negative grades, TREC's for spam, become 0: judged not relevant. */
function parseJudgement(cells: readonly string[], split: string, line: number): Parsed {
  if (cells.length !== 3 && cells.length !== 4) {
    return refused(
      line,
      `${cells.length} ${cells.length === 1 ? 'column' : 'columns'}; expected 3 (query, document, grade) or 4 (query, 0, document, grade)`,
    );
  }
  const queryId = cells[0];
  const [docId, grade] = cells.slice(-2);
  if (queryId === '') return refused(line, 'the query id is empty');
  if (docId === '') return refused(line, 'the document id is empty');
  if (!/^[+-]?\d{1,9}$/.test(grade))
    return refused(line, `the grade "${shorten(grade)}" is not a whole number`);
  return { kind: 'judgement', line, value: { queryId, docId, grade: Math.max(0, Number(grade)), split } };
}

/**
 * The text of a TREC qrels file: 'query 0 document grade', a line a judgement.
 *
 * @throws InvalidArgumentError for an id that holds white space.
 */
export function writeQrels(judgements: readonly Omit<SourceJudgement, 'split'>[]): string {
  const lines = judgements.map(({ queryId, docId, grade }) => {
    checkTrecField('query id', queryId);
    checkTrecField('document id', docId);
    return `${queryId} 0 ${docId} ${grade}\n`;
  });
  return lines.join('');
}
