import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { runSteps } from './batch.ts';
import { beir } from './beir.ts';
import { csv, tsv } from './delimited.ts';
import type { Entry } from './entries.ts';
import { baseName, extension, fileName, folderOf } from './entries.ts';
import type { Format } from './format.ts';
import { checkIsText } from './head.ts';
import { openInput } from './input.ts';
import { jsonl } from './jsonl.ts';
import type { FormatName, ImportPreview, ParsedBatch, ReadOptions, SourceFile } from './records.ts';
import { text } from './text.ts';

/** Every format there is. A new one is a row here and a name in FormatName. */
const FORMATS: Readonly<Record<FormatName, Format>> = { beir, jsonl, csv, tsv, text };

/**
 * What the files seem to be, from their names and first bytes, without reading on. A zip is passed over once to find
 * its directory. One file is told by its ending; several are taken for a BEIR folder.
 *
 * @throws ImportError when they are nothing that can be read.
 */
export async function previewSource(files: readonly SourceFile[]): Promise<ImportPreview> {
  const { entries, hidden, archiveName } = await openInput(files);
  const formatName = await chooseFormat(entries);
  const selected = FORMATS[formatName].select(entries);
  const sample = await FORMATS[formatName].sample(selected[0]);
  const folderName = fileName(folderOf(selected[0].path).slice(0, -1)) || archiveName || 'corpus';
  return {
    format: formatName,
    suggestedName: formatName === 'beir' ? folderName : baseName(selected[0].path),
    totalBytes: selected.reduce((bytes, entry) => bytes + entry.inputBytes, 0),
    ...sample,
    filesRead: selected.map(({ path }) => path),
    filesIgnored: [
      ...entries.filter((entry) => !selected.includes(entry)).map(({ path }) => path),
      ...hidden,
    ],
  };
}

/**
 * Reads the files as a stream of batches: all documents, then all queries, then all judgements. What cannot be taken
 * is listed as refused with its line, and reading goes on. About one chunk, one line and one batch are held.
 *
 * @throws ImportError when a file cannot be read as its format; InvalidArgumentError when a mapping is needed and
 * absent; whatever `cancel` throws.
 */
export async function* readSource(
  files: readonly SourceFile[],
  options: ReadOptions,
  cancel?: Cancel,
): AsyncGenerator<ParsedBatch> {
  const { entries } = await openInput(files, cancel);
  const format = FORMATS[options.format];
  const selected = format.select(entries);
  yield* runSteps(
    selected.map((entry) => ({ entry, read: format.reader(entry, options.mapping) })),
    cancel,
  );
}

async function chooseFormat(entries: readonly Entry[]): Promise<FormatName> {
  if (entries.length > 1) return 'beir';
  const [entry] = entries;
  const ending = extension(entry.path);
  const names = Object.keys(FORMATS) as FormatName[];
  const found = names.find((name) => FORMATS[name].extensions.includes(ending));
  if (found) return found;
  await checkIsText(entry);
  const endings = names.map((name) => FORMATS[name].extensions.join(', ')).filter((list) => list !== '');
  throw new XennError(
    'ImportError',
    `${entry.path}: unknown type ${ending === '' ? '(no ending)' : `"${ending}"`}. ` +
      `Expected a BEIR folder or .zip, or one file that ends in ${endings.join(', ')}.`,
  );
}
