import { writeFileSync } from 'node:fs';
import { runCommand, say } from '../command.ts';
import { type Figures, goalTable, verdictsByFigure } from '../goals.ts';
import { reportOf } from '../report.mjs';
import { pageFigures, roundFigures, solveFigures } from './figures.ts';
import { judge } from './goals.ts';
import { measurePage } from './measure-page.ts';
import { measureShape, type ShapeTimes } from './measure-shape.ts';
import { measureSolve, SOLVE_SIZE } from './measure-solve.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { pageTable, roundTables, solveTable } from './tables.ts';

/** Runs the benchmark with command-line arguments; see `runCommand`. */
export function run(args: readonly string[]): Promise<void> {
  return runCommand(args, USAGE, (each) => measure(parseOptions(each)));
}

async function measure({ parts, shapes, threads, out }: Options): Promise<void> {
  const figures: Figures = {};
  const where: Record<string, string> = {
    runtime: `Node ${process.versions.node}`,
    threads: String(threads),
  };
  if (parts.includes('rounds')) {
    const times: ShapeTimes[] = [];
    for (const shape of shapes) {
      say(`rounds over ${shape.rows} x ${shape.cols}`);
      times.push(await measureShape(shape, threads));
    }
    say(`\n${roundTables(times, threads)}\n`);
    Object.assign(figures, roundFigures(times));
  }
  if (parts.includes('solve')) {
    const times = measureSolve(SOLVE_SIZE);
    say(`\n${solveTable(times)}\n`);
    Object.assign(figures, solveFigures(times));
  }
  if (parts.includes('page')) {
    say('a search of the sample corpus in the built page');
    const { version, ...times } = await measurePage();
    say(`\n${pageTable(times)}\n`);
    where.browser = `Chromium ${version}`;
    Object.assign(figures, pageFigures(times.longTaskMs));
  }
  const verdicts = judge(figures);
  say(`\n${goalTable(verdicts, figures)}`);
  const report = { ...reportOf('search', where, figures), goals: verdictsByFigure(verdicts) };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(report, null, 1)}\n`);
}
