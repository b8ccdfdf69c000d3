import { describe, expect, test } from 'vitest';
import { externalDataPaths, type ModelFiles, readJsonFile, readOptionalJsonFile } from './model-files.ts';

const holding = (content: string): ModelFiles => ({
  name: 'tiny',
  paths: ['config.json'],
  weightsPath: 'model.onnx',
  read: async () => new TextEncoder().encode(content),
});

test('a JSON object is read', async () => {
  expect(await readJsonFile(holding('{"a": [1]}'), 'config.json')).toEqual({ a: [1] });
});

test.each(['{"a": [1', '', 'null', '7', '<html></html>'])('"%s" is refused', async (content) => {
  await expect(readJsonFile(holding(content), 'config.json')).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'tiny: expected a JSON object in config.json, found something else. Remove the model and get it again.',
  });
});

describe('an optional file', () => {
  test('is read where there is one', async () => {
    expect(await readOptionalJsonFile(holding('{}'), 'config.json')).toEqual({});
    await expect(readOptionalJsonFile(holding(''), 'config.json')).rejects.toThrow('expected a JSON object');
  });

  test('is not asked for where there is none', async () => {
    const read = () => Promise.reject(new Error('Asked for.'));
    expect(await readOptionalJsonFile({ ...holding(''), read }, 'modules.json')).toBeUndefined();
  });
});

test('weights in files of their own are those named after the graph', () => {
  const paths = [
    'onnx/model.onnx',
    'onnx/model.onnx_data',
    'onnx/model.onnx_data_1',
    'onnx/model.onnx.data',
    'onnx/model.onnx.md',
    'onnx/model_fp16.onnx_data',
    'model.onnx_data',
  ];
  expect(externalDataPaths({ weightsPath: 'onnx/model.onnx', paths })).toEqual([
    'onnx/model.onnx_data',
    'onnx/model.onnx_data_1',
    'onnx/model.onnx.data',
  ]);
});
