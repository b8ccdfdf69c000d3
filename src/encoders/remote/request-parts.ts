import { wait } from '../wait.ts';
import type { RequestParts } from './json-request.ts';

/** The platform's own network, timers and clock. */
export const REQUEST_PARTS: RequestParts = {
  fetch: (input, init) => fetch(input, init),
  wait,
  nowMs: () => Date.now(),
};
