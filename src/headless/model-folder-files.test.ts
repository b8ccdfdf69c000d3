import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readModelFolder } from './model-folder-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xenn-model-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), 'abc');
  }
}

// printf abc | sha256sum
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test('what the model needs is found and hashed, the rest left out', async () => {
  const needed = [
    'config.json',
    'tokenizer.json',
    '1_Pooling/config.json',
    'onnx/model.onnx',
    'onnx/model.onnx_data',
  ];
  write([...needed, 'README.md', 'onnx/model_int8.onnx', 'coreml/model.onnx']);
  const model = await readModelFolder('cross-encoder', folder);
  expect(model).toMatchObject({
    modelId: folder,
    name: folder,
    kind: 'cross-encoder',
    weightsPath: 'onnx/model.onnx',
  });
  expect([...model.paths].sort()).toEqual([...needed].sort());
  expect(model.files).toEqual(model.paths.map((path) => ({ path, bytes: 3, sha256: ABC })));
  expect(await model.read('1_Pooling/config.json')).toEqual(Uint8Array.of(97, 98, 99));
});

test('a tokenizer can be in another folder', async () => {
  write(['shared/tokenizer.json', 'shared/tokenizer_config.json', 'shared/config.json']);
  write(['own/config.json', 'own/onnx/only_int8.onnx']);
  const model = await readModelFolder('dual-encoder', join(folder, 'own'), join(folder, 'shared'));
  expect(model.weightsPath).toBe('onnx/only_int8.onnx');
  for (const path of model.paths) expect((await model.read(path)).length).toBe(3);
  expect([...model.paths].sort()).toEqual([
    'config.json',
    'onnx/only_int8.onnx',
    'tokenizer.json',
    'tokenizer_config.json',
  ]);
});

test.each([
  {
    name: 'empty',
    files: [],
    message:
      "Expected an ONNX graph in {}, at the top or in 'onnx/', found no weights at all. Look for a converted copy " +
      "(often under 'onnx-community' or 'Xenova'), or convert it with Optimum and install it from a folder.",
  },
  {
    name: 'no tokenizer',
    files: ['config.json', 'model.onnx'],
    message:
      'Expected tokenizer.json in {}, found config.json. Save the model with a fast tokenizer (save_pretrained writes ' +
      'both files) and install it from a folder.',
  },
  {
    name: 'two graphs that cannot be recommended',
    files: ['config.json', 'tokenizer.json', 'onnx/a.onnx', 'onnx/b.onnx'],
    message:
      'Expected a graph that can be recommended in {}, or a single one, found onnx/a.onnx, onnx/b.onnx. Leave the one ' +
      'that is meant.',
  },
])('a folder is refused: $name', async ({ files, message }) => {
  write(files);
  await expect(readModelFolder('cross-encoder', folder)).rejects.toMatchObject({
    name: 'EncoderError',
    message: message.replace('{}', folder),
  });
});

test('a folder that is not there is refused', async () => {
  const missing = join(folder, 'missing');
  await expect(readModelFolder('cross-encoder', missing)).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      `Expected a folder with the files of a model, found: ENOENT: no such file or directory, scandir '${missing}'. ` +
      'Name a folder that holds config.json and tokenizer.json.',
  });
});
