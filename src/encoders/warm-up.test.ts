import { expect, test } from 'vitest';
import { plainFormat } from './pair-assembly.ts';
import type { ModelSession } from './session.ts';
import { warmUp } from './warm-up.ts';

const frame = { before: [2], between: [3], after: [3], passageType: 1 };
const scoreReader = { readAt: () => undefined, scores: () => new Float32Array(0) };

function recordingSession() {
  const shapes: string[] = [];
  const session: ModelSession = {
    backend: 'webgpu',
    name: 'test',
    run: async ({ input_ids }) => {
      shapes.push(input_ids.dims.join(' x '));
      return { output: new Float32Array(input_ids.dims[0]), dims: [input_ids.dims[0], 1], modelMs: 1 };
    },
    dispose: async () => undefined,
  };
  return { session, shapes };
}

test('every padded length runs with one row and with two, and no longer one than the model takes', async () => {
  const { session, shapes } = recordingSession();
  const shares: number[] = [];
  await warmUp(session, plainFormat(frame, 60, 0), scoreReader, 8, (share) => shares.push(share));
  expect(shapes).toEqual(['1 x 16', '2 x 16', '1 x 32', '2 x 32', '1 x 48', '2 x 48', '1 x 60', '2 x 60']);
  expect(shares).toEqual([0, 1 / 8, 2 / 8, 3 / 8, 4 / 8, 5 / 8, 6 / 8, 7 / 8, 1]);
});

test('pairs that are run one by one are warmed up so', async () => {
  const { session, shapes } = recordingSession();
  await warmUp(session, plainFormat(frame, 40, 0), scoreReader, 1, () => undefined);
  expect(shapes).toEqual(['1 x 16', '1 x 32', '1 x 40']);
});

test('an error of the session ends it', async () => {
  const { session } = recordingSession();
  const run = () => Promise.reject(new Error('lost'));
  await expect(
    warmUp({ ...session, run }, plainFormat(frame, 60, 0), scoreReader, 8, () => undefined),
  ).rejects.toThrow('lost');
});
