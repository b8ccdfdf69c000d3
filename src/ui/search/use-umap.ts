import { useCallback, useEffect, useMemo, useState } from 'react';
import { isCancelled } from '../../core/errors.ts';
import type { JobProgress, UmapMap } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import type { LiveSearch } from './panel-props.ts';

export interface UmapJob {
  /** Stored, or just computed. */
  readonly umap?: UmapMap;
  /** Looking whether there is one. */
  readonly loading: boolean;
  readonly error?: Error;
  readonly computing: boolean;
  readonly progress?: JobProgress;
  readonly compute: () => void;
  readonly cancel: () => void;
}

interface Run {
  readonly controller: AbortController;
  readonly progress?: JobProgress;
}

/** The UMAP of an item space: read where it is stored, computed when asked for. Undefined `live`: not wanted. */
export function useUmap(live: LiveSearch | undefined, itemSpace: string): UmapJob {
  const { client, corpusId } = live ?? {};
  const stored = useLoaded(
    useMemo(
      () =>
        client && corpusId !== undefined
          ? async (signal: AbortSignal) => ({
              umap: await client.readUmap({ corpusId, itemSpace }, { signal }),
            })
          : undefined,
      [client, corpusId, itemSpace],
    ),
  );
  const [run, setRun] = useState<Run>();
  const [failure, setFailure] = useState<Error>();
  const { reload } = stored;

  // Another item space, or no map any more: what runs is of no use.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what the work is for.
  useEffect(() => () => run?.controller.abort(), [run?.controller, client, corpusId, itemSpace]);

  const compute = useCallback(() => {
    if (!client || corpusId === undefined) return;
    const controller = new AbortController();
    const { signal } = controller;
    setFailure(undefined);
    setRun({ controller });
    const onProgress = (progress: JobProgress) => {
      if (!signal.aborted) setRun((now) => (now?.controller === controller ? { controller, progress } : now));
    };
    client
      .computeUmap({ corpusId, itemSpace }, { signal, onProgress })
      // It is stored now.
      .then(reload, (error) => {
        if (!isCancelled(error)) setFailure(toError(error));
      })
      .finally(() => setRun((now) => (now?.controller === controller ? undefined : now)));
  }, [client, corpusId, itemSpace, reload]);

  const error = failure ?? stored.error;
  return {
    ...(stored.value?.umap && { umap: stored.value.umap }),
    loading: stored.loading,
    ...(error && { error }),
    computing: run !== undefined,
    ...(run?.progress && { progress: run.progress }),
    compute,
    cancel: () => run?.controller.abort(),
  };
}
