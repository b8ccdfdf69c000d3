import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'onnxruntime-node';
import { XennError } from '../../src/core/errors.ts';
import type { BackendReport } from '../../src/core/records.ts';
import { importCorpus } from '../../src/engine/import-corpus.ts';
import type { CostReport } from '../../src/engine/records.ts';
import { openEncoders } from '../../src/headless/open-encoders.ts';
import { openMemoryHost } from '../../src/storage/memory-host.ts';
import { createStore } from '../../src/storage/store.ts';
import { reportOf } from '../report.mjs';
import { type CallSet, readCallSet, TRAIN_QUERIES } from './call-sets.ts';
import { callFigures, type Figures, kernelFigures } from './figures.ts';
import { judge } from './goals.ts';
import { type CallsPlace, costRequest, measureCalls } from './measure-calls.ts';
import { measureKernels } from './measure-kernels.ts';
import { openSimdPath } from './open-simd.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { withScoreCache } from './score-cache.ts';
import { callTables, goalTable, kernelTables } from './tables.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Runs the benchmark with command-line arguments. A fault that a person can mend is said: exit code 2. */
export async function run(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return;
  }
  try {
    await measure(parseOptions(args));
  } catch (error) {
    const isUnknownOption = error instanceof TypeError && 'code' in error;
    if (!(error instanceof XennError) && !isUnknownOption) throw error;
    say(error.message);
    process.exitCode = 2;
  }
}

async function measure(options: Options): Promise<void> {
  const { parts, threads, python, out } = options;
  const figures: Figures = {};
  if (parts.includes('kernels')) {
    const results = await measureKernels(threads, python, say);
    say(`\n${kernelTables(results)}\n`);
    Object.assign(figures, kernelFigures(results));
  }
  if (parts.includes('calls')) {
    for (const [set, report] of await measureSets(options)) {
      Object.assign(figures, callFigures(set, report));
    }
  }
  const verdicts = judge(figures);
  say(`\n${goalTable(verdicts, figures)}`);
  const where = {
    runtime: `Node ${process.versions.node}, onnxruntime-node ${env.versions.node}`,
    threads: String(threads),
  };
  const goals = Object.fromEntries(verdicts.map(({ figure, verdict }) => [figure, verdict]));
  const report = { ...reportOf('index', where, figures), goals };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(report, null, 1)}\n`);
}

/** Says each set's tables as soon as they are there. */
async function measureSets(options: Options): Promise<Map<CallSet, CostReport>> {
  const { sets, data, threads } = options;
  // All of them at once, so that none turns out to be missing after hours.
  const sources = sets.map((set) => ({ set, files: readCallSet(set, data) }));
  const { dispose, ...models } = await openEncoders({ threads });
  const encoders = { ...models, report: () => nodeReport(threads) };
  const compute = await openSimdPath(threads);
  const reports = new Map<CallSet, CostReport>();
  for (const source of sources) {
    const report = await measureSet(source, options, { encoders, compute });
    say(`\n${callTables(source.set, report)}\n`);
    reports.set(source.set, report);
  }
  compute.dispose();
  await dispose();
  return reports;
}

async function measureSet(
  { set, files }: { set: CallSet; files: ReturnType<typeof readCallSet> },
  { cache, fit }: Options,
  models: Pick<CallsPlace, 'encoders' | 'compute'>,
): Promise<CostReport> {
  const store = await createStore(await openMemoryHost(new Map()));
  const source = { name: set, sourceName: set, files, options: { format: 'beir' } as const };
  const { corpusId, documentCount } = (await importCorpus(store, source)).corpus;
  say(`${set}: ${documentCount} documents`);
  const cached =
    cache === undefined ? undefined : withScoreCache(store, join(cache, set), documentCount, Date.now);
  try {
    const place = { ...models, store: cached?.store ?? store, say: (text: string) => say(`${set}: ${text}`) };
    return await measureCalls(costRequest(corpusId, TRAIN_QUERIES[set], fit), place);
  } finally {
    cached?.flush();
    store.close();
  }
}

/** There is one backend in Node, so nothing was tried. */
function nodeReport(threads: number): BackendReport {
  return { backend: 'wasm', threads, forced: true, reason: 'onnxruntime-node', trials: [] };
}
