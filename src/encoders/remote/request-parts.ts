import type { RequestParts } from './json-request.ts';

/** The platform's own network, timers and clock. */
export const REQUEST_PARTS: RequestParts = {
  fetch: (input, init) => fetch(input, init),
  wait: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    }),
  nowMs: () => Date.now(),
};
