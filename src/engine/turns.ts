import { cancelledError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';

/**
 * Runs `work` when all that came before has ended. Whoever cancels while it waits is rejected at once; what has begun is
 * to heed the cancel itself.
 */
export type TakeTurn = <Result>(work: () => Promise<Result>, cancel?: Cancel) => Promise<Result>;

/** One after the other, whether the one before failed or not. */
export function createTurns(): TakeTurn {
  /** Settles when the last turn that was taken has ended; never rejects. */
  let lastTurn: Promise<unknown> = Promise.resolve();
  return (work, cancel) =>
    new Promise((resolve, reject) => {
      cancel?.throwIfAborted();
      // In the worker a Cancel is an AbortSignal.
      const signal = cancel instanceof AbortSignal ? cancel : undefined;
      const giveUp = () => reject(cancelledError());
      signal?.addEventListener('abort', giveUp);
      const turn = lastTurn.then(() => {
        signal?.removeEventListener('abort', giveUp);
        cancel?.throwIfAborted();
        return work();
      });
      lastTurn = turn.catch(() => undefined);
      turn.then(resolve, reject);
    });
}
