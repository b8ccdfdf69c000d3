/** Adding a corpus, or documents to one, as data: files → preview with choices → running → report. */
import type { CorpusSummary } from '../../core/records.ts';
import type {
  ImportPreview,
  ImportProgress,
  ImportReport,
  JobProgress,
  PickedFile,
} from '../../workers/client.ts';
import type { ImportChoices } from '../shared/preferences.ts';
import { draftOf, type ImportDraft, redraft } from './import-draft.ts';

/** Where the files go. */
export type ImportTarget =
  | { readonly kind: 'new-corpus' }
  /** `corpus`: as it was before. */
  | { readonly kind: 'addition'; readonly corpus: CorpusSummary };

export const NEW_CORPUS: ImportTarget = { kind: 'new-corpus' };

export interface OfferedImport {
  readonly target: ImportTarget;
  readonly files: readonly PickedFile[];
  readonly preview: ImportPreview;
  readonly draft: ImportDraft;
  /** The choices of an earlier import that the draft began with. */
  readonly remembered?: ImportChoices;
}

/** Work before there is anything to choose: a file that is fetched, or a project that is opened. */
export interface ImportErrand {
  readonly kind: 'fetching' | 'opening';
  /** The file's address or name. */
  readonly what: string;
}

export type ImportState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'errand';
      readonly target: ImportTarget;
      readonly errand: ImportErrand;
      readonly progress?: JobProgress;
      readonly stopping: boolean;
    }
  | { readonly status: 'previewing'; readonly target: ImportTarget }
  | { readonly status: 'unreadable'; readonly target: ImportTarget; readonly error: Error }
  /** `error`: the attempt before this one failed. */
  | ({ readonly status: 'offered'; readonly error?: Error } & OfferedImport)
  | ({
      readonly status: 'importing';
      readonly progress?: ImportProgress;
      readonly stopping: boolean;
    } & OfferedImport)
  | {
      readonly status: 'imported';
      readonly target: ImportTarget;
      readonly report: ImportReport;
      /** Whether repeated texts were left out. */
      readonly leftOutDuplicates: boolean;
    }
  /** A project; `twin`: the name of a corpus with the same documents that was there before. */
  | {
      readonly status: 'opened';
      readonly target: ImportTarget;
      readonly corpus: CorpusSummary;
      readonly twin?: string;
    };

/** What is known of files once they have been looked at. */
export interface Previewed {
  readonly files: readonly PickedFile[];
  readonly preview: ImportPreview;
  readonly remembered?: ImportChoices;
}

export type ImportAction =
  | { readonly type: 'sent'; readonly target: ImportTarget; readonly errand: ImportErrand }
  | { readonly type: 'errandProgressed'; readonly progress: JobProgress }
  | { readonly type: 'opened'; readonly corpus: CorpusSummary; readonly twin?: string }
  | { readonly type: 'picked'; readonly target: ImportTarget }
  | ({ readonly type: 'previewed' } & Previewed)
  /** The same files as another format. */
  | ({ readonly type: 'reread' } & Previewed)
  | {
      readonly type: 'rereadFailed';
      readonly files: readonly PickedFile[];
      readonly error: Error;
    }
  | { readonly type: 'edited'; readonly change: Partial<ImportDraft> }
  | { readonly type: 'forgot' }
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
    case 'sent':
      if (state.status === 'importing') return state;
      return { status: 'errand', target: action.target, errand: action.errand, stopping: false };
    case 'errandProgressed':
      return state.status === 'errand' ? { ...state, progress: action.progress } : state;
    case 'opened': {
      if (state.status !== 'errand') return state;
      const { corpus, twin } = action;
      return { status: 'opened', target: state.target, corpus, ...(twin !== undefined && { twin }) };
    }
    case 'picked':
      return state.status === 'importing' ? state : { status: 'previewing', target: action.target };
    case 'previewed':
      if (state.status !== 'previewing') return state;
      return { status: 'offered', ...offer(state.target, action, nameIn(state.target, action.preview)) };
    case 'reread':
      // Other files may have been chosen meanwhile.
      if (state.status !== 'offered' || state.files !== action.files) return state;
      return {
        status: 'offered',
        ...offer(state.target, action, state.draft.name),
        draft: redraft(state, action.preview, action.remembered),
      };
    case 'rereadFailed':
      return state.status === 'offered' && state.files === action.files ? failed(state, action.error) : state;
    case 'edited':
      return state.status === 'offered' ? { ...state, draft: { ...state.draft, ...action.change } } : state;
    case 'forgot':
      if (state.status !== 'offered') return state;
      return {
        status: 'offered',
        ...offer(state.target, { files: state.files, preview: state.preview }, state.draft.name),
      };
    case 'started':
      return state.status === 'offered' ? { ...offerOf(state), status: 'importing', stopping: false } : state;
    case 'progressed':
      return state.status === 'importing' ? { ...state, progress: action.progress } : state;
    case 'stopAsked':
      // What only looks has nothing to undo.
      if (state.status === 'previewing') return NO_IMPORT;
      return isRunning(state) ? { ...state, stopping: true } : state;
    case 'stopped':
      if (state.status === 'errand') return NO_IMPORT;
      return state.status === 'importing' ? { ...offerOf(state), status: 'offered' } : state;
    case 'imported':
      if (state.status !== 'importing') return state;
      return {
        status: 'imported',
        target: state.target,
        report: action.report,
        leftOutDuplicates: state.draft.leaveOutDuplicates,
      };
    case 'failed':
      return failed(state, action.error);
    case 'closed':
      return isRunning(state) ? state : NO_IMPORT;
  }
}

/** Something that has to be cancelled before anything else can begin. */
export function isRunning(
  state: ImportState,
): state is Extract<ImportState, { status: 'errand' | 'importing' }> {
  return state.status === 'errand' || state.status === 'importing';
}

function failed(state: ImportState, error: Error): ImportState {
  switch (state.status) {
    case 'importing':
    case 'offered':
      return { ...offerOf(state), status: 'offered', error };
    case 'previewing':
    case 'errand':
      return { status: 'unreadable', target: state.target, error };
    default:
      return state;
  }
}

function offer(target: ImportTarget, { files, preview, remembered }: Previewed, name: string): OfferedImport {
  const draft = draftOf(preview, name, remembered);
  return { target, files, preview, draft, ...(remembered && { remembered }) };
}

function nameIn(target: ImportTarget, preview: ImportPreview): string {
  return target.kind === 'addition' ? target.corpus.name : preview.suggestedName;
}

function offerOf({ target, files, preview, draft, remembered }: OfferedImport): OfferedImport {
  return { target, files, preview, draft, ...(remembered && { remembered }) };
}

/** What the place that imports into `target` shows; another place's import is not its own, but 'busy' while it runs. */
export function importInto(state: ImportState, target: ImportTarget): ImportState | 'busy' {
  if (state.status === 'idle' || sameTarget(state.target, target)) return state;
  return isRunning(state) ? 'busy' : NO_IMPORT;
}

function sameTarget(a: ImportTarget, b: ImportTarget): boolean {
  return a.kind === 'addition' && b.kind === 'addition'
    ? a.corpus.corpusId === b.corpus.corpusId
    : a.kind === b.kind;
}
