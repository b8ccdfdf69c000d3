import type { RequestParts } from '../encoders/remote/json-request.ts';

export interface TestRequestParts extends RequestParts {
  /** Every wait between attempts, in milliseconds. */
  readonly waits: number[];
  /** Ends the time of all requests that are running. */
  timeOut(): void;
}

/** Real requests on a clock that stands still: waits between attempts end at once, a request's time when told. */
export function createTestRequestParts(nowMs = 0): TestRequestParts {
  const waits: number[] = [];
  const running = new Set<() => void>();
  return {
    waits,
    fetch: (input, init) => fetch(input, init),
    nowMs: () => nowMs,
    wait: async (milliseconds, signal) => {
      if (milliseconds < 60_000) return void waits.push(milliseconds);
      await new Promise<void>((resolve) => {
        running.add(resolve);
        signal.addEventListener('abort', () => running.delete(resolve));
      });
    },
    timeOut() {
      for (const resolve of running) resolve();
    },
  };
}
