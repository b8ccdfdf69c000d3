import { beforeAll, expect, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import { EMBEDDED_MODELS, type ModelChoice } from '../core/model-choice.ts';
import { configureNodeRuntime, readPublicFile } from '../testing/node-encoders.ts';
import { NOTHING_INSTALLED } from '../testing/nothing-installed.ts';
import { CROSS_ENCODER, DUAL_ENCODER } from './models.ts';
import { openSession } from './session.ts';
import type { LoadStage } from './start-cross-encoder.ts';
import { type EncoderSurroundings, startEncoders } from './start-encoders.ts';

beforeAll(configureNodeRuntime);

/** No server is known. */
const NODE: EncoderSurroundings = {
  ...NOTHING_INSTALLED,
  threads: 1,
  browser: 'Test 1.0',
  calibrations: [],
  readFile: readPublicFile,
  open: openSession,
  connect: () => Promise.reject(new Error('No server is known.')),
  onProgress: () => undefined,
  onNotice: () => undefined,
};

const startEmbedded = (surroundings: Partial<EncoderSurroundings> = {}) =>
  startEncoders(EMBEDDED_MODELS, { ...NODE, ...surroundings });

test('without an adapter both models run on WebAssembly', async () => {
  const stages: LoadStage[] = [];
  const encoders = await startEmbedded({ onProgress: (stage) => stages.push(stage) });
  expect(stages).toEqual(['reading model files', 'starting WebAssembly', 'starting the dual-encoder']);
  const report = encoders.report();
  expect(report).toEqual({
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
        rankCorrelation: 1,
      },
      { backend: 'webgpu', unusableBecause: 'this browser offers no GPU adapter' },
    ],
    tokensPerSecond: report.trials[0].tokensPerSecond,
    calibration: {
      key: `${CROSS_ENCODER.weightsHash} | 1 threads | no GPU | Test 1.0`,
      modelId: 'embedded',
      measuredMs: expect.any(Number),
      trials: [report.trials[0]],
    },
  });
  expect(report.trials[0].maxScoreError).toBeLessThan(1e-5);
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
  expect((await encoders.dualEncoder.embed(['tides'], 'query')).data.length).toBe(256);
  await encoders.dispose();
  await expect(encoders.crossEncoder.score('a', ['b'])).rejects.toThrow(
    'xenn-small-cross-encoder: the session is closed. Load the models again.',
  );
  await expect(encoders.dualEncoder.embed(['a'], 'query')).rejects.toThrow(
    'xenn-static-dual-encoder: the session is closed. Load the models again.',
  );
});

test('what was measured before is not measured again', async () => {
  const measured = await startEmbedded();
  const { calibration } = measured.report();
  await measured.dispose();
  if (!calibration) throw new Error('Nothing was measured.');
  const kept = { ...calibration, trials: [{ ...calibration.trials[0], tokensPerSecond: 12_345 }] };
  const again = await startEmbedded({ calibrations: [kept] });
  expect(again.report()).toMatchObject({ backend: 'wasm', tokensPerSecond: 12_345, calibration: kept });
  await again.dispose();
});

test('WebGPU by hand where there is none', async () => {
  const start = startEmbedded({ forced: 'webgpu' });
  await expect(start).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'The models cannot run here: WebGPU cannot be used, because this browser offers no GPU adapter. ' +
      'Choose the automatic backend in the settings.',
  });
});

test('a missing file is named', async () => {
  const readFile: EncoderSurroundings['readFile'] = (path) =>
    path === DUAL_ENCODER.folder + DUAL_ENCODER.weightsPath
      ? Promise.reject(new Error('ENOENT'))
      : readPublicFile(path);
  await expect(startEmbedded({ readFile })).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'Model file models/dual-encoder/onnx/model_int8.onnx: expected a file, found: ENOENT. ' +
      'Reload the page; if it happens again, the installation is incomplete.',
  });
});

test('embeddings that differ from the reference stop the start', async () => {
  const readFile: EncoderSurroundings['readFile'] = async (path) => {
    if (path !== 'models/golden.json') return readPublicFile(path);
    const golden = JSON.parse(new TextDecoder().decode(await readPublicFile(path)));
    golden.texts[0].embedding[0] += 0.5;
    return new TextEncoder().encode(JSON.stringify(golden));
  };
  await expect(startEmbedded({ readFile })).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'xenn-static-dual-encoder cannot be used, because its numbers differ from the reference by up to 0.500, ' +
      'more than 0.0005. Reload the page, or use another browser.',
  });
});

test.each<ModelChoice>([
  { ...EMBEDDED_MODELS, crossEncoder: { source: 'installed', modelId: 'm1' } },
  { ...EMBEDDED_MODELS, dualEncoder: { source: 'installed', modelId: 'm1' } },
])(
  'a chosen model that is not installed: $crossEncoder.source, $dualEncoder.source',
  async (choice) => {
    const kind = choice.crossEncoder.source === 'installed' ? 'cross-encoder' : 'dual-encoder';
    await expect(startEncoders(choice, NODE)).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        `Expected the chosen ${kind} among the installed models, found none: it was removed. Choose another one in ` +
        'the settings.',
    });
  },
  60_000,
);

test('a dual-encoder whose worker dies is started again', async () => {
  const lost = new XennError('WorkerError', 'The worker that runs the model stopped: out of memory.');
  let dead = false;
  const open: EncoderSurroundings['open'] = async (graph, backend) => {
    const session = await openSession(graph, backend);
    const dies = !dead && graph.name === DUAL_ENCODER.name;
    return { ...session, run: (...run) => (dies && dead ? Promise.reject(lost) : session.run(...run)) };
  };
  const notices: string[] = [];
  const encoders = await startEmbedded({ open, onNotice: (notice) => notices.push(notice) });
  const before = await encoders.dualEncoder.embed(['tides', 'the moon'], 'query');
  dead = true;
  expect(await encoders.dualEncoder.embed(['tides', 'the moon'], 'query')).toEqual(before);
  expect(notices).toEqual([
    'The worker that runs the model stopped: out of memory. The model was started again and went on where it was.',
  ]);
  await encoders.dispose();
});

test('a start that fails leaves no session open', async () => {
  let openSessions = 0;
  const open: EncoderSurroundings['open'] = async (graph, backend) => {
    const session = await openSession(graph, backend);
    openSessions += 1;
    const dispose = async () => {
      openSessions -= 1;
      await session.dispose();
    };
    return { ...session, dispose };
  };
  const choice: ModelChoice = { ...EMBEDDED_MODELS, dualEncoder: { source: 'installed', modelId: 'm1' } };
  await expect(startEncoders(choice, { ...NODE, open })).rejects.toThrow('it was removed');
  expect(openSessions).toBe(0);
});
