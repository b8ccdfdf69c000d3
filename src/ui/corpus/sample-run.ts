/** From nothing to a first search over the sample corpus, as data and one function that does it. */
import type { EngineClient, JobProgress, PickedFile, StoredQuery } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';

export const SAMPLE_SOURCE_NAME = 'sample-corpus';

export const SAMPLE_STEPS = ['importing', 'loading models', 'embedding', 'searching'] as const;
export type SampleStep = (typeof SAMPLE_STEPS)[number];

export interface SampleRun {
  readonly status: 'idle' | 'running' | 'failed';
  /** The one under way, or the one that failed. */
  readonly step: SampleStep;
  readonly progress?: JobProgress;
  readonly error?: Error;
  /** Known once it is imported; trying again then goes on from there. */
  readonly corpus?: { readonly corpusId: string; readonly documentCount: number };
}

export type SampleAction =
  | { readonly type: 'started' }
  | { readonly type: 'stepped'; readonly step: SampleStep }
  | { readonly type: 'progressed'; readonly step: SampleStep; readonly progress: JobProgress }
  | { readonly type: 'imported'; readonly corpus: NonNullable<SampleRun['corpus']> }
  | { readonly type: 'failed'; readonly error: Error }
  | { readonly type: 'ended' };

export const NO_SAMPLE_RUN: SampleRun = { status: 'idle', step: 'importing' };

export function reduceSample(run: SampleRun, action: SampleAction): SampleRun {
  const corpus = run.corpus && { corpus: run.corpus };
  switch (action.type) {
    case 'started':
      return { status: 'running', step: 'importing', ...corpus };
    case 'stepped':
      return { status: 'running', step: action.step, ...corpus };
    case 'progressed':
      // Progress may arrive after its step has ended.
      return run.status === 'running' && run.step === action.step
        ? { ...run, progress: action.progress }
        : run;
    case 'imported':
      return { ...run, corpus: action.corpus };
    case 'failed':
      return { status: 'failed', step: run.step, error: action.error, ...corpus };
    case 'ended':
      return NO_SAMPLE_RUN;
  }
}

export interface SampleSearch {
  readonly corpusId: string;
  readonly queryText: string;
}

/** Reports every change as an action; never rejects. Undefined when it failed. */
export async function runSample(
  client: EngineClient,
  fetchFiles: () => Promise<PickedFile[]>,
  imported: SampleRun['corpus'],
  dispatch: (action: SampleAction) => void,
): Promise<SampleSearch | undefined> {
  const stepTo = (step: SampleStep) => {
    dispatch({ type: 'stepped', step });
    return { onProgress: (progress: JobProgress) => dispatch({ type: 'progressed', step, progress }) };
  };
  dispatch({ type: 'started' });
  try {
    const { corpusId } = imported ?? (await importSample(client, fetchFiles, stepTo('importing'), dispatch));
    stepTo('loading models');
    await client.readEncoderStatus({});
    await client.embedCorpus({ corpusId }, stepTo('embedding'));
    stepTo('searching');
    const { queries } = await client.readCorpusDetails({ corpusId });
    return { corpusId, queryText: firstTestQuery(queries) };
  } catch (thrown) {
    dispatch({ type: 'failed', error: toError(thrown) });
    return undefined;
  }
}

async function importSample(
  client: EngineClient,
  fetchFiles: () => Promise<PickedFile[]>,
  options: { onProgress: (progress: JobProgress) => void },
  dispatch: (action: SampleAction) => void,
) {
  const request = {
    name: 'Sample',
    sourceName: SAMPLE_SOURCE_NAME,
    options: { format: 'beir' },
    leaveOutDuplicates: false,
  } as const;
  const { corpus } = await client.importCorpus({ ...request, files: await fetchFiles() }, options);
  dispatch({ type: 'imported', corpus });
  return corpus;
}

function firstTestQuery(queries: readonly StoredQuery[]): string {
  return (queries.find(({ split }) => split === 'test') ?? queries[0])?.text ?? '';
}
