import { expect, test } from 'vitest';
import { addressesIn } from './server-addresses.ts';

test.each([
  ['', []],
  [' \n, ', []],
  ['http://localhost:8080', ['http://localhost:8080']],
  ['http://a:1\nhttp://b:2', ['http://a:1', 'http://b:2']],
  ['http://a:1\r\n\r\n  http://b:2  \r\n', ['http://a:1', 'http://b:2']],
  ['http://a:1, http://b:2,http://c:3,', ['http://a:1', 'http://b:2', 'http://c:3']],
])('%j', (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});
