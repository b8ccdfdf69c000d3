import { XennError } from '../core/errors.ts';
import { beir } from './beir.ts';
import { csv, tsv } from './delimited.ts';
import { type Entry, extension, fileName } from './entries.ts';
import { files } from './files.ts';
import type { Format } from './format.ts';
import { checkIsText } from './head.ts';
import { jsonl } from './jsonl.ts';
import { parquet } from './parquet.ts';
import type { FormatName } from './records.ts';
import { listPaths } from './single.ts';
import { text } from './text.ts';

/** Every format there is. A new one is a row here and a name in FormatName. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  beir,
  jsonl,
  csv,
  tsv,
  parquet,
  text,
  files,
};

/** Those that are one file with a document a row. */
const TABLES: readonly FormatName[] = ['jsonl', 'csv', 'tsv', 'parquet'];

/**
 * All that the files can be read as, by their names; what they seem to be comes first. A folder with a corpus.jsonl is
 * BEIR's. In another, the one table counts, unless there are more files that are documents than that.
 */
export function formatsOf(entries: readonly Entry[]): FormatName[] {
  const hasCorpus = entries.some(({ path }) => fileName(path) === 'corpus.jsonl');
  if (hasCorpus && entries.length > 1) return ['beir'];
  const endingIn = (name: FormatName) =>
    entries.filter(({ path }) => FORMATS[name].extensions.includes(extension(path)));
  const tables = TABLES.flatMap((name) => endingIn(name).map(() => name));
  const documentCount = endingIn('files').length;
  const asRows: FormatName[] = [
    ...(tables.length === 1 ? tables : []),
    ...(endingIn('text').length === 1 ? (['text'] as const) : []),
    ...(hasCorpus ? (['beir'] as const) : []),
  ];
  if (documentCount === 0) return asRows;
  return documentCount > 1 ? ['files', ...asRows] : [...asRows, 'files'];
}

/** Why there is no format for the files: what one of another kind is, where it can be told. */
export async function unknownFormat(entries: readonly Entry[]): Promise<XennError> {
  const endings = new Set(Object.values(FORMATS).flatMap(({ extensions }) => extensions));
  if (entries.length > 1) {
    return new XennError(
      'ImportError',
      `Expected one file, a BEIR folder with corpus.jsonl, or a folder of ${FORMATS.files.extensions.join(', ')}; found ` +
        `${listPaths(entries)}. Choose one file, or add corpus.jsonl.`,
    );
  }
  const [entry] = entries;
  await checkIsText(entry);
  const ending = extension(entry.path);
  return new XennError(
    'ImportError',
    `${entry.path}: unknown type ${ending === '' ? '(no ending)' : `"${ending}"`}. ` +
      `Expected a BEIR folder or .zip, or one file that ends in ${[...endings].join(', ')}.`,
  );
}
