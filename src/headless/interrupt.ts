import type { Cancel } from '../core/types.ts';

/** What a shell reports of a process that SIGINT ended: 128 + 2. */
export const INTERRUPTED = 130;

/** The first SIGINT cancels, so that what is under way ends well; the second ends the process at once. */
export function watchInterrupts(say: (text: string) => void): { readonly cancel: Cancel; stop(): void } {
  const controller = new AbortController();
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    say('Stopping; once more ends it at once.');
    controller.abort();
  };
  process.on('SIGINT', onInterrupt);
  return { cancel: controller.signal, stop: () => void process.off('SIGINT', onInterrupt) };
}
