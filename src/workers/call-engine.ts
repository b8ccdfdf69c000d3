import * as Comlink from 'comlink';
import { cancelledError } from '../core/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { SearchResult } from '../engine/search-records.ts';
import { type PickedFile, toSourceFile } from './picked-file.ts';

/** What crosses to the engine worker: one call by name, its progress callback, and its id for cancelling. */
export interface RemoteEngine {
  call(
    callId: number,
    method: keyof Engine,
    input: unknown,
    onProgress?: (progress: unknown) => void,
  ): Promise<unknown>;
  cancel(callId: number): void;
}

/** Serves an engine by method name; an AbortSignal cannot be posted, so every call gets a controller here. */
export function serveEngine(engine: Engine): RemoteEngine {
  const controllers = new Map<number, AbortController>();
  return {
    async call(callId, method, input, onProgress) {
      const controller = new AbortController();
      controllers.set(callId, controller);
      try {
        const run = engine[method] as (input: unknown, context: unknown) => Promise<unknown>;
        const result = await run(withStreams(input), {
          cancel: controller.signal,
          ...(onProgress && { onProgress }),
        });
        return method === 'search' ? handedOver(result as SearchResult) : result;
      } finally {
        controllers.delete(callId);
      }
    },
    cancel(callId) {
      controllers.get(callId)?.abort(cancelledError());
    },
  };
}

/** The estimates move to the page instead of being copied: a number a document a round, and nobody here needs them. */
function handedOver(result: SearchResult): SearchResult {
  const buffers = result.rounds.map(({ estimates }) => estimates.buffer as ArrayBuffer);
  return Comlink.transfer(result, buffers);
}

/** Picked files become streams on this side. */
function withStreams(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('files' in input)) return input;
  return { ...input, files: (input.files as readonly PickedFile[]).map(toSourceFile) };
}
