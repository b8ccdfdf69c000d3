import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commitOf, startTestHub, type TestHub } from '../../testing/hub-server.ts';
import { downloadBytes, type HubFile } from './download.ts';

const WEIGHTS = Uint8Array.from({ length: 300_000 }, (_, index) => index * 7);
const PATH = 'onnx/model.onnx';
const ODD_PATH = 'a b#c.json';

let hub: TestHub;
let file: HubFile;
beforeAll(async () => {
  const files = new Map([
    [PATH, WEIGHTS],
    [ODD_PATH, Uint8Array.of(1)],
  ]);
  hub = await startTestHub({ 'owner/tiny': { files }, 'owner/gated': { files, gated: 'manual' } });
  file = {
    hubUrl: hub.url,
    repository: 'owner/tiny',
    revision: commitOf('owner/tiny'),
    path: PATH,
    bytes: WEIGHTS.length,
  };
});
afterEach(() => {
  hub.faults.clear();
  hub.requests.length = 0;
});
afterAll(() => hub.close());

const never = new AbortController().signal;

/** The bytes that came, the pauses that were made, and the error at the end, if any. */
async function download(what: HubFile, offset = 0, fetch = globalThis.fetch) {
  const pausesMs: number[] = [];
  const wait = async (ms: number) => void pausesMs.push(ms);
  const parts: Uint8Array[] = [];
  let error: unknown;
  try {
    for await (const bytes of downloadBytes(what, offset, { fetch, wait }, never)) parts.push(bytes);
  } catch (thrown) {
    error = thrown;
  }
  return { bytes: new Uint8Array(Buffer.concat(parts)), pausesMs, error };
}

/** Vitest compares arrays of this length too slowly. */
function expectBytes(found: Uint8Array, expected: Uint8Array): void {
  expect(Buffer.compare(found, expected)).toBe(0);
}

const ranges = () => hub.requests.map(({ range }) => range);

it.each([0, 1, 299_999])('gives the bytes from %i on', async (offset) => {
  const { bytes, error } = await download(file, offset);
  expect(error).toBeUndefined();
  expectBytes(bytes, WEIGHTS.subarray(offset));
  expect(ranges()).toEqual([offset === 0 ? undefined : `bytes=${offset}-`]);
});

it('asks for nothing when all is there', async () => {
  expect((await download(file, WEIGHTS.length)).bytes).toHaveLength(0);
  expect(hub.requests).toEqual([]);
});

it('names any file in the address', async () => {
  expect((await download({ ...file, path: ODD_PATH, bytes: 1 })).bytes).toEqual(Uint8Array.of(1));
});

describe('goes on exactly where it was', () => {
  it('when the connection is cut, twice', async () => {
    hub.faults.set(PATH, [
      { kind: 'cut', afterBytes: 100_000 },
      { kind: 'cut', afterBytes: 50_000 },
    ]);
    const { bytes, pausesMs, error } = await download(file);
    expect(error).toBeUndefined();
    expectBytes(bytes, WEIGHTS);
    expect(ranges()).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
    expect(pausesMs).toEqual([1000, 1000]);
  });

  it('when the server knows no ranges', async () => {
    hub.faults.set(PATH, [{ kind: 'cut', afterBytes: 100_000 }, { kind: 'ignore-range' }]);
    const { bytes, error } = await download(file);
    expect(error).toBeUndefined();
    expectBytes(bytes, WEIGHTS);
  });

  it('after the pause that an overloaded server asks for', async () => {
    hub.faults.set(PATH, [
      { kind: 'status', status: 429, headers: { 'retry-after': '20' } },
      { kind: 'status', status: 503 },
    ]);
    const { bytes, pausesMs } = await download(file);
    expectBytes(bytes, WEIGHTS);
    expect(pausesMs).toEqual([20_000, 2000]);
  });
});

describe('gives up', () => {
  it('after five tries without a byte, and says what is kept', async () => {
    hub.faults.set(PATH, [
      { kind: 'cut', afterBytes: 100_000 },
      ...Array(5).fill({ kind: 'status', status: 500 }),
    ]);
    const { bytes, pausesMs, error } = await download(file);
    expectBytes(bytes, WEIGHTS.subarray(0, 100_000));
    expect(pausesMs).toEqual([1000, 2000, 4000, 8000]);
    expect(error).toMatchObject({
      name: 'EncoderError',
      message:
        `The download of onnx/model.onnx from ${hub.url} stopped after 0.1 MB of 0.3 MB: the server answers ` +
        'with status 500. What has arrived is kept: check the connection and install the model again to go on ' +
        'from there, or set a mirror as the hub.',
    });
  });

  it('at once when the server asks for a longer pause than anyone waits for', async () => {
    hub.faults.set(PATH, [{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }]);
    const { pausesMs, error } = await download(file);
    expect(pausesMs).toEqual([]);
    expect((error as Error).message).toContain(
      'stopped after 0.0 MB of 0.3 MB: the server answers with status 429 and asks for a pause of 3600 s. ',
    );
  });

  it('when there is no network', async () => {
    const offline = () => Promise.reject(new TypeError('Failed to fetch'));
    const { pausesMs, error } = await download(file, 0, offline);
    expect(pausesMs).toEqual([1000, 2000, 4000, 8000]);
    expect((error as Error).message).toContain('stopped after 0.0 MB of 0.3 MB: Failed to fetch. ');
  });

  it.each<[string, () => HubFile, string]>([
    [
      'of a gated repository',
      () => ({ ...file, repository: 'owner/gated', revision: commitOf('owner/gated') }),
      'owner/gated is gated: HUB gives it only to people who are logged in and accepted its conditions. ' +
        "Download it there with the hub's own tools and install it from a folder.",
    ],
    [
      'that is not there',
      () => ({ ...file, path: 'onnx/none.onnx' }),
      'owner/tiny on HUB has no file onnx/none.onnx at COMMIT. Look the model up again: its listing and its ' +
        'files do not agree.',
    ],
    [
      'that is longer than listed',
      () => ({ ...file, bytes: 10 }),
      'Expected 10 bytes of onnx/model.onnx of owner/tiny, found at least ',
    ],
  ])('at once on a file %s', async (_, what, message) => {
    const { pausesMs, error } = await download(what());
    expect(pausesMs).toEqual([]);
    expect((error as Error).message).toContain(
      message.replaceAll('HUB', hub.url).replaceAll('COMMIT', commitOf('owner/tiny')),
    );
  });

  it.each([
    [WEIGHTS.length, 'Expected 400000 bytes of onnx/model.onnx of owner/tiny, found at most 300000 on HUB. '],
    [10, 'Expected 400000 bytes of onnx/model.onnx of owner/tiny, found 300000 on HUB. '],
  ])('at once, going on from %i, on a file that is shorter than listed', async (offset, message) => {
    const { error } = await download({ ...file, bytes: 400_000 }, offset);
    expect((error as Error).message).toContain(
      `${message}Look the model up again; if it stays so, set another mirror as the hub.`.replace(
        'HUB',
        hub.url,
      ),
    );
  });

  it('at once on a web page', async () => {
    hub.faults.set(PATH, [{ kind: 'web-page' }]);
    const { error } = await download(file);
    expect((error as Error).message).toBe(
      `Expected onnx/model.onnx of owner/tiny from ${hub.url}, found a web page. ` +
        'Check the address of the hub in the settings, and whether the network asks for a login.',
    );
  });

  it('at once on another range than it asked for', async () => {
    const headers = { 'content-range': 'bytes 0-299999/300000' };
    const answering = async () => new Response(WEIGHTS, { status: 206, headers });
    const { error } = await download(file, 5, answering);
    expect((error as Error).message).toBe(
      `Expected the bytes of onnx/model.onnx from 5 on from ${hub.url}, found 'bytes 0-299999/300000'. ` +
        'Set another mirror as the hub: this one gives out wrong parts of files.',
    );
  });
});

it('takes a part whose range the page may not read', async () => {
  const answering = async () => new Response(WEIGHTS.subarray(5), { status: 206 });
  expectBytes((await download(file, 5, answering)).bytes, WEIGHTS.subarray(5));
});

describe('cancelled', () => {
  it('in the middle of an answer, throws the reason and ends the transfer', async () => {
    hub.faults.set(PATH, [{ kind: 'stall', afterBytes: 1000 }]);
    const controller = new AbortController();
    const wait = () => Promise.reject(new Error('nothing to wait for'));
    let received = 0;
    const running = (async () => {
      for await (const bytes of downloadBytes(file, 0, { fetch, wait }, controller.signal)) {
        received += bytes.length;
        if (received === 1000) controller.abort(new Error('enough'));
      }
    })();
    await expect(running).rejects.toThrow('enough');
    expect(received).toBe(1000);
  });

  it('in a pause, throws the reason', async () => {
    hub.faults.set(PATH, [{ kind: 'status', status: 503 }]);
    const controller = new AbortController();
    const wait = async (_: number, signal: AbortSignal) => {
      controller.abort(new Error('enough'));
      signal.throwIfAborted();
    };
    await expect(downloadBytes(file, 0, { fetch, wait }, controller.signal).next()).rejects.toThrow('enough');
  });
});
