import { join } from 'node:path';
import { env } from 'onnxruntime-node';
import { openNodeEngine } from '../../src/headless/open-engine.ts';
import { openSimdPath } from '../../src/headless/open-simd.ts';
import { isComplete, scoreFilePath } from '../../src/headless/score-folder.ts';
import { runCommand, say as sayAlways } from '../command.ts';
import { type Figures, goalTable, verdictsByFigure } from '../goals.ts';
import { type CallSet, readCallSet, TRAIN_QUERIES } from '../index/call-sets.ts';
import { importSet } from '../index/import-set.ts';
import { openNodeEncoders } from '../index/open-node-encoders.ts';
import type { JudgedQuery } from '../models/beir-folder.ts';
import { reportOf } from '../report.mjs';
import { qualityFigures, summaryFigures } from './figures.ts';
import { judge } from './goals.ts';
import { measureQuality, type SetQuality } from './measure-quality.ts';
import type { BenchMethod } from './methods.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { METHODS_OF, PART_TITLES, type Part } from './sweeps.ts';
import { qualityTables } from './tables.ts';

/** Runs the benchmark with command-line arguments; see `runCommand`. */
export function run(args: readonly string[]): Promise<void> {
  return runCommand(args, USAGE, (each) => measure(parseOptions(each)));
}

interface Models {
  readonly encoders: Awaited<ReturnType<typeof openNodeEncoders>>;
  readonly compute: Awaited<ReturnType<typeof openSimdPath>>;
}

async function measure(options: Options): Promise<void> {
  const { sets, budgets, threads, json } = options;
  const say = json ? () => undefined : sayAlways;
  const encoders = await openNodeEncoders(threads);
  const compute = await openSimdPath(threads);
  const figures: Figures = {};
  try {
    // All of them at once, so that none turns out to be missing after hours.
    const chosen = sets.map((set) => chooseQueries(set, options, encoders.crossEncoder.identity.hash, say));
    for (const { set, queryCount, files } of chosen) {
      if (queryCount === 0) continue;
      figures[`queries.${set}`] = queryCount;
      await measureSet(set, files, queryCount, options, { encoders, compute }, say, (part, measured) => {
        say(`\n${qualityTables(set, PART_TITLES[part], measured)}\n`);
        Object.assign(figures, qualityFigures(set, measured.reports));
      });
    }
  } finally {
    compute.dispose();
    await encoders.dispose();
  }
  Object.assign(figures, summaryFigures(sets, budgets, figures));
  const verdicts = judge(figures);
  say(`\n${goalTable(verdicts, figures)}`);
  const where = {
    runtime: `Node ${process.versions.node}, onnxruntime-node ${env.versions.node}`,
    threads: String(threads),
  };
  const report = { ...reportOf('quality', where, figures), goals: verdictsByFigure(verdicts) };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

/** The files of a set with its test queries marked: the first so many, of which only those that are known if so wanted. */
function chooseQueries(
  set: CallSet,
  { data, queries: count, cache, knownOnly }: Options,
  crossEncoderHash: string,
  say: (text: string) => void,
) {
  const isKnown = ({ text }: JudgedQuery) =>
    cache !== undefined && isComplete(join(cache, set, scoreFilePath(crossEncoderHash, text)));
  let queryCount = 0;
  const files = readCallSet(set, data, (all) => {
    const first = all.slice(0, count);
    const chosen = knownOnly ? first.filter(isKnown) : first;
    queryCount = chosen.length;
    if (knownOnly) {
      say(
        `${set}: exact rankings are known of ${queryCount} of the first ${first.length} test queries` +
          `${queryCount === 0 ? ': the set is left out' : ''}`,
      );
    }
    return chosen;
  });
  return { set, files, queryCount };
}

async function measureSet(
  set: CallSet,
  files: ReturnType<typeof readCallSet>,
  queryCount: number,
  { parts, methods, budgets, cache, knownOnly, threads }: Options,
  { encoders, compute }: Models,
  say: (text: string) => void,
  onPart: (part: Part, measured: SetQuality) => void,
): Promise<void> {
  const { store, corpusId, documentCount, close } = await importSet(set, files, cache);
  say(`${set}: ${documentCount} documents`);
  try {
    const place = {
      engine: openNodeEngine(store, encoders, compute, threads),
      trainQueries: TRAIN_QUERIES[set],
      ...{ corpusId, queryCount, knownOnly },
      say: (text: string) => say(`${set}: ${text}`),
    };
    for (const part of parts) {
      const isWanted = ({ name }: BenchMethod) => part !== 'methods' || methods.includes(name);
      onPart(part, await measureQuality(METHODS_OF[part].filter(isWanted), budgets, place));
    }
  } finally {
    close();
  }
}
