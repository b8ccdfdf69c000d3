import { env } from 'onnxruntime-node';
import type { BrowserContext } from 'playwright';
import { withBrowser } from '../browser.mjs';
import { runCommand, say } from '../command.ts';
import { readEvaluationSet } from '../models/evaluation-sets.ts';
import { reportOf } from '../report.mjs';
import { withServedBuild } from '../serve-build.mjs';
import { type BenchModel, readBenchModel } from './bench-models.ts';
import { type OpenPage, openBenchPage } from './bench-page.ts';
import { figuresOf, type Results, type SetResult } from './figures.ts';
import { judge } from './goals.ts';
import { measureMemory } from './measure-memory.ts';
import { measureSearches, warmUpModel } from './measure-throughput.ts';
import { measureWebgpu } from './measure-webgpu.ts';
import { openNativeModel } from './native-runs.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { PASSAGES_PER_QUERY, type SearchPairs, samplePairs } from './sample-pairs.ts';
import { serveModels } from './serve-models.ts';
import { tablesOf } from './tables.ts';

const SEED = 1;
const PORT = 4192;

/** Runs the benchmark with command-line arguments; see `runCommand`. */
export function run(args: readonly string[]): Promise<void> {
  return runCommand(args, USAGE, (each) => measure(parseOptions(each)));
}

async function measure(options: Options): Promise<void> {
  const models = options.models.map((name) => readBenchModel(name, options.data));
  const searches = new Map(
    options.sets.map((set) => {
      const count = options.pairs.embedded / PASSAGES_PER_QUERY;
      return [set, samplePairs(readEvaluationSet(set, options.data), count, SEED)];
    }),
  );
  const config = { configFile: 'bench/encoders/vite.config.ts', plugins: [serveModels(models)] };
  const { version, results } = await withServedBuild(config, PORT, (address) =>
    withBrowser(async (context) => ({
      version: context.browser()?.version() ?? 'version unknown',
      results: await measureInPage(context, address, models, searches, options),
    })),
  );
  const figures = figuresOf(results);
  const verdicts = judge(figures);
  process.stdout.write(`\n${tablesOf(results.sets, figures, verdicts)}\n\n`);
  const threads = `${options.threads} ${options.threads === 1 ? 'thread' : 'threads'}`;
  const where = {
    browser: `Chromium ${version}`,
    backend: `wasm, ${threads}`,
    native: `onnxruntime-node ${env.versions.node}, ${threads}`,
  };
  const goals = Object.fromEntries(verdicts.map(({ figure, verdict }) => [figure, verdict]));
  process.stdout.write(`${JSON.stringify({ ...reportOf('encoders', where, figures), goals })}\n`);
}

/** The GPU and memory come last, and are measured on the first model: the embedded one unless it was left out. */
async function measureInPage(
  context: BrowserContext,
  address: string,
  models: readonly BenchModel[],
  searches: ReadonlyMap<string, readonly SearchPairs[]>,
  options: Options,
): Promise<Results> {
  const { threads, webgpuPairs, memoryPairs } = options;
  const page = await openBenchPage(context, address, say);
  const sets: SetResult[] = [];
  const [first] = models;
  const all = Array.from(searches.values()).flat();
  for (const model of models) {
    sets.push(...(await measureModel(page, model, searches, all[all.length - 1], options)));
  }
  say('growth of memory and WebGPU, where asked for');
  const memory = memoryPairs > 0 ? await measureMemory(page, first, all, memoryPairs, threads) : undefined;
  const webgpu = webgpuPairs > 0 ? await measureWebgpu(page, first, all[0], webgpuPairs, threads) : undefined;
  return { sets, memory, webgpu };
}

async function measureModel(
  page: OpenPage,
  model: BenchModel,
  searches: ReadonlyMap<string, readonly SearchPairs[]>,
  warmUpSearch: SearchPairs,
  { threads, pairs, plainPairs }: Options,
): Promise<SetResult[]> {
  const { description } = model;
  await page.restartWorker();
  const { maxTokens } = await page.inWorker('openApp', description, 'wasm', threads);
  await page.inWorker('openPlain', description, threads);
  const native = await openNativeModel(model, threads);
  const measured = { model, page, native, maxTokens };
  const results: SetResult[] = [];
  say(`${description.name}: warm-up`);
  await warmUpModel(measured, warmUpSearch);
  for (const [set, all] of searches) {
    const chosen = all.slice(0, pairs[description.name] / PASSAGES_PER_QUERY);
    say(`${description.name}, ${set}: ${chosen.length} queries with ${PASSAGES_PER_QUERY} passages each`);
    const times = await measureSearches(measured, chosen, plainPairs / PASSAGES_PER_QUERY);
    results.push({ model: description.name, set, maxTokens, times });
  }
  await native.close();
  return results;
}
