import { expect, it } from 'vitest';
import { type FolderFile, openModelFolder } from './model-folder.ts';

const signal = new AbortController().signal;

function files(...paths: string[]): FolderFile[] {
  return paths.map((path) => ({ path, size: path.length, stream: () => new Blob([path]).stream() }));
}

async function read(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += new TextDecoder().decode(chunk);
  return text;
}

it.each([
  [
    ['tiny/config.json', 'tiny/onnx/model.onnx'],
    ['config.json', 'onnx/model.onnx'],
  ],
  [
    ['/tiny/config.json', '/tiny/onnx/model.onnx'],
    ['config.json', 'onnx/model.onnx'],
  ],
  [
    ['config.json', 'onnx/model.onnx'],
    ['config.json', 'onnx/model.onnx'],
  ],
  [
    ['onnx/a.onnx', 'onnx2/b.onnx'],
    ['onnx/a.onnx', 'onnx2/b.onnx'],
  ],
  [['config.json'], ['config.json']],
])('lists %j as %j', (paths, listed) => {
  const { listing } = openModelFolder(files(...paths), 'tiny');
  expect(listing).toEqual({
    name: 'tiny',
    origin: { source: 'folder', folderName: 'tiny' },
    tags: [],
    files: listed.map((path, index) => ({ path, bytes: paths[index].length })),
  });
});

it('reads a file from an offset on', async () => {
  const { source } = openModelFolder(files('tiny/config.json', 'tiny/a'), 'tiny');
  expect(await read(source.read({ path: 'config.json', bytes: 16 }, 5, signal))).toBe('config.json');
  expect(await read(source.read({ path: 'a', bytes: 6 }, 6, signal))).toBe('');
});

it('says what is wrong with a folder or a file', async () => {
  expect(() => openModelFolder([], 'tiny')).toThrow(
    "Expected a folder with the files of a model, found the empty folder 'tiny'. " +
      'Pick the folder that holds config.json and tokenizer.json.',
  );
  const { source } = openModelFolder(files('a', 'b'), 'tiny');
  await expect(read(source.read({ path: 'c', bytes: 1 }, 0, signal))).rejects.toThrow(
    'The file c of the picked folder could not be read (it is not in the folder). Pick the folder again.',
  );
});
