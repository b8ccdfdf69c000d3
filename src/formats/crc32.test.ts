import { expect, it } from 'vitest';
import { crc32 } from './crc32.ts';

it.each([
  // python3 -c "import zlib; print([hex(zlib.crc32(s)) for s in (b'', b'a', b'123456789', bytes(range(256)))])"
  [new Uint8Array(0), 0],
  [new TextEncoder().encode('a'), 0xe8b7be43],
  [new TextEncoder().encode('123456789'), 0xcbf43926],
  [Uint8Array.from({ length: 256 }, (_, byte) => byte), 0x29058c73],
])('is that of zlib, in one go and in two: %#', (bytes, expected) => {
  expect(crc32(bytes)).toBe(expected);
  const half = bytes.length >> 1;
  expect(crc32(bytes.subarray(half), crc32(bytes.subarray(0, half)))).toBe(expected);
});
