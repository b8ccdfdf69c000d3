import { useEffect, useRef, useState } from 'react';
import { isCancelled } from '../../core/errors.ts';
import type { CallOptions, JobProgress } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';

export type JobState<Result> =
  /** Not begun, cancelled, or dismissed. */
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly progress?: JobProgress; readonly stopping: boolean }
  | { readonly status: 'done'; readonly result: Result }
  | { readonly status: 'failed'; readonly error: Error };

export interface JobControl<Result> {
  readonly state: JobState<Result>;
  readonly start: (work: (call: CallOptions<JobProgress>) => Promise<Result>) => void;
  /** It runs on until its work rejects. */
  readonly cancel: () => void;
  readonly dismiss: () => void;
}

/** Work that can be cancelled, one at a time; it ends with the component, without whose controls nobody could stop it. */
export function useCancellableJob<Result>(): JobControl<Result> {
  const [state, setState] = useState<JobState<Result>>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start(work: (call: CallOptions<JobProgress>) => Promise<Result>) {
    const started = new AbortController();
    running.current = started;
    setState({ status: 'running', stopping: false });
    const onProgress = (progress: JobProgress) =>
      setState((now) => (now.status === 'running' ? { ...now, progress } : now));
    try {
      setState({ status: 'done', result: await work({ signal: started.signal, onProgress }) });
    } catch (thrown) {
      setState(isCancelled(thrown) ? { status: 'idle' } : { status: 'failed', error: toError(thrown) });
    }
  }

  function cancel() {
    running.current?.abort();
    setState((now) => (now.status === 'running' ? { ...now, stopping: true } : now));
  }

  return { state, start: (work) => void start(work), cancel, dismiss: () => setState({ status: 'idle' }) };
}
