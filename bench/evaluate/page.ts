/** Runs in the page: the app's storage and engine in workers, with a cross-encoder that takes no time. */
import * as Comlink from 'comlink';
import type { BenchEngine } from './bench.worker.ts';
import { type EvaluationTimes, prepareEvaluation, timeEvaluation } from './evaluation.ts';

export interface EvaluatePage {
  evaluateScifact(): Promise<EvaluationTimes>;
}

const FILES = ['corpus.jsonl', 'queries.jsonl', 'qrels/train.tsv', 'qrels/test.tsv'];

const storage = new Worker(new URL('../../src/workers/storage.worker.ts', import.meta.url), {
  type: 'module',
});
const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
const { port1, port2 } = new MessageChannel();
storage.postMessage({ port: port1 }, [port1]);
worker.postMessage({ port: port2 }, [port2]);
const remote = Comlink.wrap<BenchEngine>(worker);

async function evaluateScifact(): Promise<EvaluationTimes> {
  const files = await Promise.all(
    FILES.map(async (name) => ({
      path: `scifact/${name}`,
      file: await (await fetch(`/data/${name}`)).blob(),
    })),
  );
  const engine = {
    computeExactRankings: remote.computeExactRankings,
    buildIndex: remote.buildIndex,
    planExperiment: remote.planExperiment,
    runExperiment: (
      input: Parameters<BenchEngine['runExperiment']>[0],
      { onProgress }: { onProgress: (progress: { stage: string }) => void },
    ) => remote.runExperiment(input, Comlink.proxy(onProgress)),
    readExperiment: remote.readExperiment,
  };
  const request = await prepareEvaluation(engine, await remote.importCorpus(files));
  return timeEvaluation(engine, request);
}

Object.assign(globalThis, { evaluateScifact } satisfies EvaluatePage);
