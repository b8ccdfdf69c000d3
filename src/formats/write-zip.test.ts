import { strFromU8, strToU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { writeZip } from './write-zip.ts';

const FILES = [
  { path: 'runs/one.trec', bytes: [strToU8('a'.repeat(500)), strToU8('b')] },
  { path: 'empty.txt', bytes: [] },
];

test.each(['deflate', 'store'] as const)('%s: the files come out as they went in', async (packing) => {
  const zip = new Uint8Array(await (await writeZip(FILES, packing)).arrayBuffer());
  const files = unzipSync(zip);
  expect(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([
    ['runs/one.trec', `${'a'.repeat(500)}b`],
    ['empty.txt', ''],
  ]);
  expect(zip.length < 500).toBe(packing === 'deflate');
  const again = new Uint8Array(await (await writeZip(FILES, packing)).arrayBuffer());
  expect(again).toEqual(zip);
});

test('a file that cannot be read is told', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield strToU8('a');
    throw new Error('unreadable');
  }
  await expect(writeZip([{ path: 'a', bytes: broken() }], 'deflate')).rejects.toThrow('unreadable');
});
