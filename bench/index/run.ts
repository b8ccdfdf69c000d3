import { writeFileSync } from 'node:fs';
import { env } from 'onnxruntime-node';
import type { CostReport } from '../../src/engine/records.ts';
import { openSimdPath } from '../../src/headless/open-simd.ts';
import { runCommand, say } from '../command.ts';
import { type Figures, goalTable, verdictsByFigure } from '../goals.ts';
import { reportOf } from '../report.mjs';
import { type CallSet, readCallSet, TRAIN_QUERIES } from './call-sets.ts';
import { callFigures, kernelFigures } from './figures.ts';
import { judge } from './goals.ts';
import { importSet } from './import-set.ts';
import { type CallsPlace, costRequest, measureCalls } from './measure-calls.ts';
import { measureKernels } from './measure-kernels.ts';
import { openNodeEncoders } from './open-node-encoders.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { callTables, kernelTables } from './tables.ts';

/** Runs the benchmark with command-line arguments; see `runCommand`. */
export function run(args: readonly string[]): Promise<void> {
  return runCommand(args, USAGE, (each) => measure(parseOptions(each)));
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
  const report = { ...reportOf('index', where, figures), goals: verdictsByFigure(verdicts) };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(report, null, 1)}\n`);
}

/** Says each set's tables as soon as they are there. */
async function measureSets(options: Options): Promise<Map<CallSet, CostReport>> {
  const { sets, data, threads } = options;
  // All of them at once, so that none turns out to be missing after hours.
  const sources = sets.map((set) => ({ set, files: readCallSet(set, data) }));
  const { dispose, ...encoders } = await openNodeEncoders(threads);
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
  const { store, corpusId, documentCount, close } = await importSet(set, files, cache);
  say(`${set}: ${documentCount} documents`);
  try {
    const place = { ...models, store, say: (text: string) => say(`${set}: ${text}`) };
    return await measureCalls(costRequest(corpusId, TRAIN_QUERIES[set], fit), place);
  } finally {
    close();
  }
}
