import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBuiltFile } from './built-file.ts';

/** printf 'built' | sha256sum */
const SHA256 = '586a866f990ab55e36decfffc2011f172e4452d5141c939a5436baffba11111d';

let server: Server;
let address: string;
/** What is sent in turn; undefined: 404. The last one again and again. */
let answers: (string | undefined)[];
let requests: (string | undefined)[];

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(request.headers['cache-control']);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) response.writeHead(404).end();
    else response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  address = `http://localhost:${(server.address() as AddressInfo).port}/assets/x.wasm`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const text = async () => new TextDecoder().decode(await readBuiltFile(address, SHA256));

test('the file that was built is read once', async () => {
  answers = ['built'];
  expect(await text()).toBe('built');
  expect(requests).toEqual([undefined]);
});

test('where another came, perhaps from the cache, it is read again past that', async () => {
  answers = ['old', 'built'];
  expect(await text()).toBe('built');
  expect(requests).toEqual([undefined, 'no-cache']);
});

// printf 'tampered' | sha256sum
test('another file is refused, with what was expected and found', async () => {
  answers = ['tampered'];
  await expect(text()).rejects.toThrow(
    `${address} is not the file of this version: expected the SHA-256 ${SHA256}, found 8 bytes with ` +
      'd121be3103007b41edf96f8262925f8c7d61894afe9a041843b631f69445bc57; if reloading does ' +
      'not help, have the app put on its host again',
  );
});

test('a file that is not there is said', async () => {
  answers = [undefined];
  await expect(text()).rejects.toThrow(`expected the file ${address}, found that the server answered 404`);
});

test('a file that breaks off is read again', async () => {
  answers = ['built'];
  server.prependOnceListener('request', (_, response) => response.destroy());
  expect(await text()).toBe('built');
});
