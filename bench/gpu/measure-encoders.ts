import type { BackendName } from '../../src/core/records.ts';
import type { BenchModel } from '../encoders/bench-models.ts';
import type { OpenPage } from '../encoders/bench-page.ts';
import type { SearchPairs } from '../encoders/sample-pairs.ts';
import { largestDifference, rowTokens, type ScoreRun } from '../encoders/score-run.ts';
import { warmUp } from '../encoders/warm-up.ts';

/** One backend on all searches, from texts to scores. */
interface BackendSpeed {
  readonly pairsPerSecond: number;
  /** Without padding. */
  readonly tokensPerSecond: number;
  /** Inside the runs of the model. */
  readonly modelShare: number;
}

export interface EncoderSpeeds {
  readonly model: string;
  readonly pairs: number;
  readonly wasm: BackendSpeed;
  readonly webgpu: BackendSpeed;
  /** Largest difference of a score between the two. */
  readonly largestDifference: number;
}

/** The same searches on both backends, each in a worker of its own and warmed up. */
export async function measureEncoder(
  page: OpenPage,
  model: BenchModel,
  searches: readonly SearchPairs[],
  threads: number,
): Promise<EncoderSpeeds> {
  const wasm = await scoreAll(page, model, 'wasm', searches, threads);
  const webgpu = await scoreAll(page, model, 'webgpu', searches, threads);
  const scoresOf = (runs: readonly ScoreRun[]) => runs.flatMap(({ scores }) => Array.from(scores));
  return {
    model: model.description.name,
    pairs: scoresOf(wasm).length,
    wasm: speedOf(wasm),
    webgpu: speedOf(webgpu),
    largestDifference: largestDifference(scoresOf(wasm), scoresOf(webgpu)),
  };
}

async function scoreAll(
  page: OpenPage,
  { description }: BenchModel,
  backend: BackendName,
  searches: readonly SearchPairs[],
  threads: number,
): Promise<ScoreRun[]> {
  await page.restartWorker();
  await page.inWorker('openApp', description, backend, threads);
  // All lengths that come: WebGPU compiles its shaders for each.
  for (const { query, passages } of searches) await page.inWorker('timeScore', query, passages);
  const [{ query, passages }] = searches;
  await warmUp(() => page.inWorker('timeScore', query, passages));
  const runs: ScoreRun[] = [];
  for (const search of searches) runs.push(await page.inWorker('score', search.query, search.passages));
  return runs;
}

function speedOf(runs: readonly ScoreRun[]): BackendSpeed {
  const sum = (of: (run: ScoreRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  const seconds = sum(({ elapsedMs }) => elapsedMs) / 1000;
  const tokens = sum(({ batches }) => batches.flatMap(rowTokens).reduce((total, each) => total + each, 0));
  const modelMs = sum(({ batches }) => batches.reduce((total, each) => total + each.modelMs, 0));
  return {
    pairsPerSecond: sum(({ scores }) => scores.length) / seconds,
    tokensPerSecond: tokens / seconds,
    modelShare: modelMs / 1000 / seconds,
  };
}
