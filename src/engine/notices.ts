import type { Cancel } from '../core/types.ts';
import type { CallContext } from './records.ts';

/** What happens to the models while they are in use, for whoever watches. */
export interface Notices {
  tell(notice: string): void;
  /** Passes on what is told, beginning with what nobody has heard yet; resolves when cancelled. */
  watch(context?: CallContext<string>): Promise<void>;
}

export function createNotices(): Notices {
  const listeners = new Set<(notice: string) => void>();
  const unheard: string[] = [];
  return {
    tell(notice) {
      if (listeners.size === 0) unheard.push(notice);
      for (const listener of listeners) listener(notice);
    },
    async watch({ cancel, onProgress } = {}) {
      const listener = onProgress ?? (() => undefined);
      for (const notice of unheard.splice(0)) listener(notice);
      listeners.add(listener);
      await cancelled(cancel);
      listeners.delete(listener);
    },
  };
}

/** In the worker a Cancel is an AbortSignal; one that is not never tells. */
function cancelled(cancel: Cancel | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (cancel?.aborted) resolve();
    else if (cancel instanceof AbortSignal) cancel.addEventListener('abort', () => resolve(), { once: true });
  });
}
