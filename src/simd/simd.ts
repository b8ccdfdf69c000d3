import { XennError } from '../core/errors.ts';
import binary from './kernels/index.ts?assemblyscript';
import { openSimdMemory, type SimdMemory } from './simd-memory.ts';
import {
  CONTROL_BYTES,
  closeDoor,
  hasHelperFailed,
  type Job,
  openControl,
  openDoor,
  runRanges,
  startedHelpers,
  type ThreadStart,
  waitForHelpers,
  writeJob,
} from './thread.ts';

/**
 * What is tried to reserve, in turn: 4 GiB less a page, so that the address behind the last byte is still a 32-bit number,
 * then 2, 1 and 1/2 GiB, as phones and 32-bit browsers have no room for so much.
 */
const MEMORY_PAGES = [65_535, 32_768, 16_384, 8192];
const PAGE_BYTES = 65_536;
/** How long the helpers' last ranges are waited for before events are let in, among them a helper's death. */
const BLOCKING_LIMIT_MS = 50;
/** How long the helpers' start is waited for. */
const START_LIMIT_MS = 2000;

/** A helper thread that runs `serveThread(start)`; `onDeath` is told why it stopped by itself. */
export type StartThread = (start: ThreadStart, onDeath: (cause: string) => void) => HelperThread;

export interface HelperThread {
  end(): void;
}

export interface SimdOptions {
  /** All threads, this one included; 1: no helper is started, and the memory need not be posted to another thread. */
  readonly threads: number;
  readonly startThread: StartThread;
  /** At most 65,535; undefined: the most that can be reserved. */
  readonly memoryPages?: number;
}

/** The kernels with their memory and threads. */
export interface Simd {
  /** As in `SimdOptions`. */
  readonly threads: number;
  readonly memory: SimdMemory;
  /**
   * How many threads run, this one included: once all do, one has died or two seconds have passed. Those that start later
   * take part all the same.
   */
  startedThreads(): Promise<number>;
  /** Runs one piece of work after the other: kernels and addresses are for one at a time. */
  exclusive<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Runs a kernel on all threads. Within `exclusive` only. Throws a SimdError when a thread died or this is closed.
   */
  run(job: Job): Promise<void>;
  /** Ends the threads; what is asked for afterwards is a SimdError. */
  close(): void;
}

/** Throws a SimdError where WebAssembly lacks 128-bit SIMD or threads, or the memory cannot be reserved. */
export function openSimd({ threads, startThread, memoryPages }: SimdOptions): Simd {
  if (!WebAssembly.validate(binary)) {
    throw new XennError(
      'SimdError',
      'Computing with WebAssembly needs its 128-bit SIMD and threads, which this browser lacks. Use a newer one.',
    );
  }
  const { memory, limitBytes } = reserveMemory(memoryPages === undefined ? MEMORY_PAGES : [memoryPages]);
  const start = { module: new WebAssembly.Module(binary), memory };
  const control = openControl(start);
  let unusable: XennError | undefined;
  const declare = (message: string) => {
    unusable ??= new XennError('SimdError', message);
  };
  const helpers = Array.from({ length: threads - 1 }, () =>
    startThread(start, (cause) => declare(`A thread that computes stopped: ${cause}. Reload the page.`)),
  );

  let last: Promise<unknown> = Promise.resolve();
  return {
    threads,
    memory: openSimdMemory(memory, CONTROL_BYTES, limitBytes),
    async startedThreads() {
      const begunMs = performance.now();
      // A browser starts a worker's own workers only while that worker lets events in.
      while (
        startedHelpers(control.words) < helpers.length &&
        !unusable &&
        performance.now() - begunMs < START_LIMIT_MS
      ) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      return 1 + startedHelpers(control.words);
    },
    exclusive(work) {
      const result = last.then(work, work);
      last = result;
      return result;
    },
    async run(job) {
      if (unusable) throw unusable;
      writeJob(control, job);
      if (helpers.length === 0 || job.count <= job.rangeSize) {
        runRanges(control);
        return;
      }
      openDoor(control.words);
      try {
        runRanges(control);
      } finally {
        closeDoor(control.words);
      }
      while (!waitForHelpers(control.words, BLOCKING_LIMIT_MS)) {
        await new Promise((resolve) => setTimeout(resolve));
        if (unusable) throw unusable;
      }
      if (hasHelperFailed(control.words)) declare('A thread that computes failed. Reload the page.');
      if (unusable) throw unusable;
    },
    close() {
      declare('Computing with WebAssembly has ended. Start it again.');
      for (const helper of helpers) helper.end();
    },
  };
}

/**
 * The first of these sizes, largest first, that can be reserved. Shared even for one thread: one binary serves both, and
 * only posting such a memory needs cross-origin isolation.
 */
function reserveMemory([pages, ...smaller]: readonly number[]): {
  memory: WebAssembly.Memory;
  limitBytes: number;
} {
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: pages, shared: true });
    return { memory, limitBytes: pages * PAGE_BYTES };
  } catch (error) {
    if (smaller.length > 0) return reserveMemory(smaller);
    throw new XennError(
      'SimdError',
      `Computing with WebAssembly needs room for a memory of up to ${pages} pages, but ${error}. ` +
        'Close other tabs, or use a 64-bit browser.',
    );
  }
}
