import { XennError } from '../core/errors.ts';

const PAGE_BYTES = 65_536;
/** A cache line: no two threads write to the same one. */
const ALIGNMENT = 64;

export interface Allocator {
  /**
   * One block with a part of each size (in bytes); returns the address of each part, a multiple of 64. What lies there
   * is what was there before. Throws a SimdError when the memory cannot hold it, and then nothing has changed.
   */
  allocate(sizes: readonly number[]): number[];
  /** Gives back the block whose first part is at `address`. */
  free(address: number): void;
}

/** A part of the memory: `start..end` (exclusive). */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Blocks of a WebAssembly memory between `startAddress` and `limitBytes`, first fit. The memory grows as far as blocks
 * reach; it can never shrink, so what is freed is used again.
 */
export function createAllocator(
  memory: WebAssembly.Memory,
  startAddress: number,
  limitBytes: number,
): Allocator {
  /** Ascending, never adjacent. */
  let free: readonly Span[] = [{ start: align(startAddress), end: limitBytes }];
  const blocks = new Map<number, Span>();

  return {
    allocate(sizes) {
      const offsets: number[] = [];
      let size = 0;
      for (const bytes of sizes) {
        offsets.push(size);
        size += align(Math.max(bytes, 1));
      }
      const fitting = free.find(({ start, end }) => end - start >= size);
      if (!fitting) {
        const largest = Math.max(0, ...free.map(({ start, end }) => end - start));
        throw exhausted(size, `at most ${mebibytes(largest)} are free in one piece`);
      }
      const block = { start: fitting.start, end: fitting.start + size };
      growTo(memory, block.end, size);
      const rest = { start: block.end, end: fitting.end };
      free = free.flatMap((span) => (span !== fitting ? [span] : rest.start < rest.end ? [rest] : []));
      blocks.set(block.start, block);
      return offsets.map((offset) => block.start + offset);
    },
    free(address) {
      const block = blocks.get(address);
      if (!block) throw new XennError('InvalidArgumentError', `No block begins at address ${address}.`);
      blocks.delete(address);
      free = joinAdjacent([...free, block].sort((a, b) => a.start - b.start));
    },
  };
}

function growTo(memory: WebAssembly.Memory, end: number, size: number): void {
  const missingPages = Math.ceil((end - memory.buffer.byteLength) / PAGE_BYTES);
  if (missingPages <= 0) return;
  try {
    memory.grow(missingPages);
  } catch {
    throw exhausted(size, `the system gives no more than the ${mebibytes(memory.buffer.byteLength)} in use`);
  }
}

function joinAdjacent(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.end === span.start) joined[joined.length - 1] = { start: last.start, end: span.end };
    else joined.push(span);
  }
  return joined;
}

function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function exhausted(size: number, found: string): XennError {
  return new XennError(
    'SimdError',
    `Computing with WebAssembly needs ${mebibytes(size)} of its memory, but ${found}. ` +
      'Use fewer documents or shorter vectors, or close other tabs.',
  );
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
