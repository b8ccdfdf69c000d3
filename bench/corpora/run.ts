import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../src/core/random.ts';
import { withBrowser } from '../browser.mjs';
import { runCommand, say } from '../command.ts';
import { goalTable, verdictsByFigure } from '../goals.ts';
import { reportOf } from '../report.mjs';
import { withServedBuild } from '../serve-build.mjs';
import { type CorpusTimes, corporaFigures } from './figures.ts';
import { judge } from './goals.ts';
import { importNative } from './import-native.ts';
import { measureList } from './measure-list.ts';
import { measurePage } from './measure-page.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { passagesOf, type RealTexts, readRealTexts, writePassages } from './passages.ts';
import { corporaTable } from './tables.ts';

const SEED = 1;
const PORT = 4198;

/** Runs the benchmark with command-line arguments; see `runCommand`. */
export function run(args: readonly string[]): Promise<void> {
  return runCommand(args, USAGE, (each) => measure(parseOptions(each)));
}

async function measure(options: Options): Promise<void> {
  const { data, sizes, queries, out } = options;
  const real = await readRealTexts(data);
  say(`${real.passages.length} real passages; a larger corpus has others made of their sentences`);
  const where: Record<string, string> = { runtime: `Node ${process.versions.node}` };
  const measured: CorpusTimes[] = [];
  for (const count of sizes) {
    const times = await measureCorpus(options, real, count, sampleOf(real.queries, queries), where);
    measured.push(times);
    say(`\n${corporaTable(measured)}\n`);
  }
  const figures = corporaFigures(measured);
  const verdicts = judge(figures);
  say(`\n${goalTable(verdicts, figures)}`);
  const report = { ...reportOf('corpora', where, figures), goals: verdictsByFigure(verdicts) };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(report, null, 1)}\n`);
}

/** A browser of its own for each corpus: nothing of the last one is left. */
async function measureCorpus(
  { parts, python }: Options,
  real: RealTexts,
  count: number,
  queries: readonly string[],
  where: Record<string, string>,
): Promise<CorpusTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'xenn-corpora-'));
  const path = join(folder, 'passages.jsonl');
  try {
    await writePassages(path, passagesOf(real.passages, count, SEED));
    const native = parts.includes('native') ? await importNative(python, path) : undefined;
    if (native && 'absentBecause' in native) say(`no native import: ${native.absentBecause}`);
    else if (native) where.nativeSqlite = native.version;
    if (!parts.includes('import')) return { count, ...(native && { native }) };
    return await withBrowser(async (context, profileFolder) => {
      where.browser = `Chromium ${context.browser()?.version() ?? 'version unknown'}`;
      const page = await withBenchPage((address) =>
        measurePage(context, profileFolder, address, path, count, queries),
      );
      const list = parts.includes('list')
        ? await withApp((address) => measureList(context, profileFolder, address))
        : undefined;
      return { count, page, ...(native && { native }), ...(list && { list }) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both on one port: what one has stored, the other finds. */
function withBenchPage<Result>(use: (address: string) => Promise<Result>): Promise<Result> {
  return withServedBuild(
    { configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)) },
    PORT,
    use,
  );
}

function withApp<Result>(use: (address: string) => Promise<Result>): Promise<Result> {
  return withServedBuild({ root: fileURLToPath(new URL('../..', import.meta.url)) }, PORT, use);
}

function sampleOf(queries: readonly string[], count: number): string[] {
  return Array.from(createRandom(SEED).sample(queries.length, count), (row) => queries[row]);
}
