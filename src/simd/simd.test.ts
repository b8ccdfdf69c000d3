import { afterEach, describe, expect, test, vi } from 'vitest';
import { nodeThreads } from '../testing/simd-threads.ts';
import { openSimd, type Simd, type StartThread } from './simd.ts';

/** A job of many ranges: each row of a zero matrix times a vector. */
function multiplyZeros({ memory, run }: Simd): Promise<void> {
  const [matrix, vector, result] = memory.allocate([4 * 4096, 16, 4 * 1024]);
  return run({ kernel: 'multiplyRows', args: [matrix, 4, vector, result], count: 1024, rangeSize: 1 });
}

/** Runs jobs, letting events in between, until one fails. */
async function untilItFails(simd: Simd): Promise<never> {
  for (;;) {
    await multiplyZeros(simd);
    await new Promise(setImmediate);
  }
}

const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

test('one thread needs no helper', async () => {
  const startThread = vi.fn<StartThread>();
  await multiplyZeros(openSimd({ threads: 1, startThread }));
  expect(startThread).not.toHaveBeenCalled();
});

test('a WebAssembly without SIMD or threads is refused', () => {
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  expect(() => openSimd({ threads: 1, startThread: vi.fn() })).toThrow(
    'Computing with WebAssembly needs its 128-bit SIMD and threads, which this browser lacks. Use a newer one.',
  );
  validate.mockRestore();
});

test('a memory that cannot be reserved is refused', () => {
  expect(() => openSimd({ threads: 1, startThread: vi.fn(), memoryPages: 0 })).toThrow(
    /^Computing with WebAssembly needs room for a memory of up to 0 pages, but RangeError: .*\. Close other tabs, or use a 64-bit browser\.$/,
  );
});

describe('a system that reserves few pages', () => {
  const { Memory } = WebAssembly;
  /** Returns the sizes that are asked for, in pages, as they are. */
  function reserveAtMost(limit: number): number[] {
    const tried: number[] = [];
    const Limited = class extends Memory {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        const { maximum = Number.NaN } = descriptor;
        tried.push(maximum);
        if (maximum > limit) throw new RangeError(`no room for ${maximum}`);
        super(descriptor);
      }
    };
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(Limited);
    return tried;
  }
  afterEach(() => void vi.restoreAllMocks());

  test.each([
    { limit: 65_535, tried: [65_535], free: '4095.9' },
    { limit: 65_534, tried: [65_535, 32_768], free: '2048.0' },
    { limit: 20_000, tried: [65_535, 32_768, 16_384], free: '1024.0' },
    { limit: 8192, tried: [65_535, 32_768, 16_384, 8192], free: '512.0' },
  ])('$limit: the largest of $tried that it has is given out', ({ limit, tried, free }) => {
    const found = reserveAtMost(limit);
    const { memory } = openSimd({ threads: 1, startThread: vi.fn() });
    expect(found).toEqual(tried);
    expect(() => memory.allocate([2 ** 32])).toThrow(
      'Computing with WebAssembly needs 4096.0 MiB of its memory, but at most ' +
        `${free} MiB are free in one piece. Use fewer documents or shorter vectors, or close other tabs.`,
    );
  });

  test('the last size that was refused is named', () => {
    const tried = reserveAtMost(8191);
    expect(() => openSimd({ threads: 1, startThread: vi.fn() })).toThrow(
      'Computing with WebAssembly needs room for a memory of up to 8192 pages, but RangeError: no room for 8192. ' +
        'Close other tabs, or use a 64-bit browser.',
    );
    expect(tried).toHaveLength(4);
  });

  test('a number of pages that was asked for is the only one', () => {
    const tried = reserveAtMost(8192);
    expect(() => openSimd({ threads: 1, startThread: vi.fn(), memoryPages: 9000 })).toThrow(
      'Computing with WebAssembly needs room for a memory of up to 9000 pages, but RangeError: no room for 9000. ' +
        'Close other tabs, or use a 64-bit browser.',
    );
    expect(tried).toEqual([9000]);
  });
});

test('work that was begun first ends first, also when it fails', async () => {
  const simd = openSimd({ threads: 1, startThread: vi.fn() });
  const ended: string[] = [];
  const work = (name: string) =>
    simd.exclusive(async () => {
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      ended.push(name);
      if (name === 'fails') throw new Error(name);
    });
  const results = await Promise.allSettled([work('first'), work('fails'), work('last')]);
  expect(ended).toEqual(['first', 'fails', 'last']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a thread that could not be started fails the next job', async () => {
  const simd = openSimd({
    threads: 2,
    startThread: (_, onDeath) => {
      onDeath('its file could not be loaded');
      return { end: () => undefined };
    },
  });
  await expect(multiplyZeros(simd)).rejects.toMatchObject({
    name: 'SimdError',
    message: 'A thread that computes stopped: its file could not be loaded. Reload the page.',
  });
});

test('a thread that dies in a job fails it', async () => {
  const startThread = await nodeThreads(
    'const { words } = openControl(workerData); while (!joinJob(words)); throw new Error("out of memory");',
  );
  const simd = openSimd({ threads: 2, startThread });
  await expect(untilItFails(simd)).rejects.toMatchObject({
    name: 'SimdError',
    message: 'A thread that computes stopped: out of memory. Reload the page.',
  });
});

test('a job in which a thread failed is no result', async () => {
  const start = await nodeThreads();
  const simd = openSimd({
    threads: 2,
    // A helper without the kernels, whose error nobody reports.
    startThread: (thread) =>
      start({ ...thread, module: new WebAssembly.Module(EMPTY_MODULE) }, () => undefined),
  });
  await expect(untilItFails(simd)).rejects.toMatchObject({
    name: 'SimdError',
    message: 'A thread that computes failed. Reload the page.',
  });
  simd.close();
});

test('closing ends the threads and fails the next job', async () => {
  const end = vi.fn();
  const simd = openSimd({ threads: 3, startThread: () => ({ end }) });
  simd.close();
  expect(end).toHaveBeenCalledTimes(2);
  await expect(multiplyZeros(simd)).rejects.toMatchObject({
    name: 'SimdError',
    message: 'Computing with WebAssembly has ended. Start it again.',
  });
});
