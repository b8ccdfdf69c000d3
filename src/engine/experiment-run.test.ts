/** An experiment that cannot be kept when it ends early; what is kept elsewhere is in experiments.test.ts. */
import { expect, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import { openEngine } from '../testing/engine-on-fakes.ts';
import { experimentRequest, presetMethod } from '../testing/experiment-requests.ts';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import { createMemoryExperimentStore } from '../testing/memory-run-store.ts';

const CANCELLED = new XennError('CancelledError', 'Cancelled.');
const BROKEN = new XennError('EncoderError', 'broken');
const FULL = new XennError('StorageError', 'full');

test.each([
  ['what failed is told, not that it could not be kept', BROKEN, BROKEN],
  ['whoever cancels is told that it could not be kept', CANCELLED, FULL],
])('%s', async (_, cause, told) => {
  const memory = createMemoryExperimentStore();
  let writes = 0;
  const experiments: typeof memory = {
    ...memory,
    async writeExperiment(...record) {
      writes += 1;
      if (writes > 1) throw FULL;
      return memory.writeExperiment(...record);
    },
  };
  const encoders = createFakeEncoders();
  const score = () => Promise.reject(cause);
  const loadEncoders = async () => ({ ...encoders, crossEncoder: { ...encoders.crossEncoder, score } });
  const { engine, corpusId } = await openEngine({}, { experiments, loadEncoders });
  const request = experimentRequest(corpusId, { methods: [presetMethod('rnr')] });
  await expect(engine.runExperiment({ request })).rejects.toThrow(told);
  expect(writes).toBe(2);
});
