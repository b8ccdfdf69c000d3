import { expect, test, vi } from 'vitest';
import { readPublicFile } from '../testing/node-encoders.ts';
import { embeddedFiles, type ReadFile, readEmbeddedJson, readFilesFrom } from './embedded-files.ts';
import { CROSS_ENCODER, DUAL_ENCODER, type EmbeddedModel } from './models.ts';

const ADVICE = 'Reload the page; if it happens again, the installation is incomplete.';
const text =
  (content: string): ReadFile =>
  async () =>
    new TextEncoder().encode(content);

test.each([CROSS_ENCODER, DUAL_ENCODER])('$name is the file the table describes', async (model) => {
  const { name, weightsPath, paths, read } = embeddedFiles(model, readPublicFile);
  expect({ name, weightsPath }).toEqual({ name: model.name, weightsPath: model.weightsPath });
  expect((await read(weightsPath)).length).toBe(model.weightsBytes);
  for (const path of paths) expect((await read(path)).length).toBeGreaterThan(0);
});

// printf abc | sha256sum
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const tiny: EmbeddedModel = {
  ...CROSS_ENCODER,
  folder: 'models/tiny/',
  weightsPath: 'tiny.onnx',
  weightsBytes: 3,
  weightsHash: ABC,
};

test.each([
  { content: 'ab', message: 'expected 3 bytes, found: 2' },
  { content: '<!doctype html>', message: 'expected 3 bytes, found: 15 (an HTML page)' },
  {
    content: 'abd',
    message: `expected SHA-256 ${ABC}, found: a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9`,
  },
])('weights "$content" are refused', async ({ content, message }) => {
  await expect(embeddedFiles(tiny, text(content)).read('tiny.onnx')).rejects.toMatchObject({
    name: 'EncoderError',
    message: `Model file models/tiny/tiny.onnx: ${message}. ${ADVICE}`,
  });
});

test('weights with the right bytes are taken', async () => {
  expect([...(await embeddedFiles(tiny, text('abc')).read('tiny.onnx'))]).toEqual([97, 98, 99]);
});

test.each([
  { content: '{"a": [1', found: '8 bytes of something else' },
  { content: '', found: '0 bytes of something else' },
  { content: 'null', found: '4 bytes of something else' },
  { content: '<html></html>', found: '13 bytes of something else (an HTML page)' },
])('JSON "$content" is refused', async ({ content, found }) => {
  await expect(readEmbeddedJson('models/t.json', text(content))).rejects.toMatchObject({
    name: 'EncoderError',
    message: `Model file models/t.json: expected a JSON object, found: ${found}. ${ADVICE}`,
  });
});

test('a file that cannot be read is named', async () => {
  const readFile: ReadFile = () => Promise.reject(new Error('the server answered 404'));
  await expect(readEmbeddedJson('models/t.json', readFile)).rejects.toMatchObject({
    name: 'EncoderError',
    message: `Model file models/t.json: expected a file, found: the server answered 404. ${ADVICE}`,
  });
});

test('both models share one tokenizer, and have the rest in folders of their own', async () => {
  const asked: string[] = [];
  const { paths, read } = embeddedFiles(tiny, async (path) => {
    asked.push(path);
    return new TextEncoder().encode('abc');
  });
  for (const path of paths) await read(path);
  expect(asked).toEqual([
    'models/tiny/config.json',
    'models/tiny/tiny.onnx',
    'models/cross-encoder/tokenizer.json',
    'models/cross-encoder/tokenizer_config.json',
  ]);
});

test('files are read below the base address, and only a good answer counts', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(url.href);
    return url.href.endsWith('b') ? new Response('gone', { status: 404 }) : new Response('abc');
  });
  try {
    const readFile = readFilesFrom('https://example.org/app/');
    expect([...(await readFile('models/a'))]).toEqual([97, 98, 99]);
    await expect(readFile('models/b')).rejects.toThrow('the server answered 404');
    expect(asked).toEqual(['https://example.org/app/models/a', 'https://example.org/app/models/b']);
  } finally {
    vi.unstubAllGlobals();
  }
});

test('a file that breaks off is read once more, past the cache', async () => {
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', async (_: URL, { cache }: RequestInit) => {
    asked.push(cache);
    if (asked.length === 1) throw new TypeError('Failed to fetch');
    return new Response('abc');
  });
  try {
    expect([...(await readFilesFrom('https://example.org/app/')('models/a'))]).toEqual([97, 98, 99]);
    expect(asked).toEqual(['default', 'no-store']);
  } finally {
    vi.unstubAllGlobals();
  }
});
