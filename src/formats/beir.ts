import { XennError } from '../core/errors.ts';
import { readId, readText } from './document.ts';
import type { Entry } from './entries.ts';
import { baseName, extension, fileName, folderOf } from './entries.ts';
import { byLines } from './entry-reader.ts';
import type { Format } from './format.ts';
import { parseJsonDocument, parseObject, readHeadObjects, valueAt } from './jsonl.ts';
import { MAX_QUERY_CHARACTERS } from './limits.ts';
import type { Parsed } from './parsed.ts';
import { eachLine, refused } from './parsed.ts';
import { createQrelsReader } from './qrels.ts';
import { listPaths } from './single.ts';

const CORPUS = 'corpus.jsonl';
const QUERIES = 'queries.jsonl';
const QRELS_FOLDER = 'qrels/';
const MAPPING = { id: '_id', title: 'title', text: 'text' } as const;

/** A BEIR folder or zip: corpus.jsonl, and beside it queries.jsonl and qrels/<split>.tsv where there are any. */
export const beir: Format = {
  extensions: [],
  select: selectBeir,
  async sample([corpus]) {
    await readHeadObjects(corpus);
    return { columns: [], sampleRows: [] };
  },
  reader: () =>
    byLines(({ path }) => {
      if (fileName(path) === CORPUS) {
        return eachLine((text, line) => parseJsonDocument(text, MAPPING, line));
      }
      return fileName(path) === QUERIES ? eachLine(parseQuery) : createQrelsReader(baseName(path));
    }),
};

/** Corpus first, then queries, then every qrels file by name. Empty queries and qrels say nothing and are left out. */
function selectBeir(entries: readonly Entry[]): Entry[] {
  const corpora = entries.filter(({ path }) => fileName(path) === CORPUS);
  if (corpora.length !== 1) {
    const found = corpora.length === 0 ? entries : corpora;
    throw new XennError(
      'ImportError',
      corpora.length === 0
        ? `Expected one file, or a BEIR folder with ${CORPUS}; found ${listPaths(found)}. Choose one file, or add ${CORPUS}.`
        : `Expected one ${CORPUS}, found ${corpora.length}: ${listPaths(found)}. Choose one of these folders at a time.`,
    );
  }
  const root = folderOf(corpora[0].path);
  const filled = entries.filter(({ byteLength }) => byteLength > 0);
  const queries = filled.filter(({ path }) => path === root + QUERIES);
  const qrels = filled
    .filter(({ path }) => folderOf(path) === root + QRELS_FOLDER && extension(path) === '.tsv')
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return [corpora[0], ...queries, ...qrels];
}

/** A line of queries.jsonl. */
export function parseQuery(line: string, lineNumber: number): Parsed {
  const found = parseObject(line);
  if (typeof found === 'string') return refused(lineNumber, found);
  const id = readId(valueAt(found, '_id'), '_id', lineNumber);
  if (typeof id !== 'string') return id;
  const text = readText(valueAt(found, 'text'), 'text', lineNumber, MAX_QUERY_CHARACTERS);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return refused(lineNumber, '"text" is empty or missing');
  const split = readText(valueAt(found, 'split'), 'split', lineNumber);
  if (typeof split !== 'string') return split;
  return { kind: 'query', line: lineNumber, value: { id, text, split } };
}
