import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inBlocks } from './install-model-blocks.ts';

async function* streamOf(parts: readonly Uint8Array[], error?: Error): AsyncGenerator<Uint8Array> {
  yield* parts;
  if (error) throw error;
}

it('keeps every byte in order, and every block but the last at least as long as asked', async () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(parts, fc.integer({ min: 1, max: 20 }), async (stream, blockBytes) => {
      const blocks: Uint8Array[] = [];
      for await (const block of inBlocks(streamOf(stream), blockBytes)) blocks.push(block);
      expect(Buffer.concat(blocks)).toEqual(Buffer.concat(stream));
      expect(blocks.slice(0, -1).every((block) => block.length >= blockBytes)).toBe(true);
      expect(blocks.every((block) => block.length > 0)).toBe(true);
    }),
    { seed: 5, numRuns: 200 },
  );
});

it('hands on what came before an error, then throws it', async () => {
  const blocks: number[][] = [];
  const running = (async () => {
    const stream = streamOf([Uint8Array.of(1, 2), Uint8Array.of(3)], new Error('cut'));
    for await (const block of inBlocks(stream, 100)) blocks.push([...block]);
  })();
  await expect(running).rejects.toThrow('cut');
  expect(blocks).toEqual([[1, 2, 3]]);
});
