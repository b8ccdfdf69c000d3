import { describe, expect, test } from 'vitest';
import type { BackendName } from '../core/records.ts';
import { prepareEmbeddedCrossEncoder, readGolden } from '../testing/node-encoders.ts';
import { reopenChecked, type TrialModel, tryBackends } from './backend-trial.ts';
import type { ModelInputs } from './graph-inputs.ts';
import type { ModelSession } from './session.ts';

const golden = await readGolden();
const { format, scoreReader, name } = await prepareEmbeddedCrossEncoder();
const model: TrialModel = { golden: golden.pairs, format, scoreReader, halfPrecision: false };
const longest = golden.pairs[golden.pairs.length - 1];
const logitOfIds = new Map(golden.pairs.map(({ pair, logit }) => [pair.ids.join(), logit]));

interface Fake extends ModelSession {
  readonly shapes: string[];
  closed: number;
}

/** Answers with `answer(golden logit, rows of the batch)`; takes `msPerToken` for each token, by its own account. */
function fakeSession(
  answer: (logit: number, rows: number) => number,
  msPerToken: number,
  backend: BackendName = 'webgpu',
): Fake {
  const fake: Fake = {
    backend,
    name,
    shapes: [],
    closed: 0,
    run: async (inputs) => {
      const [rows, length] = inputs.input_ids.dims;
      fake.shapes.push(`${rows} x ${length}`);
      const output = Float32Array.from({ length: rows }, (_, row) => answer(logitOf(inputs, row), rows));
      return { output, dims: [rows, 1], modelMs: rows * length * msPerToken };
    },
    dispose: async () => {
      fake.closed += 1;
    },
  };
  return fake;
}

function logitOf({ input_ids, attention_mask }: ModelInputs, row: number): number {
  const [, length] = input_ids.dims;
  const ids = input_ids.data.subarray(row * length, (row + 1) * length);
  const kept = ids.filter((_, column) => attention_mask.data[row * length + column] === 1);
  return logitOfIds.get(kept.join()) ?? Number.NaN;
}

async function tryOne(session: ModelSession) {
  const [tried] = await tryBackends(['webgpu'], async () => session, model);
  return tried;
}

describe('a usable backend', () => {
  test('fast: checked on short pairs, measured on full batches', async () => {
    // 16 x 256 tokens at 1/16 ms are 256 ms: one run to check, two to fill 500 ms.
    const fake = fakeSession((logit) => logit, 1 / 16);
    const { trial, session } = await tryOne(fake);
    expect(session).toBe(fake);
    expect(fake.shapes).toEqual(['8 x 23', '8 x 23', ...Array(3).fill('16 x 256')]);
    expect(fake.closed).toBe(0);
    expect(trial.unusableBecause).toBeUndefined();
    expect(trial.tokensPerSecond).toBeCloseTo(16_000);
    expect(trial.pairsPerSecond).toBeCloseTo(16_000 / 256);
    expect(trial.maxScoreError).toBeLessThan(1e-6);
    expect(trial.rankCorrelation).toBe(1);
    expect(trial.onePairAtATime).toBeUndefined();
  });

  test('slow: the full batch is not even tried', async () => {
    // 8 x 23 tokens at 4 ms are 736 ms: one run to check, one to measure.
    const fake = fakeSession((logit) => logit + 1e-4, 4);
    const { trial, session } = await tryOne(fake);
    expect(session).toBe(fake);
    expect(fake.shapes).toEqual(['8 x 23', '8 x 23']);
    expect(trial.tokensPerSecond).toBeCloseTo(250);
    expect(trial.pairsPerSecond).toBeCloseTo(250 / 256);
    expect(trial.maxScoreError).toBeCloseTo(1e-4, 6);
  });
});

describe('scores that depend on batch-mates', () => {
  /** Wrong by so much in company. */
  const inCompany = (error: number) => (logit: number, rows: number) => logit + (rows > 1 ? error : 0);

  test('are right alone: the backend is used pair by pair', async () => {
    const fake = fakeSession(inCompany(0.25), 1);
    const { trial, session } = await tryOne(fake);
    expect(session).toBe(fake);
    expect(trial).toMatchObject({ backend: 'webgpu', onePairAtATime: true });
    expect(trial.unusableBecause).toBeUndefined();
    expect(trial.maxScoreError).toBeLessThan(1e-6);
    expect(trial.tokensPerSecond).toBeCloseTo(1000);
    expect(fake.shapes[0]).toBe('8 x 23');
    expect(fake.shapes.slice(1).every((shape) => shape.startsWith('1 x '))).toBe(true);
  });

  test('and a model too large for batches is never run in one', async () => {
    const fake = fakeSession((logit) => logit, 1);
    const wide: TrialModel = { ...model, scoreReader: { ...scoreReader, onePairAtATime: true } };
    const [{ trial }] = await tryBackends(['webgpu'], async () => fake, wide);
    expect(trial.onePairAtATime).toBe(true);
    expect(fake.shapes.every((shape) => shape.startsWith('1 x '))).toBe(true);
  });

  test('are wrong alone too: what is wrong in company is told', async () => {
    const fake = fakeSession((logit, rows) => logit + (rows > 1 ? 0.25 : 0.5), 1);
    expect((await tryOne(fake)).trial.unusableBecause).toBe(
      'its numbers differ from the reference by up to 0.250, more than 0.001',
    );
  });
});

test('a graph in half precision may be off by a hundredth of the spread on the GPU', async () => {
  const fake = fakeSession((logit) => logit + 0.01, 1 / 16);
  const [halfPrecision] = await tryBackends(['webgpu'], async () => fake, { ...model, halfPrecision: true });
  expect(halfPrecision.trial.unusableBecause).toBeUndefined();
});

describe('opening again', () => {
  test('gives a session whose scores are right', async () => {
    const fake = fakeSession((logit) => logit, 1);
    expect(await reopenChecked('webgpu', async () => fake, model, false)).toBe(fake);
    expect(fake.shapes).toEqual(['8 x 23']);
  });

  test('is refused when they are wrong', async () => {
    const fake = fakeSession(() => 0, 1);
    await expect(reopenChecked('webgpu', async () => fake, model, true)).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        'The model cannot be started on WebGPU again, because it gave 0 for every input. Load the models again.',
    });
    expect(fake.closed).toBe(1);
  });

  test('is refused when they are right only one by one and pairs are run together', async () => {
    const rightAlone = () => fakeSession((logit, rows) => logit + (rows > 1 ? 0.25 : 0), 1);
    const fake = rightAlone();
    await expect(reopenChecked('webgpu', async () => fake, model, false)).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        'The model cannot be started on WebGPU again, because a score depends on what else is in the batch. ' +
        'Load the models again.',
    });
    expect(fake.closed).toBe(1);
    const other = rightAlone();
    expect(await reopenChecked('webgpu', async () => other, model, true)).toBe(other);
  });
});

describe('an unusable backend is closed and says why', () => {
  test.each([
    { name: 'all zero', answer: () => 0, unusableBecause: 'it gave 0 for every input' },
    { name: 'NaN', answer: () => Number.NaN, unusableBecause: 'it gave NaN instead of a finite number' },
    {
      name: 'wrong',
      answer: (logit: number) => logit + 0.25,
      unusableBecause: 'its numbers differ from the reference by up to 0.250, more than 0.001',
    },
    {
      name: 'wrong for the long pair only',
      answer: (logit: number) => (logit === longest.logit ? logit - 1 : logit),
      unusableBecause: 'its numbers differ from the reference by up to 1.00, more than 0.001',
    },
  ])('$name', async ({ answer, unusableBecause }) => {
    const fake = fakeSession(answer, 1 / 16);
    const { trial, session } = await tryOne(fake);
    expect(session).toBeUndefined();
    expect(fake.closed).toBe(1);
    expect(trial).toMatchObject({ backend: 'webgpu', unusableBecause });
    expect(trial.tokensPerSecond).toBeUndefined();
  });

  test('it does not open', async () => {
    const open = () => Promise.reject(new Error('No device.'));
    expect(await tryBackends(['webgpu'], open, model)).toEqual([
      { trial: { backend: 'webgpu', unusableBecause: 'of an error: No device' } },
    ]);
  });

  test('it fails while running', async () => {
    const fake = { ...fakeSession((logit) => logit, 1), run: () => Promise.reject(new Error('Lost.')) };
    expect(await tryOne(fake)).toEqual({
      trial: { backend: 'webgpu', unusableBecause: 'of an error: Lost' },
    });
  });
});

test('WebAssembly is checked first and measured last', async () => {
  const events: string[] = [];
  const fakes = {
    wasm: fakeSession((logit) => logit, 1, 'wasm'),
    webgpu: fakeSession((logit) => logit, 1 / 4),
  };
  const open = async (backend: BackendName): Promise<ModelSession> => ({
    ...fakes[backend],
    run: (inputs) => {
      events.push(`${backend} ${inputs.input_ids.dims.join(' x ')}`);
      return fakes[backend].run(inputs);
    },
  });
  const tried = await tryBackends(['wasm', 'webgpu'], open, model);
  expect(events).toEqual([
    'wasm 8 x 23',
    'webgpu 8 x 23',
    'webgpu 8 x 23',
    'webgpu 16 x 256',
    'webgpu 16 x 256',
    'wasm 8 x 23',
    'wasm 4 x 256',
    'wasm 4 x 256',
  ]);
  expect(tried.map(({ trial }) => [trial.backend, trial.tokensPerSecond])).toEqual([
    ['wasm', 1000],
    ['webgpu', 4000],
  ]);
});
