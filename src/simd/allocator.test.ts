import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Allocator, createAllocator } from './allocator.ts';

const PAGE = 65_536;

function open(pages: number): { memory: WebAssembly.Memory; allocator: Allocator } {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: pages, shared: true });
  return { memory, allocator: createAllocator(memory, 100, pages * PAGE) };
}

test('parts follow each other at multiples of 64, after what is kept free', () => {
  const { allocator } = open(1);
  expect(allocator.allocate([1, 64, 65, 0, 1])).toEqual([128, 192, 256, 384, 448]);
  expect(allocator.allocate([8])).toEqual([512]);
});

test('the memory grows as far as blocks reach, and not when a freed block will do', () => {
  const { memory, allocator } = open(4);
  const [first] = allocator.allocate([PAGE]);
  expect(memory.buffer.byteLength).toBe(2 * PAGE);
  allocator.free(first);
  expect(allocator.allocate([PAGE])).toEqual([first]);
  expect(memory.buffer.byteLength).toBe(2 * PAGE);
});

test('freed neighbours become one piece', () => {
  const { allocator } = open(1);
  const [a] = allocator.allocate([64]);
  const [b] = allocator.allocate([64]);
  const [c] = allocator.allocate([64]);
  allocator.allocate([64]);
  for (const address of [a, c, b]) allocator.free(address);
  expect(allocator.allocate([192])).toEqual([a]);
});

test('a block that does not fit is refused, and the others stay', () => {
  const { memory, allocator } = open(2);
  const [kept] = allocator.allocate([PAGE / 2]);
  expect(() => allocator.allocate([2 * PAGE])).toThrow(
    'Computing with WebAssembly needs 0.1 MiB of its memory, but at most 0.1 MiB are free in one piece. ' +
      'Use fewer documents or shorter vectors, or close other tabs.',
  );
  expect(memory.buffer.byteLength).toBe(PAGE);
  allocator.free(kept);
  expect(allocator.allocate([2 * PAGE - 128])).toEqual([kept]);
});

test('a memory that the system does not let grow is told apart, and nothing is lost', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const allocator = createAllocator(memory, 0, 64 * PAGE);
  expect(() => allocator.allocate([32 * PAGE])).toThrow(
    'Computing with WebAssembly needs 2.0 MiB of its memory, but the system gives no more than the 0.1 MiB in use. ' +
      'Use fewer documents or shorter vectors, or close other tabs.',
  );
  expect(allocator.allocate([64])).toEqual([0]);
});

test('only blocks can be freed, once', () => {
  const { allocator } = open(1);
  const [address, part] = allocator.allocate([64, 64]);
  expect(() => allocator.free(part)).toThrow(`No block begins at address ${part}.`);
  allocator.free(address);
  expect(() => allocator.free(address)).toThrow(`No block begins at address ${address}.`);
});

test('blocks never overlap, and all of the memory comes back', () => {
  const sizes = fc.array(fc.record({ size: fc.nat(5000), frees: fc.nat(3) }), { maxLength: 60 });
  fc.assert(
    fc.property(sizes, (requests) => {
      const { allocator } = open(4);
      const blocks: { start: number; end: number }[] = [];
      for (const { size, frees } of requests) {
        const [start] = allocator.allocate([size]);
        for (const block of blocks) expect(start + size <= block.start || block.end <= start).toBe(true);
        blocks.push({ start, end: start + size });
        if (frees === 0) for (const block of blocks.splice(0, 2)) allocator.free(block.start);
      }
      for (const block of blocks) allocator.free(block.start);
      expect(allocator.allocate([4 * PAGE - 128])).toEqual([128]);
    }),
    { seed: 3 },
  );
});
