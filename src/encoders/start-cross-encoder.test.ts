import { beforeAll, expect, test } from 'vitest';
import type { BackendName } from '../core/records.ts';
import { configureNodeRuntime } from '../testing/node-encoders.ts';
import { prepareTinyCrossEncoder, tinyGolden } from '../testing/tiny-encoders.ts';
import type { Surroundings } from './backend-choice.ts';
import { type ModelSession, type OpenSession, openSession } from './session.ts';
import { type CrossEncoderStart, type LoadStage, startCrossEncoder } from './start-cross-encoder.ts';

beforeAll(configureNodeRuntime);

const GPU = { description: 'test gpu', software: false };

/** The real model on WebAssembly, whatever backend it is said to be on. */
const pretend: OpenSession = async (graph, backend) => ({ ...(await openSession(graph, 'wasm')), backend });

async function start(
  surroundings: Partial<Surroundings>,
  open: OpenSession = pretend,
  listeners: Partial<Pick<CrossEncoderStart, 'onProgress' | 'onNotice'>> = {},
) {
  return startCrossEncoder({
    model: await prepareTinyCrossEncoder(),
    hash: 'abc',
    modelId: 'embedded',
    golden: tinyGolden.pairs,
    halfPrecision: false,
    surroundings: { threads: 1, browser: 'Test 1.0', calibrations: [], ...surroundings },
    open,
    onProgress: () => undefined,
    onNotice: () => undefined,
    ...listeners,
  });
}

test.each([
  { name: 'a GPU is warmed up', surroundings: { forced: 'webgpu', adapter: GPU }, warm: true },
  {
    name: 'a software GPU is not',
    surroundings: { forced: 'webgpu', adapter: { ...GPU, software: true } },
    warm: false,
  },
  { name: 'nor is a processor', surroundings: { forced: 'wasm' }, warm: false },
] as const)(
  '$name',
  async ({ surroundings, warm }) => {
    const stages: LoadStage[] = [];
    const started = await start(surroundings, pretend, { onProgress: (stage) => stages.push(stage) });
    await started.dispose();
    expect(stages.includes('warming up WebGPU')).toBe(warm);
  },
  60_000,
);

test('a GPU that is lost while it scores: started again, then WebAssembly, and the scores are right', async () => {
  const opened: BackendName[] = [];
  let losses = 0;
  /** Loses each GPU at its first batch of scores, which comes after those of the trial and of the warm-up. */
  const losing: OpenSession = async (graph, backend) => {
    opened.push(backend);
    const session = await pretend(graph, backend);
    const run: ModelSession['run'] = async (inputs, readAt) => {
      if (backend !== 'webgpu' || !scoring) return session.run(inputs, readAt);
      losses += 1;
      throw Object.assign(new Error('The GPU stopped working: reset.'), { name: 'GpuError' });
    };
    return { ...session, run };
  };
  let scoring = false;
  const notices: string[] = [];
  const started = await start({ forced: 'webgpu', adapter: GPU, threads: 2 }, losing, {
    onNotice: (notice) => {
      notices.push(notice);
    },
  });
  const onReopen = opened.length;
  scoring = true;
  // While it is opened again its golden pairs are checked, so the second GPU is lost there already.
  const { query, passage, logit } = tinyGolden.pairs[0];
  const [score] = await started.encoder.score(query, [passage]);
  expect(score).toBeCloseTo(logit, 5);
  expect(opened.slice(onReopen)).toEqual(['webgpu', 'wasm']);
  expect(losses).toBe(2);
  expect(notices).toEqual([
    'The GPU stopped working: reset. The model now runs on WebAssembly and went on where it was.',
  ]);
  expect(started.report()).toMatchObject({ backend: 'wasm', threads: 2, reason: notices[0] });
  await started.dispose();
});
