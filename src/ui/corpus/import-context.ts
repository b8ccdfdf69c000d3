import { createContext, use } from 'react';
import type { BrowserFile } from '../shared/picked-files.ts';
import type { ImportDraft, ImportState, ImportTarget } from './import-state.ts';
import type { SampleRun } from './sample-run.ts';

/** Adding corpora and documents, whichever screen is open. */
export interface ImportControl {
  readonly state: ImportState;
  readonly pick: (files: readonly BrowserFile[], target: ImportTarget) => void;
  readonly edit: (change: Partial<ImportDraft>) => void;
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
