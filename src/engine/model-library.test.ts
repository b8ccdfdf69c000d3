import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CrossEncoderSettings } from '../core/model-settings.ts';
import type { InstalledModel } from '../core/records.ts';
import { commitOf, readFolder, startTestHub, type TestHub } from '../testing/hub-server.ts';
import { createMemoryModelStore } from '../testing/memory-model-store.ts';
import { TEST_SOURCES } from '../testing/model-sources.ts';
import { createModelLibrary } from './model-library.ts';
import type { ModelStore } from './ports.ts';
import type { ModelOffer } from './records.ts';

const WEIGHTS_PATH = 'onnx/model_fp16.onnx';
const FROM_FILES: CrossEncoderSettings = { maxTokens: 64, scoreRule: 'single-logit' };
const CHANGED: CrossEncoderSettings = { maxTokens: 32, scoreRule: 'single-logit' };
const NOT_INSTALLED = {
  name: 'InvalidArgumentError',
  message: 'Expected a model that is installed, found none: it was removed. Install it again.',
};

let hub: TestHub;
let tiny: Map<string, Uint8Array>;
/** More than two blocks of 4 MiB. */
let large: Map<string, Uint8Array>;
beforeAll(async () => {
  tiny = await readFolder(new URL('../testing/fixtures/tiny-models/cross-encoder', import.meta.url).pathname);
  large = new Map(tiny).set(WEIGHTS_PATH, new Uint8Array(10_000_000));
  const config = JSON.stringify({ architectures: ['BertModel'], model_type: 'bert' });
  hub = await startTestHub({
    'owner/tiny': { files: tiny, cardData: { license: 'mit' } },
    'owner/large': { files: large },
    'owner/embeds': { files: new Map(tiny).set('config.json', new TextEncoder().encode(config)) },
  });
});
afterAll(() => hub.close());

let files: Map<string, Uint8Array<ArrayBuffer>>;
let store: ModelStore;
let library: ReturnType<typeof createModelLibrary>;
beforeEach(() => {
  files = new Map();
  store = createMemoryModelStore(files);
  library = createModelLibrary(store, TEST_SOURCES);
});

const lookUp = (repository: string) =>
  library.lookUpModel({ kind: 'cross-encoder', hubUrl: hub.url, repository });

async function install(repository: string): Promise<InstalledModel> {
  return library.installModel({ offer: await lookUp(repository), weightsPath: WEIGHTS_PATH });
}

describe('a model of a hub', () => {
  it('is looked up without its weights', async () => {
    hub.requests.length = 0;
    const offer = await lookUp('owner/tiny');
    expect(offer).toMatchObject({
      kind: 'cross-encoder',
      name: 'owner/tiny',
      origin: { source: 'hub', hubUrl: hub.url, repository: 'owner/tiny', revision: commitOf('owner/tiny') },
      licence: 'mit',
      variants: [{ weightsPath: WEIGHTS_PATH, recommended: true }],
    });
    expect(hub.requests.map(({ what }) => what)).toEqual(['list', 'config.json', 'tokenizer_config.json']);
    expect(await library.listModels({})).toEqual([]);
  });

  it('is installed as what it was looked up as', async () => {
    const asDualEncoder = { kind: 'dual-encoder', hubUrl: hub.url, repository: 'owner/embeds' } as const;
    const offer = await library.lookUpModel(asDualEncoder);
    const model = await library.installModel({ offer, weightsPath: WEIGHTS_PATH });
    expect(model).toMatchObject({ kind: 'dual-encoder', name: 'owner/embeds' });
    expect((await library.readModelSettings({ modelId: model.modelId })).settings).toHaveProperty('pooling');
  });

  it('is installed and removed', async () => {
    const model = await install('owner/tiny');
    expect(model).toMatchObject({ kind: 'cross-encoder', name: 'owner/tiny', weightsPath: WEIGHTS_PATH });
    expect(await library.listModels({})).toEqual([model]);
    await library.removeModel({ modelId: model.modelId });
    expect(await library.listModels({})).toEqual([]);
    expect(files.size).toBe(0);
  });
});

it('installs a model of a picked folder', async () => {
  const picked = Array.from(tiny, ([path, bytes]) => ({
    path: `my-model/${path}`,
    size: bytes.length,
    stream: () => new Blob([bytes.slice()]).stream(),
  }));
  const folder = { kind: 'cross-encoder', folderName: 'my-model', files: picked } as const;
  const offer = await library.openModelFolder(folder);
  expect(offer).toMatchObject({ name: 'my-model', origin: { source: 'folder', folderName: 'my-model' } });
  expect(offer).not.toHaveProperty('licence');
  const model = await library.installModel({ offer, weightsPath: WEIGHTS_PATH, files: picked });
  expect(await library.listModels({})).toEqual([model]);
  expect(await library.readModelSettings({ modelId: model.modelId })).toMatchObject({
    fromFiles: FROM_FILES,
  });
});

describe('refuses', () => {
  it('a graph that was not offered', async () => {
    const offer = await lookUp('owner/tiny');
    const [variant] = offer.variants;
    const two: ModelOffer = { ...offer, variants: [variant, { ...variant, weightsPath: 'onnx/model.onnx' }] };
    await expect(library.installModel({ offer: two, weightsPath: 'onnx/other.onnx' })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message:
        'Expected one of onnx/model_fp16.onnx, onnx/model.onnx, found onnx/other.onnx. Look the model up again.',
    });
    expect(files.size).toBe(0);
  });

  it('a model whose files do not describe a cross-encoder, before its weights come', async () => {
    const kept = await install('owner/tiny');
    await expect(install('owner/embeds')).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        'config.json: expected an architecture …ForSequenceClassification or Qwen3ForCausalLM, as ' +
        'cross-encoders have, found BertModel. Choose a cross-encoder, also called a reranker.',
    });
    expect(await library.listModels({})).toEqual([kept]);
    expect([...files.keys()].filter((path) => !path.startsWith(`${kept.modelId}/`))).toEqual([]);
  });
});

describe('settings', () => {
  it('are those of the files until they are changed, and again when they are reset', async () => {
    const { modelId } = await install('owner/tiny');
    const read = () => library.readModelSettings({ modelId });
    const asInFiles = { settings: FROM_FILES, fromFiles: FROM_FILES, longestTokens: 64 };
    expect(await read()).toEqual(asInFiles);

    await library.changeModelSettings({ modelId, settings: CHANGED });
    expect(await read()).toEqual({ ...asInFiles, settings: CHANGED });
    const [changed] = await library.listModels({});
    expect(changed.settings).toEqual(CHANGED);

    await library.changeModelSettings({ modelId });
    expect(await read()).toEqual(asInFiles);
    const [reset] = await library.listModels({});
    expect(reset).not.toHaveProperty('settings');
  });

  it('outlive a second installation of the same', async () => {
    const { modelId } = await install('owner/tiny');
    await library.changeModelSettings({ modelId, settings: CHANGED });
    const again = await install('owner/tiny');
    expect(again).toMatchObject({ modelId, settings: CHANGED });
    expect(await library.readModelSettings({ modelId })).toMatchObject({ settings: CHANGED });
  });

  it('of a model that is not installed are neither read nor changed', async () => {
    const { modelId } = await install('owner/tiny');
    await library.removeModel({ modelId });
    await expect(library.readModelSettings({ modelId })).rejects.toMatchObject(NOT_INSTALLED);
    const changing = library.changeModelSettings({ modelId, settings: CHANGED });
    await expect(changing).rejects.toMatchObject(NOT_INSTALLED);
    expect(await library.listModels({})).toEqual([]);
  });
});

it('keeps what has arrived when an installation is cancelled, and goes on from there', async () => {
  const offer = await lookUp('owner/large');
  const controller = new AbortController();
  const cancelled = library.installModel(
    { offer, weightsPath: WEIGHTS_PATH },
    {
      cancel: controller.signal,
      onProgress: ({ done }) => {
        if (done > 5_000_000) controller.abort();
      },
    },
  );
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  expect(await library.listModels({})).toEqual([]);
  const [kept] = [...files].filter(([path]) => path.endsWith(WEIGHTS_PATH)).map(([, bytes]) => bytes.length);
  expect(kept).toBeGreaterThanOrEqual(4 * 2 ** 20);

  hub.requests.length = 0;
  const model = await library.installModel({ offer, weightsPath: WEIGHTS_PATH });
  expect(hub.requests).toContainEqual({ what: WEIGHTS_PATH, range: `bytes=${kept}-` });
  expect(await library.listModels({})).toEqual([model]);
});
