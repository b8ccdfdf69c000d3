// @ts-check
/**
 * The main job on SciFact (5,183 abstracts) in headless Chromium on WASM: import, dual-encoder pass, index,
 * search, recall against the exact ranking; and the first minute of a new visitor. Takes about half an hour
 * on two cores, nearly all of it for the exact rankings of the test queries.
 *
 *   npm run bench [-- --queries 20]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags } from '../scripts/chromium-flags.mjs';
import { measureFirstMinute } from './first-minute.mjs';
import { peakMemoryMb } from './peak-memory.mjs';
import { printReport } from './report.mjs';
import { sharedData } from './shared-data.mjs';

const { values: args } = parseArgs({ options: { queries: { type: 'string', default: '20' } } });
const QUERY_COUNT = Number(args.queries);
const BUDGET = 100;
const ROUNDS = 5;
const LAMBDAS = [0, 0.5, 0.8];
const DEFAULT_LAMBDA = 0.8;
const INDEX = {
  name: 'Benchmark',
  trainQueries: 'own',
  trainQueryCount: 100,
  pairsPerQuery: 50,
  pairSource: 'dual-encoder',
  seed: 1,
  learningRate: 1e-3,
  epochs: 20,
};

const dataFolder = sharedData('scifact');
const outDir = mkdtempSync(join(tmpdir(), 'xenn-bench-'));
const configFile = new URL('vite.config.ts', import.meta.url).pathname;
/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);
/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

await build({ configFile, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
const server = await preview({
  configFile,
  build: { outDir },
  preview: { port: 4190, strictPort: true },
});
const browser = await chromium.launch({
  args: chromiumFlags(),
  ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
});
try {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => say(`page error: ${error.message}`));
  await page.route('**/data/**', (route) => {
    const name = new URL(route.request().url()).pathname.replace('/data/', '');
    return route.fulfill({ body: readFileSync(join(dataFolder, name)) });
  });
  await page.goto('http://localhost:4190/page.html');
  await page.waitForFunction(() => 'bench' in globalThis);

  /**
   * @param {string} method
   * @param {...unknown} callArgs
   * @returns {Promise<any>}
   */
  const inPage = (method, ...callArgs) =>
    page.evaluate(
      ([name, values]) =>
        /** @type {any} */ (globalThis).bench[/** @type {string} */ (name)](.../** @type {any[]} */ (values)),
      /** @type {const} */ ([method, callArgs]),
    );

  const { corpusId, documentCount, importSeconds } = await inPage('importScifact');
  say(`imported ${documentCount} documents in ${importSeconds.toFixed(1)} s`);
  const { report, loadSeconds } = await inPage('loadModels');
  say(`models loaded in ${loadSeconds.toFixed(1)} s: ${report.reason}`);
  const { embedSeconds } = await inPage('embed', corpusId);
  say(`embedded in ${embedSeconds.toFixed(1)} s`);
  const { summary, indexSeconds, pairsPerSecond } = await inPage('buildIndex', { corpusId, ...INDEX });
  say(
    `index in ${indexSeconds.toFixed(1)} s, ${pairsPerSecond.toFixed(0)} pairs/s, ` +
      `held-out RMSE ${summary.heldOutRmseBefore.toFixed(4)} -> ${summary.heldOutRmseAfter.toFixed(4)}`,
  );

  const queries = await inPage('testQueries', corpusId, QUERY_COUNT);
  const base = { corpusId, firstRound: 'bm25', budget: BUDGET, rounds: ROUNDS };
  const spaces = { mf: summary.indexId, de: 'dual-encoder' };
  const timed = [];
  for (const queryText of queries) {
    const request = { ...base, queryText, itemSpace: spaces.mf, method: 'axn', lambda: DEFAULT_LAMBDA };
    timed.push(await inPage('search', `axn mf ${DEFAULT_LAMBDA}`, request));
  }
  const searchMs = mean(timed.map(({ elapsedMs }) => elapsedMs));
  const outsideModelShare = 1 - mean(timed.map(({ modelMs }) => modelMs)) / searchMs;
  say(
    `search: ${searchMs.toFixed(0)} ms a query, ${(100 * outsideModelShare).toFixed(1)} % outside the model`,
  );

  for (const queryText of queries) {
    const request = { ...base, queryText, itemSpace: spaces.de, lambda: 0 };
    for (const firstRound of ['bm25', 'dual-encoder']) {
      await inPage('search', `rnr ${firstRound}`, { ...request, firstRound, method: 'retrieve-and-rerank' });
    }
    for (const [name, itemSpace] of Object.entries(spaces)) {
      for (const lambda of LAMBDAS) {
        if (name === 'mf' && lambda === DEFAULT_LAMBDA) continue;
        await inPage('search', `axn ${name} ${lambda}`, { ...request, itemSpace, lambda, method: 'axn' });
      }
    }
  }
  const memoryMb = await peakMemoryMb(browser);
  let exactMs = 0;
  let exactCalls = 0;
  for (const [position, queryText] of queries.entries()) {
    const { elapsedMs, computedCalls } = await inPage('exactRanking', corpusId, queryText);
    exactMs += elapsedMs;
    exactCalls += computedCalls;
    say(
      `exact ranking ${position + 1} of ${queries.length}: ${((exactCalls / exactMs) * 1000).toFixed(0)} pairs/s`,
    );
  }
  /** @type {Record<string, Record<number, number>>} */
  const recalls = {};
  const labels = [
    'rnr bm25',
    'rnr dual-encoder',
    ...['mf', 'de'].flatMap((name) => LAMBDAS.map((l) => `axn ${name} ${l}`)),
  ];
  for (const label of labels) {
    recalls[label] = {};
    for (const k of [1, 10]) {
      const values = [];
      for (const queryText of queries) values.push(await inPage('recall', label, corpusId, queryText, k));
      recalls[label][k] = mean(values);
    }
  }
  process.stdout.write(
    `\nRecall against the exact ranking, ${queries.length} test queries, B = ${BUDGET}, R = ${ROUNDS}\n`,
  );
  process.stdout.write('| method | recall@1 | recall@10 |\n|---|---|---|\n');
  for (const label of labels) {
    process.stdout.write(
      `| ${label} | ${recalls[label][1].toFixed(3)} | ${recalls[label][10].toFixed(3)} |\n`,
    );
  }
  process.stdout.write('\n');
  await page.close();

  const firstMinuteSeconds = await measureFirstMinute(browser);
  const axn = recalls[`axn mf ${DEFAULT_LAMBDA}`];
  const rnr = recalls['rnr bm25'];
  const threads = report.threads === 1 ? '1 thread' : `${report.threads} threads`;
  printReport(
    'main-job',
    { browser: `Chromium ${browser.version()}`, backend: `${report.backend}, ${threads}` },
    {
      importSeconds,
      embedSeconds,
      indexSeconds,
      pairsPerSecond,
      searchSeconds: searchMs / 1000,
      outsideModelShare,
      peakMemoryMb: memoryMb,
      'recallAt1.axn': axn[1],
      'recallAt1.rnr': rnr[1],
      'recallAt10.axn': axn[10],
      'recallAt10.rnr': rnr[10],
      firstMinuteSeconds,
    },
    {
      importSeconds: `s, ${documentCount} documents into SQLite with FTS5`,
      embedSeconds: 's, dual-encoder pass over the corpus',
      indexSeconds: 's, plan, 100 x 50 pairs scored, factorised, stored',
      pairsPerSecond: 'pairs scored per second while indexing',
      searchSeconds: `s a query, AXN B = ${BUDGET}, R = ${ROUNDS}, no score known before`,
      outsideModelShare: "share of the query's time outside the cross-encoder's runs",
      peakMemoryMb: 'MB, largest resident size of the renderer process up to the searches',
      'recallAt1.axn': `AXN on MF, lambda ${DEFAULT_LAMBDA}, BM25 first`,
      'recallAt1.rnr': 'BM25 re-ranked, same budget',
      'recallAt10.axn': `AXN on MF, lambda ${DEFAULT_LAMBDA}, BM25 first`,
      'recallAt10.rnr': 'BM25 re-ranked, same budget',
      firstMinuteSeconds: 's from the click on "Try the sample corpus" to the last round on screen',
    },
  );
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
}
