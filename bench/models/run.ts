import { writeFileSync } from 'node:fs';
import { env } from 'onnxruntime-node';
import { XennError } from '../../src/core/errors.ts';
import { reportOf } from '../report.mjs';
import type { JudgedCorpus } from './beir-folder.ts';
import { evaluateFirstStage, evaluateModels } from './evaluate-set.ts';
import { readEvaluationSet } from './evaluation-sets.ts';
import {
  type Figures,
  figuresOf,
  figuresOfProbes,
  ROLES,
  type Role,
  type SetResult,
  speedOf,
} from './figures.ts';
import { type ModelPair, openModelFolder } from './model-folder.ts';
import { type Options, parseOptions } from './options.ts';
import { buriedProbes, readProbes, runProbes } from './probes.ts';
import { tablesOf } from './tables.ts';

/** Small enough for every pair of a query and a document to be scored. */
const EXACTLY_RANKED = ['sample'];

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Runs the benchmark with command-line arguments. A fault that a person can mend is said: exit code 2. */
export async function run(args: readonly string[]): Promise<void> {
  try {
    await evaluate(parseOptions(args));
  } catch (error) {
    const isUnknownOption = error instanceof TypeError && 'code' in error;
    if (!(error instanceof XennError) && !isUnknownOption) throw error;
    say(error.message);
    process.exitCode = 2;
  }
}

async function evaluate(options: Options): Promise<void> {
  // All of them at once, so that none turns out to be missing after minutes.
  const corpora = options.sets.map((set) => readEvaluationSet(set, options.data));
  const models = {
    starter: await openModelFolder(options.starter, options.threads),
    current: await openModelFolder(options.current, options.threads),
  };
  const results: SetResult[] = [];
  const figures: Figures = {};
  for (const [position, set] of options.sets.entries()) {
    const result = await evaluateSet(set, corpora[position], options.queries, models);
    results.push(result);
    Object.assign(figures, figuresOf(set, result));
  }
  Object.assign(figures, speedOf(results));
  const probes = [...readProbes(), ...buriedProbes(readEvaluationSet('sample', options.data))];
  for (const role of ROLES) {
    Object.assign(figures, figuresOfProbes(role, await runProbes(probes, models[role])));
  }
  for (const role of ROLES) await models[role].dispose();

  const queries = options.queries === undefined ? 'all' : `the first ${options.queries} of each set only`;
  say(`\nQueries: ${queries}.\n\n${tablesOf(options.sets, figures)}`);
  for (const role of ROLES) say(`${role}: ${figures[`pairsPerSecond.${role}`]?.toFixed(0)} pairs/s`);
  const report = {
    ...reportOf(
      'models',
      { runtime: `onnxruntime-node ${env.versions.node}`, threads: String(options.threads) },
      figures,
    ),
    queries,
    models: { starter: models.starter.identity, current: models.current.identity },
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify(report, null, 1)}\n`);
}

async function evaluateSet(
  set: string,
  whole: JudgedCorpus,
  queryLimit: number | undefined,
  models: Readonly<Record<Role, ModelPair>>,
): Promise<SetResult> {
  const corpus = { texts: whole.texts, queries: whole.queries.slice(0, queryLimit) };
  const documentCount = corpus.texts.length;
  const queryCount = corpus.queries.length;
  say(`${set}: ${queryCount} queries, ${documentCount} documents`);
  const { measures: bm25, candidates } = evaluateFirstStage(corpus);
  const evaluateRole = async (role: Role) => {
    const result = await evaluateModels(corpus, candidates, models[role], EXACTLY_RANKED.includes(set));
    const seconds = result.modelMs / 1000;
    say(
      `${set}, ${role}: ${result.scoredPairs} pairs in ${seconds.toFixed(1)} s, ` +
        `${(result.scoredPairs / seconds).toFixed(0)} pairs/s`,
    );
    return result;
  };
  const starter = await evaluateRole('starter');
  const current = await evaluateRole('current');
  return { documentCount, queryCount, bm25, models: { starter, current } };
}
