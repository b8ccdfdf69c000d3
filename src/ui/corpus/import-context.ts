import { createContext, use } from 'react';
import type { FormatName, PickedFile } from '../../workers/client.ts';
import type { BrowserFile } from '../shared/picked-files.ts';
import type { ImportDraft } from './import-draft.ts';
import type { ImportState, ImportTarget } from './import-state.ts';
import type { SampleRun } from './sample-run.ts';

/** Adding corpora and documents, whichever screen is open. */
export interface ImportControl {
  readonly state: ImportState;
  /** Looks at dropped files; a project is opened. */
  readonly pick: (files: readonly BrowserFile[], target: ImportTarget) => void;
  /** Looks at what is no file of the person's: pasted text. */
  readonly look: (files: readonly PickedFile[], target: ImportTarget) => void;
  /** Gets a file from an address, then looks at it. */
  readonly fetchFrom: (url: string, target: ImportTarget) => void;
  /** Reads the offered files as another format. */
  readonly chooseFormat: (format: FormatName) => void;
  readonly edit: (change: Partial<ImportDraft>) => void;
  /** Drops the choices of an earlier import, for this one and those to come. */
  readonly forget: () => void;
  readonly start: () => void;
  readonly cancel: () => void;
  readonly close: () => void;
  readonly sample: SampleRun;
  readonly startSample: () => void;
  /** After a failure: shows what there is. */
  readonly leaveSample: () => void;
}

export const ImportContext = createContext<ImportControl | undefined>(undefined);

export function useImport(): ImportControl {
  const control = use(ImportContext);
  if (!control) throw new Error('useImport was called outside an ImportProvider.');
  return control;
}
