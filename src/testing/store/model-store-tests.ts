import { beforeEach, describe, expect, it } from 'vitest';
import type { InstalledModel } from '../../core/records.ts';
import type { ModelStore } from '../../engine/ports.ts';

/** A store of models whose files a test can look at and change behind its back. */
export interface ModelStoreUnderTest {
  readonly store: ModelStore;
  /** The whole file at a path under the store's folder; undefined without one. */
  readFile(path: string): Promise<Uint8Array | undefined>;
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
}

const MODEL: InstalledModel = {
  modelId: 'model-1',
  kind: 'cross-encoder',
  name: 'owner/tiny',
  origin: { source: 'folder', folderName: 'tiny' },
  installedMs: 2000,
  files: [{ path: 'onnx/model.onnx', bytes: 5, sha256: 'ab' }],
  weightsPath: 'onnx/model.onnx',
};

/** What every store of models does, whatever holds its files. */
export function describeModelStore(name: string, open: () => Promise<ModelStoreUnderTest>): void {
  describe(`models in ${name}`, () => {
    let store: ModelStore;
    let files: ModelStoreUnderTest;

    beforeEach(async () => {
      files = await open();
      store = files.store;
    });

    async function read(path: string): Promise<number[]> {
      return Array.from(new Uint8Array(await (await store.readModelFile('model-1', path)).arrayBuffer()));
    }

    it('writes a file piece by piece and gives it back', async () => {
      expect(await store.modelFileBytes('model-1', 'onnx/model.onnx')).toBe(0);
      await store.writeModelFile('model-1', 'onnx/model.onnx', 0, Uint8Array.of(1, 2, 3));
      expect(await store.modelFileBytes('model-1', 'onnx/model.onnx')).toBe(3);
      await store.writeModelFile('model-1', 'onnx/model.onnx', 3, Uint8Array.of(4, 5));
      await store.writeModelFile('model-1', 'empty.json', 0, new Uint8Array(0));
      expect(await read('onnx/model.onnx')).toEqual([1, 2, 3, 4, 5]);
      expect(await read('empty.json')).toEqual([]);
    });

    it('ends a file after the bytes that were written', async () => {
      await store.writeModelFile('model-1', 'a', 0, Uint8Array.of(1, 2, 3, 4));
      await store.writeModelFile('model-1', 'a', 1, Uint8Array.of(9));
      expect(await read('a')).toEqual([1, 9]);
    });

    it('leaves no gap in a file', async () => {
      await store.writeModelFile('model-1', 'a', 0, Uint8Array.of(1, 2));
      await expect(store.writeModelFile('model-1', 'a', 3, Uint8Array.of(4))).rejects.toThrow(
        'Expected bytes that go on from 2 of the file a, found an offset of 3. ' +
          'Install the model again: it goes on from what is there.',
      );
      expect(await read('a')).toEqual([1, 2]);
    });

    it('lists a model once its record is written, oldest first, and shows a changed record', async () => {
      await store.writeModelFile('model-1', 'a', 0, Uint8Array.of(1));
      expect(await store.listModels()).toEqual([]);
      await store.commitModel(MODEL);
      const older = { ...MODEL, modelId: 'model-2', installedMs: 1000, licence: 'mit' };
      await store.commitModel(older);
      expect(await store.listModels()).toEqual([older, MODEL]);
      const renamed = { ...MODEL, name: 'x' };
      await store.commitModel(renamed);
      expect(await store.listModels()).toEqual([older, renamed]);
    });

    it.each([
      ['cut off', (record: Uint8Array) => record.slice(0, -1)],
      ['empty', () => new Uint8Array(0)],
      ['changed', (record: Uint8Array) => record.map((byte, index) => (index === 100 ? byte ^ 1 : byte))],
      ['of a later version', (record: Uint8Array) => record.map((byte, index) => (index === 11 ? 50 : byte))],
    ])('does not list a model whose record is %s, and takes a new record', async (_, damage) => {
      await store.commitModel(MODEL);
      const record = await files.readFile('model-1/model.record');
      expect(record?.length).toBeGreaterThan(200);
      await files.writeFile('model-1/model.record', damage(record as Uint8Array));
      expect(await store.listModels()).toEqual([]);
      await store.commitModel(MODEL);
      expect(await store.listModels()).toEqual([MODEL]);
    });

    it('deletes every trace of a model, finished or not, and nothing else', async () => {
      await store.writeModelFile('model-1', 'onnx/model.onnx', 0, Uint8Array.of(1));
      await store.writeModelFile('model-10', 'a', 0, Uint8Array.of(1));
      await store.commitModel(MODEL);
      await store.deleteModel('model-1');
      await store.deleteModel('model-1');
      expect(await store.listModels()).toEqual([]);
      expect(await store.modelFileBytes('model-1', 'onnx/model.onnx')).toBe(0);
      expect(await store.modelFileBytes('model-10', 'a')).toBe(1);
      await store.deleteModel('model-10');
      expect(await store.modelFileBytes('model-10', 'a')).toBe(0);
    });

    it('says that a file is missing', async () => {
      await expect(store.readModelFile('model-1', 'onnx/model.onnx')).rejects.toThrow(
        'The file onnx/model.onnx of a stored model is missing. Remove the model and install it again.',
      );
    });

    it.each(['', '/a', 'a//b', 'a/', '../model-2/a', 'a/../../b', './a', 'a\\b', 'a\0'])(
      'refuses the path %j',
      async (path) => {
        const message =
          `Expected a path inside a model's folder, such as 'onnx/model.onnx', found '${path}'. ` +
          'The file was not touched; a model with such a path cannot be kept.';
        await expect(store.writeModelFile('model-1', path, 0, Uint8Array.of(1))).rejects.toThrow(message);
        await expect(store.readModelFile('model-1', path)).rejects.toThrow(message);
        await expect(store.modelFileBytes('model-1', path)).rejects.toThrow(message);
      },
    );

    it.each(['', '..', 'a/b', 'a.b'])('refuses the model id %j', async (modelId) => {
      await expect(store.deleteModel(modelId)).rejects.toThrow(
        `Expected a model's id of letters, digits, '-' and '_', found '${modelId}'. ` +
          'This is an error in xenn: please report it.',
      );
    });
  });
}
