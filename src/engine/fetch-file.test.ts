import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { errorOf } from '../testing/source-files.ts';
import { fetchFile } from './fetch-file.ts';
import type { JobProgress } from './records.ts';

let server: Server | undefined;

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  vi.unstubAllGlobals();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

test('a file is fetched with its name and how far it is', async () => {
  const heard: Record<string, unknown>[] = [];
  const origin = await serve((request, response) => {
    heard.push(request.headers);
    response.setHeader('content-type', 'text/csv');
    response.setHeader('content-length', '9');
    response.end('text\none\n');
  });
  const progress: JobProgress[] = [];
  const onProgress = (report: JobProgress) => void progress.push(report);
  const { path, blob } = await fetchFile({ url: ` ${origin}/export ` }, { onProgress });
  expect(path).toBe('export.csv');
  expect(await blob.text()).toBe('text\none\n');
  expect(progress).toMatchObject([{ stage: 'fetching', unit: 'bytes', done: 9, total: 9 }]);
  expect(heard[0]).not.toHaveProperty('referer');
  expect(heard[0]).not.toHaveProperty('cookie');
});

test('a redirect names the file that it leads to', async () => {
  const origin = await serve((request, response) => {
    if (request.url === '/latest') response.writeHead(302, { location: '/v2/docs.jsonl' }).end();
    else response.end('{"text":"one"}');
  });
  expect((await fetchFile({ url: `${origin}/latest` })).path).toBe('docs.jsonl');
});

test('without a length the total is 0', async () => {
  const origin = await serve((_, response) => {
    response.write('one\n');
    response.end('two\n');
  });
  const progress: JobProgress[] = [];
  await fetchFile({ url: `${origin}/a.txt` }, { onProgress: (report) => void progress.push(report) });
  expect(progress).toMatchObject([{ done: 8, total: 0 }]);
});

test.each(['', 'corpus.jsonl', 'file:///etc/hosts', 'javascript:alert(1)', 'https://me:secret@a.example/x'])(
  '%j is no address of a file',
  async (url) => {
    expect(await errorOf(fetchFile({ url }))).toBe(
      `ImportError: Expected an address that begins with https:// or http:// and holds no user name or password, found “${url}”. ` +
        'Copy the address of the file itself.',
    );
  },
);

test('an answer that is an error is told with its status', async () => {
  const origin = await serve((_, response) => response.writeHead(404, 'Not Found').end());
  expect(await errorOf(fetchFile({ url: `${origin}/gone.csv` }))).toBe(
    `ImportError: Expected a file at ${origin}/gone.csv, found HTTP status 404 (Not Found). Check the address; a file that needs a ` +
      'sign-in has to be downloaded first, then dropped here.',
  );
});

// A browser rejects so, whether the server is not there or does not allow it (Fetch, 5.4).
test('what cannot be read says both causes and what to do', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  expect(await errorOf(fetchFile({ url: 'https://a.example/docs.csv' }))).toBe(
    'ImportError: https://a.example/docs.csv cannot be read from here: its server does not allow pages of other sites to read it ' +
      '(CORS), or it cannot be reached (Failed to fetch). Open the address in a tab of its own to download the file, then drop the ' +
      'file here.',
  );
});

test('a connection that breaks off is no file', async () => {
  const origin = await serve((_, response) => {
    response.setHeader('content-length', '100');
    response.write('one\n', () => response.destroy());
  });
  expect(await errorOf(fetchFile({ url: `${origin}/a.txt` }))).toMatch(
    /^ImportError: The connection to 127\.0\.0\.1:\d+ broke off before the whole file was there \(.+\)\. Try again, or download the file and drop it here\.$/,
  );
});

test('a file that is too long is refused before it is read', async () => {
  let isCancelled = false;
  const cancel = () => {
    isCancelled = true;
  };
  const body = new ReadableStream(
    { pull: () => expect.unreachable('The file was read.'), cancel },
    { highWaterMark: 0 },
  );
  const headers = { 'content-length': String(9 * 2 ** 30) };
  vi.stubGlobal('fetch', async () => new Response(body, { headers }));
  expect(await errorOf(fetchFile({ url: 'https://a.example/all.jsonl' }))).toBe(
    'ImportError: Expected a file of at most 8 GiB at https://a.example/all.jsonl, found a longer one. Download it, take the part ' +
      'that is needed, and drop that here.',
  );
  expect(isCancelled).toBe(true);
});

test('cancelling ends it', async () => {
  const controller = new AbortController();
  const origin = await serve((_, response) => {
    response.write('one\n', () => controller.abort());
  });
  await expect(fetchFile({ url: `${origin}/a.txt` }, { cancel: controller.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});
