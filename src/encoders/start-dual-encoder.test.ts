import { beforeAll, expect, test } from 'vitest';
import { configureNodeRuntime } from '../testing/node-encoders.ts';
import { prepareTinyDualEncoder } from '../testing/tiny-encoders.ts';
import { type OpenSession, openSession } from './session.ts';
import { startDualEncoder } from './start-dual-encoder.ts';

beforeAll(configureNodeRuntime);

const texts = ['tides', 'the moon moves the tides of the sea', 'bread'];

async function start(open: OpenSession) {
  const shapes: string[] = [];
  const recording: OpenSession = async (graph, backend) => {
    const session = await open(graph, backend);
    return {
      ...session,
      run: (inputs, readAt) => {
        shapes.push(inputs.input_ids.dims.join(' x '));
        return session.run(inputs, readAt);
      },
    };
  };
  const started = await startDualEncoder({
    model: await prepareTinyDualEncoder(),
    hash: 'abc',
    open: recording,
    texts,
    check: async () => undefined,
    onNotice: () => undefined,
  });
  shapes.length = 0;
  await started.encoder.embed(['tides', 'tides', 'tides'], 'passage');
  await started.dispose();
  return shapes.map((shape) => Number(shape.split(' ')[0]));
}

test('texts of about one length are embedded together', async () => {
  expect(await start(openSession)).toEqual([3]);
});

test('one by one where a vector depends on its batch-mates', async () => {
  /** Adds to each vector a thousandth of the batch's rows, as a scale shared by a batch would. */
  const dependent: OpenSession = async (graph, backend) => {
    const session = await openSession(graph, backend);
    return {
      ...session,
      run: async (inputs, readAt) => {
        const run = await session.run(inputs, readAt);
        const shift = (inputs.input_ids.dims[0] - 1) / 1000;
        return { ...run, output: run.output.map((value) => value + shift) };
      },
    };
  };
  expect(await start(dependent)).toEqual([1, 1, 1]);
});
