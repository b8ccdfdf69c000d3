/**
 * Threads for WebAssembly. Without cross-origin isolation there is no shared memory and so one thread.
 * Up to 4 logical processors all are used; beyond that half of them (most have two per core), at most 8:
 * models of this size gain nothing from more.
 */
export function threadCount(isolated: boolean, logicalProcessors: number): number {
  if (!isolated) return 1;
  return Math.max(Math.min(logicalProcessors, 4), Math.min(Math.floor(logicalProcessors / 2), 8), 1);
}
