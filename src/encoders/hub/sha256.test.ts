import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256OfBlob } from './sha256.ts';

it('agrees with another implementation, however the blob is made up', async () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(parts, async (pieces) => {
      const expected = createHash('sha256').update(Buffer.concat(pieces)).digest('hex');
      expect(await sha256OfBlob(new Blob(pieces as Uint8Array<ArrayBuffer>[]))).toBe(expected);
    }),
    { seed: 3, numRuns: 100 },
  );
  const long = new Uint8Array(1_000_000).fill(7);
  expect(await sha256OfBlob(new Blob([long]))).toBe(createHash('sha256').update(long).digest('hex'));
});

it('stops when it is cancelled', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(sha256OfBlob(new Blob(['a']), signal)).rejects.toThrow('enough');
});
