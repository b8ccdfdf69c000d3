/** Sessions in real workers: what only a browser has. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BackendName } from '../core/records.ts';
import { createDualEncoder, type DualEncoder } from '../encoders/dual-encoder.ts';
import { pairTensors } from '../encoders/pair-assembly.ts';
import type { PreparedCrossEncoder, PreparedDualEncoder } from '../encoders/prepare-model.ts';
import type { ModelGraph, ModelSession, OpenSession } from '../encoders/session.ts';
import { prepareTinyCrossEncoder, prepareTinyDualEncoder, tinyGolden } from '../testing/tiny-encoders.ts';
import { sessionsInWorkers } from './session-workers.ts';

/** The largest deviation seen, from PyTorch and between batches, is 1e-6 on either backend. */
const TOLERANCE = 1e-5;

/** Golden pairs of 7, 32 and 64 tokens. */
const POSITIONS = [14, 0, 15];

const DAMAGED: ModelGraph = { name: 'damaged', graph: Uint8Array.of(1, 2, 3), externalData: [] };

/** Started and not ended. */
const workers = new Set<Worker>();
beforeAll(() => {
  class WatchedWorker extends Worker {
    constructor(...start: ConstructorParameters<typeof Worker>) {
      super(...start);
      workers.add(this);
    }
    override terminate(): void {
      workers.delete(this);
      super.terminate();
    }
  }
  vi.stubGlobal('Worker', WatchedWorker);
});
afterAll(() => vi.unstubAllGlobals());

let cross: PreparedCrossEncoder;
let dual: PreparedDualEncoder;
beforeAll(async () => {
  [cross, dual] = await Promise.all([prepareTinyCrossEncoder(), prepareTinyDualEncoder()]);
});

/** How far the logit of a golden pair, run alone, is from the golden one. */
async function logitError(session: ModelSession, position: number): Promise<number> {
  const { pair, logit } = tinyGolden.pairs[position];
  const { output } = await session.run(pairTensors([pair], pair.ids.length, cross.format));
  expect(output).toHaveLength(1);
  return Math.abs(output[0] - logit);
}

test.each(['wasm', 'webgpu'] satisfies BackendName[])('a golden logit on %s', async (backend) => {
  const session = await sessionsInWorkers(2)(await cross.readGraph(), backend);
  expect(session).toMatchObject({ backend, name: 'tiny-cross-encoder' });
  expect(await logitError(session, POSITIONS[0])).toBeLessThan(TOLERANCE);
  await session.dispose();
  expect(workers.size).toBe(0);
});

describe('two sessions of one backend', () => {
  let open: OpenSession;
  let crossSession: ModelSession;
  let dualSession: ModelSession;
  let dualEncoder: DualEncoder;
  beforeEach(async () => {
    open = sessionsInWorkers(2);
    [crossSession, dualSession] = await Promise.all([
      open(await cross.readGraph(), 'wasm'),
      open(await dual.readGraph(), 'wasm'),
    ]);
    const identity = { name: 'tiny', hash: 'abc' };
    dualEncoder = await createDualEncoder({ ...dual, identity, session: dualSession });
  });
  afterEach(async () => {
    await Promise.all([crossSession.dispose(), dualSession.dispose()]);
    expect(workers.size).toBe(0);
  });

  async function embeddingError(position: number): Promise<number> {
    const { text, embedding } = tinyGolden.texts[position];
    const { data } = await dualEncoder.embed([text], 'passage');
    expect(data).toHaveLength(embedding.length);
    return Math.max(...embedding.map((value, i) => Math.abs(data[i] - value)));
  }

  test('share a worker', () => {
    expect(workers.size).toBe(1);
  });

  test('give each its own numbers, however their runs interleave', async () => {
    const runs = POSITIONS.flatMap((position, text) => [
      logitError(crossSession, position),
      embeddingError(text),
    ]);
    expect(Math.max(...(await Promise.all(runs)))).toBeLessThan(TOLERANCE);
  });

  test.each(['cross-encoder', 'dual-encoder'])('the other one runs on without the %s', async (kind) => {
    const ended = kind === 'cross-encoder' ? crossSession : dualSession;
    await ended.dispose();
    const error = ended === crossSession ? embeddingError(0) : logitError(crossSession, POSITIONS[0]);
    expect(await error).toBeLessThan(TOLERANCE);
    expect(workers.size).toBe(1);
  });

  test('closing one twice does not close the other', async () => {
    await dualSession.dispose();
    await dualSession.dispose();
    expect(await logitError(crossSession, POSITIONS[0])).toBeLessThan(TOLERANCE);
  });

  test('a closed one runs nothing, beside the other and after it', async () => {
    const closed = {
      name: 'EncoderError',
      message: 'tiny-cross-encoder: the session is closed. Load the models again.',
    };
    await crossSession.dispose();
    await expect(logitError(crossSession, POSITIONS[0])).rejects.toMatchObject(closed);
    await dualSession.dispose();
    await expect(logitError(crossSession, POSITIONS[0])).rejects.toMatchObject(closed);
  });

  test('a run that is under way ends with the worker', async () => {
    await dualSession.dispose();
    const running = logitError(crossSession, POSITIONS[0]);
    await crossSession.dispose();
    await expect(running).rejects.toMatchObject({
      name: 'EncoderError',
      message: 'The session is closed. Load the models again.',
    });
  });

  test('a graph that does not open leaves them as they are', async () => {
    await expect(open(DAMAGED, 'wasm')).rejects.toMatchObject({ name: 'EncoderError' });
    expect(workers.size).toBe(1);
    expect(await logitError(crossSession, POSITIONS[0])).toBeLessThan(TOLERANCE);
  });
});

test('a damaged graph is refused and leaves no worker behind', async () => {
  const open = sessionsInWorkers(2);
  await expect(open(DAMAGED, 'wasm')).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      "damaged: the model could not be started on wasm: Can't create a session. ERROR_CODE: 7, " +
      'ERROR_MESSAGE: Failed to load model because protobuf parsing failed. Reload the page.',
  });
  expect(workers.size).toBe(0);

  const session = await open(await cross.readGraph(), 'wasm');
  expect(await logitError(session, POSITIONS[0])).toBeLessThan(TOLERANCE);
  await session.dispose();
});
