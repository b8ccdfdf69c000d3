/**
 * What runs on every thread. Imports nothing, so that this one file, without its types, is all that a helper thread
 * needs to load.
 */

/** The work that all threads share lies at the beginning of the memory; here the index of each number in it. */
const WORD = {
  /** Changes with every job: what idle helpers wait for. */
  job: 0,
  /** `OPEN` while helpers may join the job, plus the number of helpers in it. */
  door: 1,
  /** The next index that nobody has taken. */
  next: 2,
  count: 3,
  rangeSize: 4,
  /** Index in the module's list of exports. */
  kernel: 5,
  argumentCount: 6,
  /** 1 once a helper has failed. */
  failed: 7,
  /** The number of helpers that have started. */
  started: 8,
} as const;
/** Even: the arguments lie behind the words and are of 8 bytes each. */
const WORD_COUNT = 10;
const OPEN = 1 << 16;
const ARGUMENT_LIMIT = 16;
/** The part of the memory that belongs to the threads. */
export const CONTROL_BYTES = 4 * WORD_COUNT + 8 * ARGUMENT_LIMIT;

/** What a helper thread is given when it starts. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  /** Shared. */
  readonly memory: WebAssembly.Memory;
}

/** `kernel(...args, start, end)` for ranges of at most `rangeSize` that cover 0..count. */
export interface Job {
  readonly kernel: string;
  readonly args: readonly number[];
  readonly count: number;
  readonly rangeSize: number;
}

/** One thread's view of the shared work. */
export interface ThreadControl {
  readonly words: Int32Array;
  readonly args: Float64Array;
  readonly kernelNames: readonly string[];
  readonly kernels: Readonly<Record<string, (...args: number[]) => void>>;
}

export function openControl({ module, memory }: ThreadStart): ThreadControl {
  return {
    words: new Int32Array(memory.buffer, 0, WORD_COUNT),
    args: new Float64Array(memory.buffer, 4 * WORD_COUNT, ARGUMENT_LIMIT),
    kernelNames: WebAssembly.Module.exports(module).map(({ name }) => name),
    kernels: new WebAssembly.Instance(module, { env: { memory } }).exports as ThreadControl['kernels'],
  };
}

/** Runs on a helper thread: takes part in every job and never returns. */
export function serveThread(start: ThreadStart): never {
  const control = openControl(start);
  const { words } = control;
  announceStart(words);
  for (;;) {
    const job = Atomics.load(words, WORD.job);
    if (joinJob(words)) {
      try {
        runRanges(control);
      } catch (error) {
        Atomics.store(words, WORD.failed, 1);
        throw error;
      } finally {
        Atomics.sub(words, WORD.door, 1);
        Atomics.notify(words, WORD.door);
      }
    }
    Atomics.wait(words, WORD.job, job);
  }
}

/** A helper that was asked for may start late or never: what the others can count on is said here. */
export function announceStart(words: Int32Array): void {
  Atomics.add(words, WORD.started, 1);
}

export function startedHelpers(words: Int32Array): number {
  return Atomics.load(words, WORD.started);
}

/** False when the job is over: a helper that wakes late must not read the next one while it is being written. */
function joinJob(words: Int32Array): boolean {
  for (;;) {
    const door = Atomics.load(words, WORD.door);
    if (door < OPEN) return false;
    if (Atomics.compareExchange(words, WORD.door, door, door + 1) === door) return true;
  }
}

/** Takes ranges of the job until none is left. */
export function runRanges({ words, args, kernelNames, kernels }: ThreadControl): void {
  const kernel = kernels[kernelNames[words[WORD.kernel]]];
  const kernelArgs = args.slice(0, words[WORD.argumentCount]);
  const count = words[WORD.count];
  const rangeSize = words[WORD.rangeSize];
  for (;;) {
    const start = Atomics.add(words, WORD.next, rangeSize);
    if (start >= count) return;
    kernel(...kernelArgs, start, Math.min(start + rangeSize, count));
  }
}

/** Writes a job; no helper may be in the one before. */
export function writeJob({ words, args, kernelNames }: ThreadControl, job: Job): void {
  args.set(job.args);
  words[WORD.argumentCount] = job.args.length;
  words[WORD.kernel] = kernelNames.indexOf(job.kernel);
  words[WORD.count] = job.count;
  words[WORD.rangeSize] = job.rangeSize;
  Atomics.store(words, WORD.next, 0);
}

/** Wakes the helpers. */
export function openDoor(words: Int32Array): void {
  Atomics.store(words, WORD.door, OPEN);
  Atomics.add(words, WORD.job, 1);
  Atomics.notify(words, WORD.job);
}

/** From now on no helper joins. */
export function closeDoor(words: Int32Array): void {
  Atomics.sub(words, WORD.door, OPEN);
}

/** Blocks until no helper is in the job, at most `limitMs`; false when some still are. */
export function waitForHelpers(words: Int32Array, limitMs: number): boolean {
  for (;;) {
    const inside = Atomics.load(words, WORD.door);
    if (inside === 0) return true;
    if (Atomics.wait(words, WORD.door, inside, limitMs) === 'timed-out') return false;
  }
}

export function hasHelperFailed(words: Int32Array): boolean {
  return Atomics.load(words, WORD.failed) === 1;
}
