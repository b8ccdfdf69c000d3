import { writeFileSync } from 'node:fs';
import { runCommand, say } from '../command.ts';
import { type Figures, goalTable, verdictsByFigure } from '../goals.ts';
import { reportOf } from '../report.mjs';
import { evaluationFigures } from './figures.ts';
import { judge } from './goals.ts';
import { measureMeasures } from './measure-measures.ts';
import { measureNode } from './measure-node.ts';
import { measurePage } from './measure-page.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { evaluationTable } from './tables.ts';

/** Runs the benchmark with command-line arguments; see `runCommand`. */
export function run(args: readonly string[]): Promise<void> {
  return runCommand(args, USAGE, (each) => measure(parseOptions(each)));
}

async function measure({ parts, data, threads, out }: Options): Promise<void> {
  const figures: Figures = {};
  const where: Record<string, string> = {
    runtime: `Node ${process.versions.node}`,
    threads: String(threads),
  };
  if (parts.includes('measures')) figures.judgedPerSecond = measureMeasures();
  if (parts.includes('node')) {
    say('an experiment on scifact in Node; its scores are stored first');
    const times = await measureNode(data, threads);
    say(`\n${evaluationTable('in Node', times)}\n`);
    Object.assign(figures, evaluationFigures('node', times));
  }
  if (parts.includes('page')) {
    say('the same in a page; its scores are stored first');
    const { version, times } = await measurePage(data);
    say(`\n${evaluationTable('in the page', times)}\n`);
    where.browser = `Chromium ${version}`;
    Object.assign(figures, evaluationFigures('page', times));
  }
  const verdicts = judge(figures);
  say(`\n${goalTable(verdicts, figures)}`);
  const report = { ...reportOf('evaluate', where, figures), goals: verdictsByFigure(verdicts) };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(report, null, 1)}\n`);
}
