import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commitOf, readFolder, startTestHub, type TestHub } from '../testing/hub-server.ts';
import { fromFolder, fromHub, INSTALL_DEFAULTS, type Installable } from '../testing/installing.ts';
import { createMemoryModelStore } from '../testing/memory-model-store.ts';
import { type InstallContext, installModel, modelIdOf } from './install-model.ts';
import { readVerifiedFile } from './install-model-read.ts';
import type { ModelStore } from './ports.ts';
import type { InstallProgress } from './records.ts';

const WEIGHTS_PATH = 'onnx/model_fp16.onnx';
const TINY_FOLDER = new URL('../testing/fixtures/tiny-models/cross-encoder', import.meta.url).pathname;

/** More than two blocks of 4 MiB. */
const LARGE = Uint8Array.from({ length: 10_000_000 }, (_, index) => index % 251);

let hub: TestHub;
let tiny: Map<string, Uint8Array>;
let large: Map<string, Uint8Array>;
beforeAll(async () => {
  tiny = await readFolder(TINY_FOLDER);
  const json = new TextEncoder().encode('{}');
  large = new Map([
    ['config.json', json],
    ['tokenizer.json', json],
    ['modules.json', new Uint8Array(0)],
    [WEIGHTS_PATH, LARGE],
  ]);
  hub = await startTestHub({
    'owner/tiny': { files: tiny, cardData: { license: 'mit' } },
    'owner/large': { files: large },
  });
});
afterAll(() => hub.close());

let files: Map<string, Uint8Array<ArrayBuffer>>;
let store: ModelStore;
beforeEach(() => {
  files = new Map();
  store = createMemoryModelStore(files);
  hub.faults.clear();
  hub.requests.length = 0;
});

function install({ request, source }: Installable, context: Partial<InstallContext> = {}) {
  return installModel(request, { ...INSTALL_DEFAULTS, store, source, ...context });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const weightsRequests = () => hub.requests.filter(({ what }) => what === WEIGHTS_PATH);

it('installs a model of a hub, every file as it is there, with its hash', async () => {
  const installable = await fromHub(hub.url, 'owner/tiny', 'cross-encoder');
  const model = await install(installable);
  const paths = ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS_PATH];
  expect(model).toEqual({
    modelId: await modelIdOf(installable.request),
    kind: 'cross-encoder',
    name: 'owner/tiny',
    origin: { source: 'hub', hubUrl: hub.url, repository: 'owner/tiny', revision: commitOf('owner/tiny') },
    licence: 'mit',
    installedMs: 1_700_000_000_000,
    files: paths.map((path) => {
      const bytes = tiny.get(path) as Uint8Array;
      return { path, bytes: bytes.length, sha256: sha256(bytes) };
    }),
    weightsPath: WEIGHTS_PATH,
  });
  expect(await store.listModels()).toEqual([model]);
  for (const path of paths) {
    expect(Buffer.compare(await readVerifiedFile(store, model, path), tiny.get(path) as Uint8Array)).toBe(0);
  }
});

it('installs a model of a folder by the same way', async () => {
  const model = await install(fromFolder(tiny, 'my-model', 'cross-encoder'));
  expect(model.origin).toEqual({ source: 'folder', folderName: 'my-model' });
  expect(model.licence).toBeUndefined();
  const weights = tiny.get(WEIGHTS_PATH) as Uint8Array;
  expect(model.files.find(({ path }) => path === WEIGHTS_PATH)?.sha256).toBe(sha256(weights));
  expect(await store.listModels()).toEqual([model]);
});

it('replaces a folder that was installed before, though names and lengths are the same', async () => {
  await install(fromFolder(large, 'my-model', 'cross-encoder'));
  const changed = new Map(large).set(
    WEIGHTS_PATH,
    LARGE.map((byte) => byte ^ 1),
  );
  const model = await install(fromFolder(changed, 'my-model', 'cross-encoder'));
  expect(await store.listModels()).toEqual([model]);
  const kept = await readVerifiedFile(store, model, WEIGHTS_PATH);
  expect(Buffer.compare(kept, changed.get(WEIGHTS_PATH) as Uint8Array)).toBe(0);
});

it('tells variants, kinds, commits and hubs apart, and knows the same again', async () => {
  const { request } = await fromHub(hub.url, 'owner/tiny', 'cross-encoder');
  const { request: folder } = fromFolder(tiny, 'my-model', 'cross-encoder');
  const requests = [
    request,
    folder,
    { ...request, kind: 'dual-encoder' as const },
    { ...request, weightsPath: 'onnx/model.onnx' },
    { ...request, origin: { ...request.origin, revision: commitOf('x') } as typeof request.origin },
    { ...request, origin: { ...request.origin, hubUrl: 'https://mirror' } as typeof request.origin },
  ];
  const ids = await Promise.all(requests.map(modelIdOf));
  expect(new Set(ids).size).toBe(requests.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
  const renamed = { ...request, name: 'x', licence: 'y' };
  expect(await modelIdOf(renamed)).toBe(ids[0]);
});

it('reports bytes over all files, and when a file is being checked', async () => {
  const reports: InstallProgress[] = [];
  await install(await fromHub(hub.url, 'owner/large', 'cross-encoder'), {
    onProgress: (progress) => void reports.push(progress),
  });
  const total = LARGE.length + 4;
  expect(reports.every((report) => report.total === total && report.unit === 'bytes')).toBe(true);
  const done = reports.map((report) => report.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(reports[0]).toMatchObject({ path: 'config.json', done: 0, checking: false });
  expect(reports.at(-1)).toMatchObject({ path: WEIGHTS_PATH, done: total, checking: true });
  expect(reports.filter(({ path }) => path === WEIGHTS_PATH)).toHaveLength(5);
});

it('does not get again what is installed and whole', async () => {
  const installable = await fromHub(hub.url, 'owner/large', 'cross-encoder');
  const model = await install(installable);
  hub.requests.length = 0;
  expect(await install(installable)).toEqual(model);
  expect(hub.requests).toEqual([]);

  const path = `${model.modelId}/files/${WEIGHTS_PATH}`;
  files.set(path, LARGE.slice().fill(1, 0, 1));
  expect((await install(installable)).files).toEqual(model.files);
  expect(weightsRequests()).not.toEqual([]);
});

describe('cut off', () => {
  it('keeps what has arrived when it is cancelled, and goes on from exactly there', async () => {
    const installable = await fromHub(hub.url, 'owner/large', 'cross-encoder');
    const modelId = await modelIdOf(installable.request);
    const controller = new AbortController();
    const cancelled = install(installable, {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done > 4_000_000) controller.abort(new Error('enough'));
      },
    });
    await expect(cancelled).rejects.toThrow('enough');
    expect(await store.listModels()).toEqual([]);
    const kept = await store.modelFileBytes(modelId, WEIGHTS_PATH);
    expect(kept).toBeGreaterThanOrEqual(4 * 2 ** 20);
    expect(kept).toBeLessThan(LARGE.length);

    hub.requests.length = 0;
    const reports: InstallProgress[] = [];
    const model = await install(installable, { onProgress: (progress) => void reports.push(progress) });
    expect(weightsRequests()).toEqual([{ what: WEIGHTS_PATH, range: `bytes=${kept}-` }]);
    expect(reports[0].done).toBe(kept);
    expect(model.files.at(-1)?.sha256).toBe(sha256(LARGE));
  });

  it('downloads again only what has no listed hash when the record alone is missing', async () => {
    const installable = await fromHub(hub.url, 'owner/large', 'cross-encoder');
    const model = await install(installable);
    files.delete(`${model.modelId}/model.record`);
    hub.requests.length = 0;
    expect(await install(installable)).toEqual(model);
    expect(hub.requests.map(({ what }) => what)).toEqual(['config.json', 'tokenizer.json']);
  });

  it('keeps what came before the network failed for good', async () => {
    const installable = await fromHub(hub.url, 'owner/large', 'cross-encoder');
    hub.faults.set(WEIGHTS_PATH, [
      { kind: 'cut', afterBytes: 1_000_000 },
      ...Array(5).fill({ kind: 'status', status: 503 }),
    ]);
    await expect(install(installable)).rejects.toThrow(/ stopped after 1\.0 MB of 10\.0 MB: /);
    expect(await store.modelFileBytes(await modelIdOf(installable.request), WEIGHTS_PATH)).toBe(1_000_000);
  });
});

describe('wrong bytes', () => {
  it('are fetched again from the start, once', async () => {
    hub.faults.set(WEIGHTS_PATH, [{ kind: 'wrong-bytes' }]);
    const model = await install(await fromHub(hub.url, 'owner/tiny', 'cross-encoder'));
    expect(weightsRequests()).toHaveLength(2);
    expect(model.files.at(-1)?.sha256).toBe(sha256(tiny.get(WEIGHTS_PATH) as Uint8Array));
  });

  it('that were there before are fetched again from the start', async () => {
    const installable = await fromHub(hub.url, 'owner/tiny', 'cross-encoder');
    const modelId = await modelIdOf(installable.request);
    await store.writeModelFile(modelId, WEIGHTS_PATH, 0, Uint8Array.of(1, 2, 3));
    const model = await install(installable);
    expect(weightsRequests().map(({ range }) => range)).toEqual(['bytes=3-', undefined]);
    expect(model.files.at(-1)?.sha256).toBe(sha256(tiny.get(WEIGHTS_PATH) as Uint8Array));
  });

  it('are an error when they come twice, and are not kept', async () => {
    const installable = await fromHub(hub.url, 'owner/tiny', 'cross-encoder');
    hub.faults.set(WEIGHTS_PATH, [{ kind: 'wrong-bytes' }, { kind: 'wrong-bytes' }]);
    const installed = install(installable);
    await expect(installed).rejects.toThrow(
      'The file onnx/model_fp16.onnx of owner/tiny came twice, but is not the one that was listed: its length ' +
        'or its SHA-256 differs. It was removed. Try again later; if it stays so, choose another source for ' +
        'this model.',
    );
    await expect(installed).rejects.toMatchObject({ name: 'EncoderError' });
    expect(await store.listModels()).toEqual([]);
    expect(await store.modelFileBytes(await modelIdOf(installable.request), WEIGHTS_PATH)).toBe(0);
  });

  it('more than there should be are written anew', async () => {
    const installable = await fromHub(hub.url, 'owner/tiny', 'cross-encoder');
    const modelId = await modelIdOf(installable.request);
    await store.writeModelFile(modelId, 'config.json', 0, new Uint8Array(10_000));
    const model = await install(installable);
    expect(model.files[0]).toMatchObject({ path: 'config.json', bytes: tiny.get('config.json')?.length });
  });
});

describe('space', () => {
  it('is asked for before anything is downloaded', async () => {
    const installable = await fromHub(hub.url, 'owner/large', 'cross-encoder');
    hub.requests.length = 0;
    const installed = install(installable, { availableBytes: async () => 9_900_000 });
    await expect(installed).rejects.toThrow(
      'owner/large needs 10.0 MB more on the disk, and this site may store about 9.9 MB. Nothing was downloaded. ' +
        'Delete a model or a corpus, or free disk space, and try again; or choose a smaller variant.',
    );
    await expect(installed).rejects.toMatchObject({ name: 'StorageError' });
    expect(hub.requests).toEqual([]);
  });

  it('is needed only for what is not there yet', async () => {
    const installable = await fromHub(hub.url, 'owner/large', 'cross-encoder');
    const modelId = await modelIdOf(installable.request);
    await store.writeModelFile(modelId, WEIGHTS_PATH, 0, LARGE.subarray(0, 200_000));
    const model = await install(installable, { availableBytes: async () => 9_900_000 });
    expect(await store.listModels()).toEqual([model]);
  });
});

describe('readVerifiedFile', () => {
  async function installed() {
    const model = await install(fromFolder(tiny, 'my-model', 'cross-encoder'));
    const path = `${model.modelId}/files/${WEIGHTS_PATH}`;
    return { model, path, bytes: files.get(path) as Uint8Array<ArrayBuffer> };
  }

  it('refuses a file with one flipped bit', async () => {
    const { model, path, bytes } = await installed();
    const flipped = bytes.map((byte, index) => (index === 1000 ? byte ^ 1 : byte));
    files.set(path, flipped);
    const read = readVerifiedFile(store, model, WEIGHTS_PATH);
    await expect(read).rejects.toThrow(
      `The file onnx/model_fp16.onnx of my-model is damaged: expected SHA-256 ${sha256(bytes)}, ` +
        `found ${sha256(flipped)}. Remove the model and install it again.`,
    );
    await expect(read).rejects.toMatchObject({ name: 'EncoderError' });
  });

  it('refuses a file that was cut', async () => {
    const { model, path, bytes } = await installed();
    files.set(path, bytes.slice(0, -1));
    await expect(readVerifiedFile(store, model, WEIGHTS_PATH)).rejects.toThrow(
      `The file onnx/model_fp16.onnx of my-model is damaged: expected ${bytes.length} bytes, ` +
        `found ${bytes.length - 1}. Remove the model and install it again.`,
    );
  });

  it('says that a file is gone, or never was', async () => {
    const { model, path } = await installed();
    files.delete(path);
    await expect(readVerifiedFile(store, model, WEIGHTS_PATH)).rejects.toThrow(
      `The file ${WEIGHTS_PATH} of a stored model is missing. Remove the model and install it again.`,
    );
    await expect(readVerifiedFile(store, model, 'onnx/model.onnx')).rejects.toThrow(
      'Expected the file onnx/model.onnx of my-model, found only config.json, tokenizer.json, ' +
        'tokenizer_config.json, onnx/model_fp16.onnx. Install a variant of the model that has it.',
    );
  });
});
