import { createContext, use } from 'react';
import type { InstalledModel } from '../../core/records.ts';
import type { ModelOffer, PickedFile } from '../../workers/client.ts';
import type { Loaded } from '../shared/use-loaded.ts';
import type { InstallState } from './install-state.ts';

export interface ModelsControl {
  readonly installed: Loaded<InstalledModel[]>;
  readonly install: InstallState;
  /** Does nothing while another model is being installed. `files` are the picked folder's. */
  readonly startInstall: (offer: ModelOffer, weightsPath: string, files?: readonly PickedFile[]) => void;
  readonly stopInstall: () => void;
  readonly dismissInstall: () => void;
}

export const ModelsContext = createContext<ModelsControl | undefined>(undefined);

export function useModels(): ModelsControl {
  const control = use(ModelsContext);
  if (!control) throw new Error('useModels was called outside a ModelsProvider.');
  return control;
}
