import { describe, expect, test } from 'vitest';
import type { CrossEncoderSettings } from '../core/model-settings.ts';
import type { InstalledModel } from '../core/records.ts';
import { installedFiles, installedHash, isHalfPrecision, keptReferences } from './installed-model.ts';
import { QWEN3_PROMPT } from './read-settings.ts';

const file = (path: string, sha256: string) => ({ path, bytes: 1, sha256 });
const model: InstalledModel = {
  modelId: 'm1',
  kind: 'cross-encoder',
  name: 'owner/model',
  origin: { source: 'folder', folderName: 'model' },
  installedMs: 0,
  weightsPath: 'onnx/model.onnx',
  files: [
    file('config.json', '0a'),
    file('tokenizer.json', '1b'),
    file('onnx/model.onnx', '2c'),
    file('onnx/model.onnx_data', '3d'),
    file('onnx/model_fp16.onnx', '4e'),
  ],
};
const settings: CrossEncoderSettings = { maxTokens: 512, scoreRule: 'yes-or-no', prompt: QWEN3_PROMPT };

test('its files', async () => {
  const read = async (path: string) => new TextEncoder().encode(path);
  const files = installedFiles(model, read);
  expect(files).toEqual({
    name: 'owner/model',
    weightsPath: 'onnx/model.onnx',
    paths: model.files.map(({ path }) => path),
    read,
  });
});

describe('hash', () => {
  const withFile = (path: string, sha256: string): InstalledModel => ({
    ...model,
    files: model.files.map((each) => (each.path === path ? file(path, sha256) : each)),
  });

  test('is a SHA-256', async () => {
    expect(await installedHash(model, settings)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(['tokenizer.json', 'onnx/model.onnx', 'onnx/model.onnx_data'])(
    'changes with %s',
    async (path) => {
      expect(await installedHash(withFile(path, 'ff'), settings)).not.toBe(
        await installedHash(model, settings),
      );
    },
  );

  test.each<{ title: string; changed: CrossEncoderSettings }>([
    { title: 'maxTokens', changed: { ...settings, maxTokens: 256 } },
    { title: 'scoreRule', changed: { ...settings, scoreRule: 'single-logit' } },
    { title: 'no prompt', changed: { maxTokens: 512, scoreRule: 'yes-or-no' } },
    { title: 'a word of the prompt', changed: { ...settings, prompt: { ...QWEN3_PROMPT, end: '' } } },
  ])('changes with the settings: $title', async ({ changed }) => {
    expect(await installedHash(model, changed)).not.toBe(await installedHash(model, settings));
  });

  test.each(['onnx/model_fp16.onnx'])('does not change with %s', async (path) => {
    expect(await installedHash(withFile(path, 'ff'), settings)).toBe(await installedHash(model, settings));
  });

  test('does not change with the order of files and settings, the name, or the time', async () => {
    const other = { ...model, modelId: 'm2', name: 'x', installedMs: 1, files: [...model.files].reverse() };
    const { start, query, passage, end } = QWEN3_PROMPT;
    const reordered: CrossEncoderSettings = {
      prompt: { end, passage, query, start },
      scoreRule: 'yes-or-no',
      maxTokens: 512,
    };
    expect(await installedHash(other, reordered)).toBe(await installedHash(model, settings));
  });
});

describe('reference scores', () => {
  /** Files by model and path. */
  function memoryFiles(files: Record<string, string> = {}) {
    return {
      files,
      modelFileBytes: async (modelId: string, path: string) => files[`${modelId}/${path}`]?.length ?? 0,
      readModelFile: async (modelId: string, path: string) => new Blob([files[`${modelId}/${path}`]]),
      writeModelFile: async (modelId: string, path: string, offset: number, bytes: Uint8Array) => {
        expect(offset).toBe(0);
        files[`${modelId}/${path}`] = new TextDecoder().decode(bytes);
      },
    };
  }
  const path = 'm1/reference-scores-abc.json';

  test('are kept in a file for each key', async () => {
    const store = memoryFiles();
    await keptReferences('m1', 'abc', store).keep([1.5, -2]);
    expect(store.files).toEqual({ [path]: '[1.5,-2]' });
    expect(await keptReferences('m1', 'abc', store).read()).toEqual([1.5, -2]);
    expect(await keptReferences('m1', 'other', store).read()).toBeUndefined();
  });

  test.each(['', '[1,2', '{"scores":[1]}', '["1"]', '[1,null]', '3'])('%j is none', async (content) => {
    expect(await keptReferences('m1', 'abc', memoryFiles({ [path]: content })).read()).toBeUndefined();
  });
});

test.each([
  { weightsPath: 'onnx/model.onnx', half: false },
  { weightsPath: 'onnx/model_fp16.onnx', half: true },
  { weightsPath: 'model-float16.onnx', half: true },
  { weightsPath: 'onnx/model_q4f16.onnx', half: true },
  { weightsPath: 'onnx/model_O4.onnx', half: true },
  { weightsPath: 'onnx/model_q4.onnx', half: false },
  { weightsPath: 'onnx/model_int8.onnx', half: false },
  { weightsPath: 'fp16/model.onnx', half: false },
])('$weightsPath in half precision: $half', ({ weightsPath, half }) => {
  expect(isHalfPrecision({ weightsPath })).toBe(half);
});
