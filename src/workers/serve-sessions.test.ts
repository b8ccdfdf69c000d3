import { expect, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import type { ModelInputs } from '../encoders/graph-inputs.ts';
import type { ReadAt } from '../encoders/graph-output.ts';
import type { ModelGraph, ModelSession, OpenSession } from '../encoders/session.ts';
import { serveSessions } from './serve-sessions.ts';

const graph = (name: string): ModelGraph => ({ name, graph: Uint8Array.of(1), externalData: [] });
const inputs: ModelInputs = { input_ids: { data: Int32Array.of(7), dims: [1, 1] } };

/** Writes down what each session is asked. A name with "slow" opens after `release`. */
function recordingOpen() {
  const calls: string[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const open: OpenSession = async ({ name }, backend) => {
    if (name.includes('slow')) await released;
    if (name.includes('bad')) throw new XennError('EncoderError', `${name} does not open.`);
    const session: ModelSession = {
      backend,
      name,
      run: async (given, readAt?: ReadAt) => {
        calls.push(`run ${name} on ${backend} at ${readAt?.columns.join() ?? 'all'}`);
        return { output: Float32Array.from(given.input_ids.data), dims: [1, 1], modelMs: 2 };
      },
      dispose: async () => void calls.push(`dispose ${name}`),
    };
    return session;
  };
  return { open, calls, release };
}

test('each session is called by the number that it was opened under', async () => {
  const { open, calls } = recordingOpen();
  const sessions = serveSessions(open);
  const first = await sessions.open(graph('first'), 'wasm');
  const second = await sessions.open(graph('second'), 'webgpu');
  const run = await sessions.run(second, inputs, { positions: [0], columns: [3, 4] });
  await sessions.run(first, inputs);
  await sessions.dispose(first);
  expect(run).toEqual({ output: Float32Array.of(7), dims: [1, 1], modelMs: 2 });
  expect(calls).toEqual(['run second on webgpu at 3,4', 'run first on wasm at all', 'dispose first']);
});

test('sessions that are opened at the same time do not change places', async () => {
  const { open, calls, release } = recordingOpen();
  const sessions = serveSessions(open);
  const slow = sessions.open(graph('slow'), 'wasm');
  const quick = await sessions.open(graph('quick'), 'wasm');
  release();
  await sessions.dispose(await slow);
  await sessions.dispose(quick);
  expect(calls).toEqual(['dispose slow', 'dispose quick']);
});

test('a session that does not open takes no number', async () => {
  const { open, calls } = recordingOpen();
  const sessions = serveSessions(open);
  await expect(sessions.open(graph('bad'), 'wasm')).rejects.toMatchObject({
    name: 'EncoderError',
    message: 'bad does not open.',
  });
  await sessions.dispose(await sessions.open(graph('good'), 'wasm'));
  expect(calls).toEqual(['dispose good']);
});
