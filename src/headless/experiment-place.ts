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
  /** What goes on where an interrupted command stopped, in words. */
  readonly kept: string;
  /** Writes what is to be kept, and ends threads and models. */
  close(): Promise<void>;
}

export interface PlaceContext {
  readonly cancel: Cancel;
  readonly onProgress: (progress: JobProgress) => void;
  /** For people: a line that stays. */
  readonly say: (text: string) => void;
}
