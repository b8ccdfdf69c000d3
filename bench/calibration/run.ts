import { env } from 'onnxruntime-node';
import type { SearchMethod } from '../../src/core/search-method.ts';
import { presetOf } from '../../src/core/search-presets.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openNodeEngine } from '../../src/headless/open-engine.ts';
import { openSimdPath } from '../../src/headless/open-simd.ts';
import { runCommand, say } from '../command.ts';
import type { Figures } from '../goals.ts';
import { type CallSet, readCallSet } from '../index/call-sets.ts';
import { importSet } from '../index/import-set.ts';
import { openNodeEncoders } from '../index/open-node-encoders.ts';
import { show, table } from '../markdown.ts';
import { reportOf } from '../report.mjs';
import { type CheckedEstimate, type CheckedStop, estimateFigures, stopFigures } from './figures.ts';
import { parseOptions, USAGE } from './options.ts';

/** Of the estimates: what a person gets who changes nothing. */
const BUDGET = 100;
/** Of the stopping rule. */
const CONFIDENCE = 0.9;
const STOP_BUDGETS = [100, 300];
const STOP_ROUNDS = [10, 20];
const STOP_KS = [1, 10];

/** Runs the benchmark with command-line arguments; see `runCommand`. */
export function run(args: readonly string[]): Promise<void> {
  return runCommand(args, USAGE, measure);
}

async function measure(args: readonly string[]): Promise<void> {
  const { sets, queries, data, threads } = parseOptions(args);
  const encoders = await openNodeEncoders(threads);
  const compute = await openSimdPath(threads);
  const figures: Figures = {};
  try {
    for (const set of sets) {
      const files = readCallSet(set, data, (all) => all.slice(0, queries));
      const { store, corpusId, close } = await importSet(set, files, undefined);
      try {
        const texts = (await store.listQueries(corpusId))
          .filter(({ split }) => split === 'test')
          .map(({ text }) => text);
        figures[`queries.${set}`] = texts.length;
        const engine = openNodeEngine(store, encoders, compute, threads);
        Object.assign(figures, await measureSet(set, engine, corpusId, texts));
      } finally {
        close();
      }
    }
  } finally {
    compute.dispose();
    await encoders.dispose();
  }
  say(
    table(
      ['figure', 'found'],
      Object.entries(figures).map(([name, value]) => [name, show(value)]),
    ),
  );
  const where = {
    runtime: `Node ${process.versions.node}, onnxruntime-node ${env.versions.node}`,
    threads: String(threads),
  };
  process.stdout.write(`${JSON.stringify(reportOf('calibration', where, figures))}\n`);
}

async function measureSet(
  set: CallSet,
  engine: Engine,
  corpusId: string,
  texts: readonly string[],
): Promise<Figures> {
  const estimates: CheckedEstimate[] = [];
  const stops: CheckedStop[] = [];
  for (const [position, queryText] of texts.entries()) {
    const { ranking } = await engine.computeExactRanking({ corpusId, queryText });
    const search = (budget: number, changes: Partial<SearchMethod>) => {
      const method = { ...presetOf('best').make('hybrid', 0), ...changes };
      return engine.search({ corpusId, queryText, method, label: 'Best', budget });
    };
    const plain = await search(BUDGET, {});
    for (const { index: round, newItems } of plain.rounds) {
      for (const { exactScore, estimateBefore, deviationBefore } of newItems) {
        if (estimateBefore === undefined || deviationBefore === undefined) continue;
        estimates.push({ round, deviations: (exactScore - estimateBefore) / deviationBefore });
      }
    }
    for (const budget of STOP_BUDGETS) {
      for (const rounds of STOP_ROUNDS) {
        for (const k of STOP_KS) {
          const stopping = { k, confidence: CONFIDENCE };
          const result = await search(budget, { schedule: { kind: 'equal', rounds }, stopping });
          const last = result.rounds[result.rounds.length - 1];
          const stated = last.confidence ?? 0;
          const isRight = ranking.docRows
            .subarray(0, k)
            .every((row) => last.best.docRows.subarray(0, k).includes(row));
          const stop = stated < CONFIDENCE ? undefined : { stated, isRight, calls: last.scorerCalls };
          stops.push({ budget, rounds, k, stop });
        }
      }
    }
    say(`${set}: ${position + 1} of ${texts.length} queries`);
  }
  return { ...estimateFigures(set, estimates), ...stopFigures(set, stops) };
}
