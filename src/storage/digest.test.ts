import { expect, it } from 'vitest';
import { digestBlocks } from './digest.ts';

// Python: h = lambda b: hashlib.sha256(b).digest(); h(b''.join(h(x) for x in blocks)).hex()
it.each([
  { blocks: [], digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
  { blocks: [[]], digest: '5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456' },
  { blocks: [[1, 2], [3]], digest: 'a8a75c23741852522196687f4c113100751f8eb81e1e571c82257355a4e9ee5c' },
  { blocks: [[1], [2, 3]], digest: '6767b66c93e014196da54e2efe3d0a704ad5b8438d2554565f82f4994239147e' },
])('of $blocks', async ({ blocks, digest }) => {
  expect(await digestBlocks(blocks.map((block) => Uint8Array.from(block)))).toBe(digest);
});

it('takes bytes in shared memory', async () => {
  const shared = new Uint8Array(new SharedArrayBuffer(2));
  shared.set([1, 2]);
  expect(await digestBlocks([shared, Uint8Array.of(3)])).toBe(
    'a8a75c23741852522196687f4c113100751f8eb81e1e571c82257355a4e9ee5c',
  );
});
