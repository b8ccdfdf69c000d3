/** Runs both ways of scoring: the app's with its session in a worker of its own, as in the app, the plain one here. */
import { expose } from 'comlink';
import type { BackendName } from '../../src/core/records.ts';
import { type AppEncoder, configurePlainRuntime, openAppEncoder } from './app-encoder.ts';
import type { ModelDescription } from './bench-models.ts';
import { openPlainEncoder, type PlainEncoder } from './plain-way.ts';
import { readInstruments } from './readings.ts';
import type { PlainRun, ScoreRun } from './score-run.ts';
import { MODELS_PATH } from './serve-models.ts';

let app: AppEncoder;
let plain: PlainEncoder;

const benchWorker = {
  async openApp(model: ModelDescription, backend: BackendName, threads: number) {
    const baseUrl = new URL(`${MODELS_PATH}${model.name}/`, self.location.href).href;
    app = await openAppEncoder(model, baseUrl, backend, threads);
    const { maxTokens, lengthBuckets } = app;
    return { maxTokens, lengthBuckets };
  },
  async openPlain(model: ModelDescription, threads: number): Promise<void> {
    configurePlainRuntime(threads);
    plain = await openPlainEncoder(model, MODELS_PATH);
  },
  score: (query: string, passages: readonly string[]): Promise<ScoreRun> => app.score(query, passages),
  scorePlain: (query: string, passages: readonly string[]): Promise<PlainRun> => plain.score(query, passages),
  /** Only the time: what it returns is small, however many pairs there are. */
  async timeScore(query: string, passages: readonly string[]): Promise<number> {
    return (await app.score(query, passages)).elapsedMs;
  },
  async timePlain(query: string, passages: readonly string[]): Promise<number> {
    return (await plain.score(query, passages)).elapsedMs;
  },
  readInstruments,
};
export type BenchWorker = typeof benchWorker;
expose(benchWorker);
