/** One piece of work for several callers, each of whom may cancel for itself. */
import { cancelledError } from '../core/errors.ts';
import type { CallContext } from './records.ts';

export interface SharedWork<Value, Progress> {
  /**
   * The work's result. A caller that cancels while others wait is rejected with CancelledError at once and the work goes
   * on. The last one stops the work and waits for its end, so that nothing is written for a caller that is gone.
   */
  join(context?: CallContext<Progress>): Promise<Value>;
  /** Whether it failed or is being stopped: who comes now has to begin anew. */
  isLost(): boolean;
}

/** Begins `make` at once; its progress goes to all who wait for it. */
export function shareWork<Value, Progress = never>(
  make: (context: CallContext<Progress>) => Promise<Value>,
): SharedWork<Value, Progress> {
  const callers = new Set<CallContext<Progress>>();
  const stop = new AbortController();
  let state: 'running' | 'done' | 'failed' = 'running';

  const onProgress = (progress: Progress) => {
    for (const caller of callers) caller.onProgress?.(progress);
  };
  const result = make({ cancel: stop.signal, onProgress });
  result.then(
    () => (state = 'done'),
    () => (state = 'failed'),
  );

  return {
    join: (context = {}) =>
      new Promise((resolve, reject) => {
        // In the worker a Cancel is an AbortSignal.
        const signal = context.cancel instanceof AbortSignal ? context.cancel : undefined;
        const leave = () => {
          if (callers.size === 1) return stop.abort(cancelledError());
          end();
          reject(cancelledError());
        };
        // Of its own, though two callers may come with the same context.
        const caller = { ...context };
        const end = () => {
          callers.delete(caller);
          signal?.removeEventListener('abort', leave);
        };
        callers.add(caller);
        signal?.addEventListener('abort', leave);
        result.finally(end).then(resolve, reject);
      }),
    isLost: () => state === 'failed' || (state === 'running' && stop.signal.aborted),
  };
}
