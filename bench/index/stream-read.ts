import { nodeThreads } from '../../src/headless/simd-threads.ts';
import {
  CONTROL_BYTES,
  closeDoor,
  openControl,
  openDoor,
  runRanges,
  waitForHelpers,
  writeJob,
} from '../../src/simd/thread.ts';
import binary from './kernels/stream-read.ts?assemblyscript';

const PAGE_BYTES = 65_536;
const MEMORY_PAGES = 65_536;
const LINE_BYTES = 64;
/** Lines that a thread takes at a time: as many bytes as the app's products take. */
const RANGE_LINES = 4096;
/** Behind the control part. */
const RESULT_AT = Math.ceil(CONTROL_BYTES / LINE_BYTES) * LINE_BYTES;

export interface StreamRead {
  /** Reads all bytes once, on all threads. */
  read(): void;
  close(): void;
}

/**
 * The machine's bandwidth as the app could use it: `bytes` of WebAssembly memory, all of them written once, read by 128-bit
 * loads on so many threads, with the app's own way of sharing work between threads.
 */
export async function openStreamRead(bytes: number, threads: number): Promise<StreamRead> {
  const dataAt = RESULT_AT + LINE_BYTES;
  const initial = Math.ceil((dataAt + bytes) / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial, maximum: MEMORY_PAGES, shared: true });
  new Uint8Array(memory.buffer, dataAt).fill(1);
  const start = { module: new WebAssembly.Module(binary), memory };
  const control = openControl(start);
  const { words } = control;
  const startThread = await nodeThreads();
  const helpers = Array.from({ length: threads - 1 }, () =>
    startThread(start, (cause) => {
      throw new Error(`A thread that reads stopped: ${cause}`);
    }),
  );
  return {
    read() {
      const count = Math.floor(bytes / LINE_BYTES);
      writeJob(control, { kernel: 'readLines', args: [dataAt, RESULT_AT], count, rangeSize: RANGE_LINES });
      openDoor(words);
      runRanges(control);
      closeDoor(words);
      while (!waitForHelpers(words, 1000));
    },
    close() {
      for (const helper of helpers) helper.end();
    },
  };
}
