import { createContext, use } from 'react';
import type { ModelChoice } from '../../core/model-choice.ts';
import type { CorpusSummary } from '../../core/records.ts';
import type { CorpusDetails, EncoderStatus, EngineClient, JobProgress } from '../../workers/client.ts';
import type { Connection } from './connection.ts';
import type { BackendChoice } from './preferences.ts';
import type { Loaded } from './use-loaded.ts';

/** A query to start the search screen with; forgotten when that screen is left. */
export interface QueryToRun {
  readonly corpusId: string;
  readonly text: string;
}

/** The dual-encoder's pass over the open corpus, done once per corpus. */
export interface Preparation {
  readonly corpusId: string;
  readonly progress?: JobProgress;
  readonly error?: Error;
}

/** What every screen needs: the engine, the corpora, the open one. */
export interface Workspace {
  readonly client: EngineClient;
  readonly storage: Connection['storage'];
  readonly backendChoice: BackendChoice;
  /** Restarts the workers; undefined: automatic. */
  readonly chooseBackend: (backend: 'wasm' | 'webgpu' | undefined) => void;
  readonly models: ModelChoice;
  /** Restarts the workers with other models; `apiKey` is for the servers of a remote one. */
  readonly chooseModels: (models: ModelChoice, apiKey?: string) => void;
  readonly encoderStatus: Loaded<EncoderStatus>;
  /** How far the loading of the models is; of no meaning once they are loaded. */
  readonly loadingStage: string | undefined;
  readonly corpora: Loaded<CorpusSummary[]>;
  /** The open corpus; idle when there is none. */
  readonly details: Loaded<CorpusDetails>;
  readonly openCorpusId: string | undefined;
  readonly openCorpus: (corpusId: string) => void;
  /** Absent when the open corpus is ready. */
  readonly preparation: Preparation | undefined;
  readonly queryToRun: QueryToRun | undefined;
  /** Opens the corpus on the search screen with this query already running. */
  readonly searchFor: (corpusId: string, text: string) => void;
}

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace was called outside a WorkspaceProvider.');
  return workspace;
}
