/** Adding a corpus, or documents to one, as data: files → preview with choices → running → report. */
import type { CorpusSummary } from '../../core/records.ts';
import type {
  ColumnMapping,
  ImportPreview,
  ImportProgress,
  ImportReport,
  PickedFile,
} from '../../workers/client.ts';

/** Where the files go. */
export type ImportTarget =
  | { readonly kind: 'new-corpus' }
  /** `corpus`: as it was before. */
  | { readonly kind: 'addition'; readonly corpus: CorpusSummary };

export const NEW_CORPUS: ImportTarget = { kind: 'new-corpus' };

/** What the person may still change before importing. '' in a column: not chosen. */
export interface ImportDraft {
  readonly name: string;
  readonly idColumn: string;
  readonly titleColumn: string;
  readonly textColumn: string;
}

export interface OfferedImport {
  readonly target: ImportTarget;
  readonly files: readonly PickedFile[];
  readonly preview: ImportPreview;
  readonly draft: ImportDraft;
}

export type ImportState =
  | { readonly status: 'idle' }
  | { readonly status: 'previewing'; readonly target: ImportTarget }
  | { readonly status: 'unreadable'; readonly target: ImportTarget; readonly error: Error }
  /** `error`: the attempt before this one failed. */
  | ({ readonly status: 'offered'; readonly error?: Error } & OfferedImport)
  | ({
      readonly status: 'importing';
      readonly progress?: ImportProgress;
      readonly stopping: boolean;
    } & OfferedImport)
  | { readonly status: 'imported'; readonly target: ImportTarget; readonly report: ImportReport };

export type ImportAction =
  | { readonly type: 'picked'; readonly target: ImportTarget }
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
      return state.status === 'importing' ? state : { status: 'previewing', target: action.target };
    case 'previewed': {
      if (state.status !== 'previewing') return state;
      const { target } = state;
      const { files, preview } = action;
      return { status: 'offered', target, files, preview, draft: draftOf(preview, target) };
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
      return state.status === 'importing'
        ? { status: 'imported', target: state.target, report: action.report }
        : state;
    case 'failed':
      if (state.status === 'importing') return { ...offerOf(state), status: 'offered', error: action.error };
      return state.status === 'previewing'
        ? { status: 'unreadable', target: state.target, error: action.error }
        : state;
    case 'closed':
      return state.status === 'importing' ? state : NO_IMPORT;
  }
}

function offerOf({ target, files, preview, draft }: OfferedImport): OfferedImport {
  return { target, files, preview, draft };
}

function draftOf({ suggestedName, mapping }: ImportPreview, target: ImportTarget): ImportDraft {
  return {
    name: target.kind === 'addition' ? target.corpus.name : suggestedName,
    idColumn: mapping?.id ?? '',
    titleColumn: mapping?.title ?? '',
    textColumn: mapping?.text ?? '',
  };
}

/** What the place that imports into `target` shows; another place's import is not its own, but 'busy' while it runs. */
export function importInto(state: ImportState, target: ImportTarget): ImportState | 'busy' {
  if (state.status === 'idle' || sameTarget(state.target, target)) return state;
  return state.status === 'importing' ? 'busy' : NO_IMPORT;
}

function sameTarget(a: ImportTarget, b: ImportTarget): boolean {
  return a.kind === 'addition' && b.kind === 'addition'
    ? a.corpus.corpusId === b.corpus.corpusId
    : a.kind === b.kind;
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
