import { expect, test } from 'vitest';
import { XennError } from '../../core/errors.ts';
import type { EngineClient, JobProgress } from '../../workers/client.ts';
import { NO_SAMPLE_RUN, reduceSample, runSample, type SampleRun } from './sample-run.ts';

const corpus = { corpusId: 'c1', documentCount: 528 };
const reading: JobProgress = { stage: 'reading', done: 1, total: 2, unit: 'bytes', elapsedMs: 1 };

/** Runs the sample and returns the calls made, every state passed through, and what came out. */
async function run(methods: Partial<EngineClient> = {}, imported?: SampleRun['corpus']) {
  const calls: string[] = [];
  const note = <T>(name: string, value: T) => {
    calls.push(name);
    return value;
  };
  const client = {
    importCorpus: async (_: unknown, options: { onProgress: (progress: JobProgress) => void }) => {
      options.onProgress(reading);
      return note('importCorpus', { corpus });
    },
    readEncoderStatus: async () => note('readEncoderStatus', {}),
    embedCorpus: async () => note('embedCorpus', undefined),
    readCorpusDetails: async () =>
      note('readCorpusDetails', {
        queries: [
          { id: 'a', text: 'train query', split: 'train' },
          { id: 'b', text: 'test query', split: 'test' },
        ],
      }),
    ...methods,
  } as unknown as EngineClient;
  const states = [NO_SAMPLE_RUN];
  const fetchFiles = async () => note('fetchFiles', []);
  const search = await runSample(client, fetchFiles, imported, (action) =>
    states.push(reduceSample(states[states.length - 1], action)),
  );
  return { calls, states, search };
}

test('imports, loads, embeds and hands over a test query', async () => {
  const { calls, states, search } = await run();
  expect(calls).toEqual([
    'fetchFiles',
    'importCorpus',
    'readEncoderStatus',
    'embedCorpus',
    'readCorpusDetails',
  ]);
  expect(states.map(({ step }) => step)).toEqual([
    'importing',
    'importing',
    'importing',
    'importing',
    'importing',
    'loading models',
    'embedding',
    'searching',
  ]);
  expect(states.find(({ progress }) => progress)?.progress).toBe(reading);
  expect(search).toEqual({ corpusId: 'c1', queryText: 'test query' });
});

test('a failure keeps what was imported, and trying again goes on from there', async () => {
  const error = new XennError('EncoderError', 'The model file is cut off: reload the page.');
  const failed = await run({ readEncoderStatus: () => Promise.reject(error) });
  const last = failed.states[failed.states.length - 1];
  expect(failed.search).toBeUndefined();
  expect(last).toEqual({ status: 'failed', step: 'loading models', error, corpus });

  const { calls, search } = await run({}, last.corpus);
  expect(calls).toEqual(['readEncoderStatus', 'embedCorpus', 'readCorpusDetails']);
  expect(search?.corpusId).toBe('c1');
});

test('progress of a step that has ended is ignored', () => {
  const embedding: SampleRun = { status: 'running', step: 'embedding' };
  expect(reduceSample(embedding, { type: 'progressed', step: 'importing', progress: reading })).toBe(
    embedding,
  );
});
