import type { GridMethod } from '../core/experiment-grid.ts';
import type { Cancel } from '../core/types.ts';
import type { Engine } from '../engine/engine.ts';
import type { JobProgress } from '../engine/records.ts';
import type { NamedSpaces } from './evaluate-indexes.ts';

/** Where an experiment runs: an engine over one corpus, or over matrices that look like one to it. */
export interface ExperimentPlace {
  readonly engine: Engine;
  readonly corpusId: string;
  readonly name: string;
  /** Makes what methods search in. */
  openSpaces(context: PlaceContext): Promise<NamedSpaces>;
  /** What a method is here. */
  readonly adapt: (method: GridMethod) => GridMethod;
  /** What an interrupted command leaves, and where the same command then begins, in words. */
  readonly afterInterrupt: string;
  /** Writes what is to be kept, and ends threads and models. */
  close(): Promise<void>;
}

export interface PlaceContext {
  readonly cancel: Cancel;
  readonly onProgress: (progress: JobProgress) => void;
  /** For people: a line that stays. */
  readonly say: (text: string) => void;
}
