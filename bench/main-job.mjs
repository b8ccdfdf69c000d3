// @ts-check
/**
 * The main job on SciFact (5,183 abstracts) in headless Chromium on WASM: import, dual-encoder pass, index,
 * search, recall against the exact ranking; and the first minute of a new visitor. Nearly all of its time
 * goes into the exact rankings of the test queries: about a minute each on two cores.
 *
 *   npm run bench [-- --queries 20]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withBrowser } from './browser.mjs';
import { measureFirstMinute } from './first-minute.mjs';
import { peakMemoryMb } from './peak-memory.mjs';
import { printReport } from './report.mjs';
import { withServedBuild } from './serve-build.mjs';
import { sharedData } from './shared-data.mjs';

const { values: args } = parseArgs({ options: { queries: { type: 'string', default: '20' } } });
const QUERY_COUNT = Number(args.queries);
const BUDGET = 100;
const ROUNDS = 5;
const LAMBDAS = [0, 0.5, 0.8];
const DEFAULT_LAMBDA = 0.8;
const RECALL_AT = [1, 10];
const INDEX = {
  name: 'Benchmark',
  seed: 1,
  space: 'dual-encoder',
  trainQueries: 'own',
  trainQueryCount: 100,
  pairs: { kind: 'per-query', documentsPerQuery: 50, shares: { dualEncoder: 1, bm25: 0, random: 0 } },
  method: {
    kind: 'mf-trns',
    solver: 'adamw',
    learningRate: 1e-3,
    weightDecay: 0.01,
    epochs: 20,
    patience: 20,
    batchSize: 4096,
  },
};

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);
/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Everything that is searched once per test query; the first one is timed. */
function plannedSearches(/** @type {string} */ indexId) {
  const spaces = { MF: indexId, DE: 'dual-encoder' };
  const base = {
    itemSpace: indexId,
    firstRound: 'bm25',
    schedule: { kind: 'equal', rounds: ROUNDS },
    fit: { kind: 'mix', lambda: DEFAULT_LAMBDA },
    intercept: false,
    columns: [],
    transform: 'identity',
    batchRule: { kind: 'greedy' },
    diversity: 0,
    seed: 1,
  };
  const axn = Object.entries(spaces).flatMap(([name, itemSpace]) =>
    LAMBDAS.map((lambda) => ({
      label: `AXN on ${name}, lambda ${lambda}, BM25 first`,
      method: { ...base, itemSpace, fit: { kind: 'mix', lambda } },
    })),
  );
  const rerank = ['bm25', 'dual-encoder'].map((firstRound) => ({
    label: `retrieve-and-rerank, ${firstRound}`,
    method: { ...base, firstRound, schedule: { kind: 'equal', rounds: 1 } },
  }));
  const isTimed = (/** @type {{ label: string }} */ { label }) => label === timedLabel;
  return [...axn.filter(isTimed), ...rerank, ...axn.filter((search) => !isTimed(search))];
}
const timedLabel = `AXN on MF, lambda ${DEFAULT_LAMBDA}, BM25 first`;
const rerankLabel = 'retrieve-and-rerank, bm25';

/**
 * @param {import('playwright').BrowserContext} context
 * @param {string} profileFolder
 * @param {string} address
 * @param {string} dataFolder
 */
async function runMainJob(context, profileFolder, address, dataFolder) {
  const page = await context.newPage();
  page.on('pageerror', (error) => say(`page error: ${error.message}`));
  await page.route('**/data/**', (route) => {
    const name = new URL(route.request().url()).pathname.replace('/data/', '');
    return route.fulfill({ body: readFileSync(join(dataFolder, name)) });
  });
  await page.goto(`${address}/page.html`);
  await page.waitForFunction(() => 'bench' in globalThis);
  /**
   * @param {string} method of `bench` in page.ts
   * @param {unknown[]} input
   * @returns {Promise<any>}
   */
  const inPage = (method, ...input) =>
    page.evaluate(
      ({ name, values }) =>
        /** @type {Record<string, Function>} */ (Reflect.get(globalThis, 'bench'))[name](...values),
      { name: method, values: input },
    );

  const { corpusId, documentCount, importSeconds } = await inPage('importScifact');
  say(`imported ${documentCount} documents in ${importSeconds.toFixed(1)} s`);
  const { report, loadSeconds } = await inPage('loadModels');
  say(`models loaded in ${loadSeconds.toFixed(1)} s: ${report.reason}`);
  const { embedSeconds } = await inPage('embed', corpusId);
  say(`embedded in ${embedSeconds.toFixed(1)} s`);
  const { summary, indexSeconds, pairsPerSecond } = await inPage('buildIndex', { corpusId, ...INDEX });
  say(
    `index in ${indexSeconds.toFixed(1)} s, ${pairsPerSecond.toFixed(0)} pairs/s, held-out RMSE ` +
      `${summary.heldOutRmseBefore.toFixed(4)} -> ${summary.heldOutRmseAfter.toFixed(4)}`,
  );

  /** @type {string[]} */
  const queries = await inPage('testQueries', corpusId, QUERY_COUNT);
  const searches = plannedSearches(summary.indexId);
  const timed = [];
  for (const [position, { label, method }] of searches.entries()) {
    for (const queryText of queries) {
      const time = await inPage('search', { corpusId, queryText, method, label, budget: BUDGET });
      if (position === 0) timed.push(time);
    }
  }
  const searchMs = mean(timed.map(({ elapsedMs }) => elapsedMs));
  const outsideModelShare = 1 - mean(timed.map(({ modelMs }) => modelMs)) / searchMs;
  say(
    `search: ${searchMs.toFixed(0)} ms a query, ${(100 * outsideModelShare).toFixed(1)} % outside the model`,
  );
  const memoryMb = peakMemoryMb(profileFolder);

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
  /** @type {Record<string, number[]>} recall at RECALL_AT, by label */
  const recalls = {};
  for (const { label } of searches) {
    recalls[label] = [];
    for (const k of RECALL_AT) {
      const values = [];
      for (const queryText of queries) values.push(await inPage('recall', label, corpusId, queryText, k));
      recalls[label].push(mean(values));
    }
  }
  return {
    report,
    documentCount,
    recalls,
    figures: {
      importSeconds,
      embedSeconds,
      indexSeconds,
      pairsPerSecond,
      searchSeconds: searchMs / 1000,
      outsideModelShare,
      peakMemoryMb: memoryMb,
      'recallAt1.axn': recalls[timedLabel][0],
      'recallAt1.rnr': recalls[rerankLabel][0],
      'recallAt10.axn': recalls[timedLabel][1],
      'recallAt10.rnr': recalls[rerankLabel][1],
    },
  };
}

const dataFolder = sharedData('scifact');
const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));
const { report, documentCount, recalls, figures, version } = await withServedBuild(
  { configFile },
  4190,
  (address) =>
    withBrowser(async (context, profileFolder) => ({
      version: context.browser()?.version() ?? 'version unknown',
      ...(await runMainJob(context, profileFolder, address, dataFolder)),
    })),
);
const firstMinuteSeconds = await measureFirstMinute();

process.stdout.write(
  `\nRecall against the exact ranking, ${QUERY_COUNT} test queries, B = ${BUDGET}, R = ${ROUNDS}\n`,
);
process.stdout.write(`| method | ${RECALL_AT.map((k) => `recall@${k}`).join(' | ')} |\n|---|---|---|\n`);
for (const [label, values] of Object.entries(recalls)) {
  process.stdout.write(`| ${label} | ${values.map((value) => value.toFixed(3)).join(' | ')} |\n`);
}
process.stdout.write('\n');
printReport(
  'main-job',
  {
    browser: `Chromium ${version}`,
    backend: `${report.backend}, ${report.threads} ${report.threads === 1 ? 'thread' : 'threads'}`,
  },
  { ...figures, firstMinuteSeconds },
  {
    importSeconds: `s, ${documentCount} documents into SQLite with FTS5`,
    embedSeconds: 's, dual-encoder pass over the corpus',
    indexSeconds: `s, ${INDEX.trainQueryCount} x ${INDEX.pairs.documentsPerQuery} pairs planned, scored, factorised, stored`,
    pairsPerSecond: 'pairs scored per second while indexing',
    searchSeconds: `s a query, AXN B = ${BUDGET}, R = ${ROUNDS}, no score known before`,
    outsideModelShare: "share of the query's time outside the cross-encoder's runs",
    peakMemoryMb: 'MB, largest resident size of the renderer process up to the end of the searches',
    'recallAt1.axn': timedLabel,
    'recallAt1.rnr': `${rerankLabel}, same budget`,
    'recallAt10.axn': timedLabel,
    'recallAt10.rnr': `${rerankLabel}, same budget`,
    firstMinuteSeconds: 's from the click on "Try the sample corpus" to the last round on screen',
  },
);
