import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from './error.ts';

export interface Loaded<T> {
  readonly value?: T;
  readonly error?: Error;
  readonly loading: boolean;
  /** Loads again; the old value stays until the new one is there. The same function at every render. */
  readonly reload: () => void;
}

interface State<T> {
  readonly load: Load<T> | undefined;
  readonly value?: T;
  readonly error?: Error;
  readonly loading: boolean;
}

type Load<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs `load` when it changes (wrap it in useCallback) and on `reload`. Only the newest answer lands, and
 * so does its error; an answer to an older `load` is never shown for a newer one. Undefined loads nothing.
 */
export function useLoaded<T>(load: Load<T> | undefined): Loaded<T> {
  const [state, setState] = useState<State<T>>({ load, loading: load !== undefined });
  const newest = useRef<{ load: Load<T>; controller: AbortController }>(undefined);

  const run = useCallback((load: Load<T>) => {
    newest.current?.controller.abort();
    const controller = new AbortController();
    newest.current = { load, controller };
    const update = (change: (old: State<T>) => State<T>) => {
      if (!controller.signal.aborted)
        setState((old) => change(old.load === load ? old : { load, loading: true }));
    };
    update((old) => ({ ...old, loading: true }));
    load(controller.signal).then(
      (value) => update(() => ({ load, value, loading: false })),
      (thrown) => update((old) => ({ ...old, error: toError(thrown), loading: false })),
    );
  }, []);

  useEffect(() => {
    if (!load) return;
    run(load);
    return () => {
      newest.current?.controller.abort();
      newest.current = undefined;
    };
  }, [load, run]);

  const reload = useCallback(() => {
    if (newest.current) run(newest.current.load);
  }, [run]);

  if (state.load !== load) return { loading: load !== undefined, reload };
  const { value, error, loading } = state;
  return { ...(value !== undefined && { value }), ...(error && { error }), loading, reload };
}
