import { beforeAll, expect, test } from 'vitest';
import type { Calibration, InstalledModel } from '../core/records.ts';
import { architectureFiles } from '../testing/architectures.ts';
import { configureNodeRuntime, readPublicFile } from '../testing/node-encoders.ts';
import { NOTHING_INSTALLED } from '../testing/nothing-installed.ts';
import { measureModel } from './measure-model.ts';
import { type OpenSession, openSession } from './session.ts';
import type { EncoderSurroundings } from './start-encoders.ts';

beforeAll(configureNodeRuntime);

const files = await architectureFiles('roberta');
const RECORD: InstalledModel = {
  modelId: 'm1',
  kind: 'cross-encoder',
  name: 'tiny',
  origin: { source: 'folder', folderName: 'tiny' },
  installedMs: 1,
  files: files.paths.map((path) => ({ path, bytes: 1, sha256: path })),
  weightsPath: files.weightsPath,
};

const surroundings = (
  open: OpenSession,
  changes: Partial<EncoderSurroundings> = {},
): EncoderSurroundings => ({
  threads: 1,
  browser: 'Test 1.0',
  calibrations: [],
  readFile: readPublicFile,
  installed: { ...NOTHING_INSTALLED.installed, listModels: async () => [RECORD] },
  readInstalled: (_, path) => files.read(path),
  open,
  connect: () => Promise.reject(new Error('No server is known.')),
  onProgress: () => undefined,
  onNotice: () => undefined,
  ...changes,
});

test('a model is tried anew, whatever was kept or chosen by hand, and closed again', async () => {
  let open = 0;
  const counting: OpenSession = async (graph, backend) => {
    const session = await openSession(graph, backend);
    open += 1;
    return {
      ...session,
      dispose: async () => {
        open -= 1;
        await session.dispose();
      },
    };
  };
  const first = await measureModel('m1', surroundings(counting));
  const old: Calibration = { ...first, measuredMs: 0, trials: [{ backend: 'wasm', tokensPerSecond: 1 }] };
  const again = await measureModel('m1', surroundings(counting, { calibrations: [old], forced: 'wasm' }));
  expect(again).toMatchObject({
    key: first.key,
    modelId: 'm1',
    trials: [{ backend: 'wasm', pairsPerSecond: expect.any(Number), rankCorrelation: 1 }],
  });
  expect(again.trials[0].tokensPerSecond).toBeGreaterThan(1);
  expect(open).toBe(0);
});

test('a backend that fails with an error gives no figures to keep', async () => {
  const gpu = { description: 'test gpu', software: false };
  const failing: OpenSession = (graph, backend) =>
    backend === 'webgpu' ? Promise.reject(new Error('No device.')) : openSession(graph, backend);
  await expect(measureModel('m1', surroundings(failing, { adapter: gpu }))).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'Expected figures of every backend, found an error. WebAssembly on 1 thread: WebGPU cannot be used, because of ' +
      'an error: No device. Measure again.',
  });
});

test('a model that is not installed', async () => {
  await expect(measureModel('m2', surroundings(openSession))).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'Expected the chosen cross-encoder among the installed models, found none: it was removed. Choose another one ' +
      'in the settings.',
  });
});
