import { beforeAll, expect, test } from 'vitest';
import { configureNodeRuntime, readPublicFile } from '../testing/node-encoders.ts';
import type { ReadFile } from './model-files.ts';
import { CROSS_ENCODER, DUAL_ENCODER } from './models.ts';
import { type LoadStage, startEncoders } from './start-encoders.ts';

beforeAll(configureNodeRuntime);

test('without an adapter both models run on WebAssembly', async () => {
  const stages: LoadStage[] = [];
  const encoders = await startEncoders(readPublicFile, { threads: 1 }, (stage) => stages.push(stage));
  expect(stages).toEqual(['reading model files', 'starting WebAssembly', 'starting the dual-encoder']);
  expect(encoders.report).toEqual({
    backend: 'wasm',
    threads: 1,
    forced: false,
    reason: 'WebAssembly on 1 thread: WebGPU cannot be used, because this browser offers no GPU adapter.',
    trials: [
      {
        backend: 'wasm',
        pairsPerSecond: expect.any(Number),
        tokensPerSecond: expect.any(Number),
        maxScoreError: expect.any(Number),
      },
      { backend: 'webgpu', unusableBecause: 'this browser offers no GPU adapter' },
    ],
  });
  expect(encoders.report.trials[0].maxScoreError).toBeLessThan(1e-5);
  expect(encoders.crossEncoder.identity).toEqual({
    name: CROSS_ENCODER.name,
    hash: CROSS_ENCODER.weightsHash,
  });
  expect(encoders.dualEncoder.identity).toEqual({ name: DUAL_ENCODER.name, hash: DUAL_ENCODER.weightsHash });
  const scores = await encoders.crossEncoder.score('How many people live in Berlin?', [
    'New York City is famous for the Metropolitan Museum of Art.',
    'Berlin is well known for its museums.',
  ]);
  expect([...scores].map((score) => score.toFixed(4))).toEqual(['-2.6821', '0.2072']);
  expect((await encoders.dualEncoder.embed(['tides'])).data.length).toBe(256);
  await encoders.dispose();
  await expect(encoders.crossEncoder.score('a', ['b'])).rejects.toThrow(
    'xenn-small-cross-encoder: the session is closed. Load the models again.',
  );
  await expect(encoders.dualEncoder.embed(['a'])).rejects.toThrow(
    'xenn-static-dual-encoder: the session is closed. Load the models again.',
  );
}, 60_000);

test('WebGPU by hand where there is none', async () => {
  const start = startEncoders(readPublicFile, { threads: 1, forced: 'webgpu' }, () => undefined);
  await expect(start).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'The models cannot run here: WebGPU cannot be used, because this browser offers no GPU adapter. ' +
      'Choose the automatic backend in the settings.',
  });
});

test('a missing file is named', async () => {
  const readFile: ReadFile = (path) =>
    path === DUAL_ENCODER.weightsPath ? Promise.reject(new Error('ENOENT')) : readPublicFile(path);
  await expect(startEncoders(readFile, { threads: 1 }, () => undefined)).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'Model file models/dual-encoder/onnx/model_int8.onnx: expected a file, found: ENOENT. ' +
      'Reload the page; if it happens again, the installation is incomplete.',
  });
});

test('embeddings that differ from the reference stop the start', async () => {
  const readFile: ReadFile = async (path) => {
    if (path !== 'models/golden.json') return readPublicFile(path);
    const golden = JSON.parse(new TextDecoder().decode(await readPublicFile(path)));
    golden.texts[0].embedding[0] += 0.5;
    return new TextEncoder().encode(JSON.stringify(golden));
  };
  await expect(startEncoders(readFile, { threads: 1 }, () => undefined)).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'xenn-static-dual-encoder cannot be used, because its numbers differ from the reference by up to 0.500, ' +
      'more than 0.0005. Reload the page, or use another browser.',
  });
}, 60_000);
