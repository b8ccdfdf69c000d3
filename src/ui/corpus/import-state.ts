/** Adding a corpus, as data: files → preview with choices → running → report. */
import type {
  ColumnMapping,
  ImportPreview,
  ImportProgress,
  ImportReport,
  PickedFile,
} from '../../workers/client.ts';

/** What the person may still change before importing. '' in a column: not chosen. */
export interface ImportDraft {
  readonly name: string;
  readonly idColumn: string;
  readonly titleColumn: string;
  readonly textColumn: string;
}

export interface OfferedImport {
  readonly files: readonly PickedFile[];
  readonly preview: ImportPreview;
  readonly draft: ImportDraft;
}

export type ImportState =
  | { readonly status: 'idle'; readonly error?: Error }
  | { readonly status: 'previewing' }
  /** `error`: the attempt before this one failed. */
  | ({ readonly status: 'offered'; readonly error?: Error } & OfferedImport)
  | ({
      readonly status: 'importing';
      readonly progress?: ImportProgress;
      readonly stopping: boolean;
    } & OfferedImport)
  | { readonly status: 'imported'; readonly report: ImportReport };

export type ImportAction =
  | { readonly type: 'picked' }
  | { readonly type: 'previewed'; readonly files: readonly PickedFile[]; readonly preview: ImportPreview }
  | { readonly type: 'edited'; readonly change: Partial<ImportDraft> }
  | { readonly type: 'started' }
  | { readonly type: 'progressed'; readonly progress: ImportProgress }
  | { readonly type: 'stopAsked' }
  | { readonly type: 'stopped' }
  | { readonly type: 'imported'; readonly report: ImportReport }
  | { readonly type: 'failed'; readonly error: Error }
  | { readonly type: 'closed' };

export const NO_IMPORT: ImportState = { status: 'idle' };

/** Ignores an action that does not fit the state: progress may arrive after the end. */
export function reduceImport(state: ImportState, action: ImportAction): ImportState {
  switch (action.type) {
    case 'picked':
      return state.status === 'importing' ? state : { status: 'previewing' };
    case 'previewed': {
      const { files, preview } = action;
      return state.status === 'previewing'
        ? { status: 'offered', files, preview, draft: draftOf(preview) }
        : state;
    }
    case 'edited':
      return state.status === 'offered' ? { ...state, draft: { ...state.draft, ...action.change } } : state;
    case 'started':
      return state.status === 'offered' ? { ...offerOf(state), status: 'importing', stopping: false } : state;
    case 'progressed':
      return state.status === 'importing' ? { ...state, progress: action.progress } : state;
    case 'stopAsked':
      return state.status === 'importing' ? { ...state, stopping: true } : state;
    case 'stopped':
      return state.status === 'importing' ? { ...offerOf(state), status: 'offered' } : state;
    case 'imported':
      return state.status === 'importing' ? { status: 'imported', report: action.report } : state;
    case 'failed':
      if (state.status === 'importing') return { ...offerOf(state), status: 'offered', error: action.error };
      return state.status === 'previewing' ? { status: 'idle', error: action.error } : state;
    case 'closed':
      return state.status === 'importing' ? state : NO_IMPORT;
  }
}

function offerOf({ files, preview, draft }: OfferedImport): OfferedImport {
  return { files, preview, draft };
}

function draftOf({ suggestedName, mapping }: ImportPreview): ImportDraft {
  return {
    name: suggestedName,
    idColumn: mapping?.id ?? '',
    titleColumn: mapping?.title ?? '',
    textColumn: mapping?.text ?? '',
  };
}

/** Whether a person has to say which column is which. */
export function hasColumns({ columns }: ImportPreview): boolean {
  return columns.length > 0;
}

export interface DraftProblems {
  readonly name?: string;
  readonly textColumn?: string;
  readonly titleColumn?: string;
}

/** Empty when the draft can be imported. */
export function draftProblems(preview: ImportPreview, draft: ImportDraft): DraftProblems {
  const name = draft.name.trim() === '' && { name: 'Give the corpus a name.' };
  if (!hasColumns(preview)) return { ...name };
  const text = draft.textColumn === '' && { textColumn: 'Choose the column that holds the text.' };
  const title = draft.titleColumn !== '' &&
    draft.titleColumn === draft.textColumn && { titleColumn: 'Title and text are the same column.' };
  return { ...name, ...text, ...title };
}

/** The engine's options for a draft without problems. */
export function mappingOf(preview: ImportPreview, draft: ImportDraft): ColumnMapping | undefined {
  if (!hasColumns(preview)) return undefined;
  const { idColumn, titleColumn, textColumn } = draft;
  return { text: textColumn, ...(idColumn && { id: idColumn }), ...(titleColumn && { title: titleColumn }) };
}
