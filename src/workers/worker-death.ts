import { XennError } from '../core/errors.ts';

/** How the death of a worker reaches those who wait for it. */
export interface WorkerDeath {
  /** Only ever rejected. A comlink call on a dead worker stays pending for ever: every call races against this. */
  readonly promise: Promise<never>;
  /** Rejects those who wait: nothing is reported of a worker that is terminated. */
  readonly declare: (reason: Error) => void;
}

/**
 * Rejects with WorkerError once one of the workers throws outside a call, or its file cannot be loaded; `explain`
 * makes the message from the cause.
 */
export function watchDeath(workers: readonly Worker[], explain: (cause: string) => string): WorkerDeath {
  let declare: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    declare = reject;
  });
  // Nobody may be waiting when a worker dies.
  promise.catch(() => undefined);
  for (const worker of workers) {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const cause = event.message || 'its file could not be loaded';
      declare(new XennError('WorkerError', explain(cause)));
    });
  }
  return { promise, declare };
}
