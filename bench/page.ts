/** Runs in the page: the app's own client and workers, without the user interface, driven by main-job.mjs. */
import { topKRecall } from '../src/core/metrics.ts';
import type { Ranking } from '../src/core/types.ts';
import {
  createClient,
  DUAL_ENCODER_SPACE,
  type IndexParameters,
  type PickedFile,
  type SearchRequest,
} from '../src/workers/client.ts';

const FILES = ['corpus.jsonl', 'queries.jsonl', 'qrels/train.tsv', 'qrels/test.tsv'];

const client = createClient({ backend: 'wasm' });
const { engine } = client;

async function seconds<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedMs = performance.now();
  const result = await work();
  return [result, (performance.now() - startedMs) / 1000];
}

async function importScifact() {
  const files: PickedFile[] = await Promise.all(
    FILES.map(async (name) => ({
      path: `scifact/${name}`,
      file: await (await fetch(`/data/${name}`)).blob(),
    })),
  );
  const [report, importSeconds] = await seconds(() =>
    engine.importCorpus({
      name: 'SciFact',
      sourceName: 'scifact',
      files,
      options: { format: 'beir' },
      leaveOutDuplicates: false,
    }),
  );
  return { corpusId: report.corpus.corpusId, documentCount: report.corpus.documentCount, importSeconds };
}

async function loadModels() {
  const [status, loadSeconds] = await seconds(() => engine.readEncoderStatus({}));
  return { report: status.report, loadSeconds };
}

async function embed(corpusId: string) {
  const [, embedSeconds] = await seconds(() => engine.embedCorpus({ corpusId }));
  return { embedSeconds };
}

async function buildIndex(parameters: IndexParameters) {
  let scoringMs = 0;
  const [summary, indexSeconds] = await seconds(() =>
    engine.buildIndex(parameters, {
      onProgress(progress) {
        if (progress.stage === 'scoring') scoringMs = Math.max(scoringMs, progress.elapsedMs);
      },
    }),
  );
  const pairs = summary.provenance.trainPairCount + summary.provenance.heldOutPairCount;
  return { summary, indexSeconds, pairs, pairsPerSecond: (pairs / scoringMs) * 1000 };
}

async function testQueries(corpusId: string, count: number) {
  const { queries } = await engine.readCorpusDetails({ corpusId });
  const test = queries.filter(({ split }) => split === 'test');
  return test.slice(0, count).map(({ text }) => text);
}

/** Answers of finished searches, by method and query, to be compared with the exact rankings later. */
const answers = new Map<string, Ranking>();

async function search(request: SearchRequest) {
  const result = await engine.search(request);
  const last = result.rounds[result.rounds.length - 1];
  answers.set(`${request.label}\n${request.queryText}`, last.best);
  return { elapsedMs: result.elapsedMs, modelMs: result.modelMs, computedCalls: last.computedCalls };
}

async function exactRanking(corpusId: string, queryText: string) {
  const { elapsedMs, computedCalls } = await engine.computeExactRanking({ corpusId, queryText });
  return { elapsedMs, computedCalls };
}

async function recall(label: string, corpusId: string, queryText: string, k: number) {
  const exact = await engine.readExactRanking({ corpusId, queryText });
  const answer = answers.get(`${label}\n${queryText}`);
  if (!exact || !answer)
    throw new Error(`Expected a finished search and an exact ranking of "${queryText}".`);
  return topKRecall(answer.docRows, exact, k);
}

const bench = {
  importScifact,
  loadModels,
  embed,
  buildIndex,
  testQueries,
  search,
  exactRanking,
  recall,
  dualEncoderSpace: DUAL_ENCODER_SPACE,
};
export type Bench = typeof bench;
Object.assign(globalThis, { bench });
