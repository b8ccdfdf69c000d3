/** What a person may change about an import before it begins, as data. */
import type {
  Chunking,
  ColumnMapping,
  FormatName,
  ImportPreview,
  ReadOptions,
} from '../../workers/client.ts';
import type { ImportChoices } from '../shared/preferences.ts';

export interface ImportDraft {
  readonly name: string;
  /** '' in a column: not chosen. */
  readonly idColumn: string;
  readonly titleColumn: string;
  readonly textColumn: string;
  readonly chunking: ChunkingDraft;
  readonly leaveOutDuplicates: boolean;
}

/** What was typed: '' is an empty field. */
export interface ChunkingDraft {
  /** 'none': documents stay whole. */
  readonly unit: Chunking['unit'] | 'none';
  readonly size: number | '';
  readonly overlap: number | '';
}

/** Passages that the models read whole: the embedded cross-encoder takes 256 tokens, about 170 words of English. */
const USUAL_CHUNKING: Readonly<Record<Chunking['unit'], Omit<ChunkingDraft, 'unit'>>> = {
  words: { size: 120, overlap: 20 },
  sentences: { size: 5, overlap: 1 },
  headings: { size: 120, overlap: 0 },
};
const WHOLE: ChunkingDraft = { unit: 'none', ...USUAL_CHUNKING.words };

/** The draft to begin with; `remembered` is of the preview's format. Its columns count where the input has them all. */
export function draftOf(preview: ImportPreview, name: string, remembered?: ImportChoices): ImportDraft {
  const mapping = usableMapping(preview, remembered?.mapping) ?? preview.mapping;
  return {
    name,
    idColumn: mapping?.id ?? '',
    titleColumn: mapping?.title ?? '',
    textColumn: mapping?.text ?? '',
    chunking: canBeCut(preview) ? (remembered?.chunking ?? WHOLE) : WHOLE,
    leaveOutDuplicates: remembered?.leaveOutDuplicates ?? !bringsJudgements(preview),
  };
}

/**
 * The draft once the same files were read as another format: what a person has changed stays, where the format allows it.
 * They may have gone on choosing while the files were read.
 */
export function redraft(
  before: {
    readonly preview: ImportPreview;
    readonly draft: ImportDraft;
    readonly remembered?: ImportChoices;
  },
  preview: ImportPreview,
  remembered?: ImportChoices,
): ImportDraft {
  const { name, chunking, leaveOutDuplicates } = before.draft;
  const offered = draftOf(before.preview, name, before.remembered);
  return {
    ...draftOf(preview, name, remembered),
    ...(chunking !== offered.chunking && canBeCut(preview) && { chunking }),
    ...(leaveOutDuplicates !== offered.leaveOutDuplicates && { leaveOutDuplicates }),
  };
}

function usableMapping({ columns }: ImportPreview, mapping: ColumnMapping | undefined) {
  return mapping && Object.values(mapping).every((column) => columns.includes(column)) ? mapping : undefined;
}

/** The same way to cut, or another with sizes that suit it. */
export function chunkedBy(unit: ChunkingDraft['unit']): ChunkingDraft {
  return unit === 'none' ? WHOLE : { unit, ...USUAL_CHUNKING[unit] };
}

/** Whether a person has to say which column is which. */
export function hasColumns({ columns }: ImportPreview): boolean {
  return columns.length > 0;
}

/** Judgements are of whole documents: those of a corpus that brings them cannot be cut. */
export function canBeCut({ format }: Pick<ImportPreview, 'format'>): boolean {
  return format !== 'beir';
}

export function bringsJudgements({ format, filesRead }: ImportPreview): boolean {
  return format === 'beir' && filesRead.some((path) => /(^|\/)qrels\//.test(path));
}

export interface DraftProblems {
  readonly name?: string;
  readonly textColumn?: string;
  readonly titleColumn?: string;
  readonly chunkSize?: string;
  readonly chunkOverlap?: string;
}

/** Empty when the draft can be imported. */
export function draftProblems(preview: ImportPreview, draft: ImportDraft): DraftProblems {
  const name = draft.name.trim() === '' && { name: 'Give the corpus a name.' };
  return { ...name, ...columnProblems(preview, draft), ...chunkingProblems(draft.chunking) };
}

function columnProblems(
  preview: ImportPreview,
  { titleColumn, textColumn }: ImportDraft,
): Pick<DraftProblems, 'textColumn' | 'titleColumn'> {
  if (!hasColumns(preview)) return {};
  const text = textColumn === '' && { textColumn: 'Choose the column that holds the text.' };
  const title = titleColumn !== '' &&
    titleColumn === textColumn && { titleColumn: 'Title and text are the same column.' };
  return { ...text, ...title };
}

function chunkingProblems({
  unit,
  size,
  overlap,
}: ChunkingDraft): Pick<DraftProblems, 'chunkSize' | 'chunkOverlap'> {
  if (unit === 'none') return {};
  if (size === '' || size < 1) return { chunkSize: 'Give a passage at least one.' };
  if (unit === 'headings') return {};
  if (overlap === '') return { chunkOverlap: 'Give a number; 0 repeats nothing.' };
  return overlap < size ? {} : { chunkOverlap: 'Repeat less than a passage holds.' };
}

/** The engine's options for a draft without problems. */
export function optionsOf(preview: ImportPreview, draft: ImportDraft): ReadOptions {
  const { format } = preview;
  const mapping = mappingOf(preview, draft);
  const chunking = chunkingOf(draft.chunking);
  return { format, ...(mapping && { mapping }), ...(chunking && { chunking }) };
}

function mappingOf(
  preview: ImportPreview,
  { idColumn, titleColumn, textColumn }: ImportDraft,
): ColumnMapping | undefined {
  if (!hasColumns(preview)) return undefined;
  return { text: textColumn, ...(idColumn && { id: idColumn }), ...(titleColumn && { title: titleColumn }) };
}

function chunkingOf({ unit, size, overlap }: ChunkingDraft): Chunking | undefined {
  if (unit === 'none') return undefined;
  return { unit, size: Number(size), overlap: unit === 'headings' ? 0 : Number(overlap) };
}

/** What is worth offering again for the next input of this format. */
export function choicesOf(preview: ImportPreview, draft: ImportDraft): ImportChoices {
  const { mapping, chunking } = optionsOf(preview, draft);
  const { leaveOutDuplicates } = draft;
  return { ...(mapping && { mapping }), ...(chunking && { chunking }), leaveOutDuplicates };
}

const FORMAT_LABELS: Readonly<Record<FormatName, string>> = {
  beir: 'BEIR',
  jsonl: 'JSON lines',
  csv: 'CSV',
  tsv: 'TSV',
  parquet: 'Parquet',
  text: 'Plain text, one document per line',
  files: 'Files, one document each',
};

/** What a person knows the format as. */
export function formatLabel(format: FormatName, { filesRead }: Pick<ImportPreview, 'filesRead'>): string {
  return format === 'files' && filesRead.length === 1
    ? 'The whole file as one document'
    : FORMAT_LABELS[format];
}
