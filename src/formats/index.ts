import type { Cancel } from '../core/types.ts';
import { runSteps } from './batch.ts';
import { boundTogether } from './bounded-entries.ts';
import { baseName, commonFolder, type Entry, fileName, folderOf } from './entries.ts';
import { FORMATS, formatsOf, unknownFormat } from './format-table.ts';
import { openInput } from './input.ts';
import { SAMPLE_CHARACTERS } from './limits.ts';
import type { FormatName, ImportPreview, ParsedBatch, ReadOptions, SourceFile } from './records.ts';
import { openSteps } from './source-steps.ts';

/**
 * What the files seem to be, from their names and what they begin with, without reading on; or what they are as `format`.
 * A zip and a Parquet file are passed over once to find their directory.
 *
 * @throws ImportError when they are nothing that can be read, not of `format`, or more than the limit; whatever `cancel` throws.
 */
export async function previewSource(
  files: readonly SourceFile[],
  format?: FormatName,
  cancel?: Cancel,
): Promise<ImportPreview> {
  const { entries, hidden, archiveName } = await openInput(files, cancel);
  const possible = formatsOf(entries);
  const name = format ?? possible[0];
  if (name === undefined) throw await unknownFormat(entries);
  const selected = FORMATS[name].select(entries);
  boundTogether(selected);
  const { sampleRows, ...sample } = await FORMATS[name].sample(selected, cancel);
  return {
    format: name,
    formats: [name, ...possible.filter((other) => other !== name)],
    suggestedName: nameOf(name, selected) || archiveName || 'corpus',
    totalBytes: selected.reduce((bytes, entry) => bytes + entry.inputBytes, 0),
    ...sample,
    sampleRows: sampleRows.map((cells) => cells.map((cell) => cell.slice(0, SAMPLE_CHARACTERS))),
    filesRead: selected.map(({ path }) => path),
    filesIgnored: [
      ...entries.filter((entry) => !selected.includes(entry)).map(({ path }) => path),
      ...hidden,
    ],
  };
}

/**
 * Reads the files as a stream of batches: all documents, then all queries, then all judgements. What cannot be taken
 * is listed as refused with its line, and reading goes on. About one chunk, one line and one batch are held; of a file
 * that is one document, the file; of a Parquet file, a row group.
 *
 * @throws ImportError when a file cannot be read as its format, or they are more than the limit; InvalidArgumentError when a mapping is needed and
 * absent, or the passages asked for cannot be made; whatever `cancel` throws.
 */
export async function* readSource(
  files: readonly SourceFile[],
  options: ReadOptions,
  cancel?: Cancel,
): AsyncGenerator<ParsedBatch> {
  yield* runSteps(await openSteps(files, options, cancel), cancel);
}

/** Of a folder for what is one, of the file for what is one file; '' for a folder without a name. */
function nameOf(format: FormatName, selected: readonly Entry[]): string {
  if (format === 'beir') return fileName(folderOf(selected[0].path).slice(0, -1));
  if (selected.length === 1) return baseName(selected[0].path);
  return fileName(commonFolder(selected).slice(0, -1));
}
