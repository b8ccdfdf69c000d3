// @ts-check
/**
 * `npm test`: types, lint, unit tests, GPU tests, production build, end-to-end. Runs every stage even
 * after a failure; what failed is listed at the end; the last line is "N passed, N failed" over all of them.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';
import {
  countPlaywright,
  countStage,
  countVitest,
  playwrightFailures,
  vitestFailures,
} from './test-count.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'xenn-test-'));
const unitReport = join(folder, 'unit.json');
const gpuReport = join(folder, 'gpu.json');
const endToEndReport = join(folder, 'end-to-end.json');

const withBrowser = ['node', 'scripts/with-browser.mjs'];
const vitest = ['vitest', 'run', '--reporter=default', '--reporter=json'];

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[]} command
 * @property {Record<string, string>} [environment]
 * @property {() => SuiteResult} [readResult] of a suite; throws without a report
 *
 * @typedef {object} SuiteResult
 * @property {import('./test-count.mjs').Count} count
 * @property {string[]} failures a line each
 */

/** @type {Stage[]} */
const stages = [
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  {
    name: 'unit tests',
    command: [...vitest, '--project=unit', `--outputFile.json=${unitReport}`],
    readResult: () => readVitest(unitReport),
  },
  {
    name: 'GPU tests',
    command: [...withBrowser, ...vitest, '--project=gpu', `--outputFile.json=${gpuReport}`],
    readResult: () => readVitest(gpuReport),
  },
  { name: 'production build', command: ['npm', 'run', '--silent', 'build'] },
  {
    name: 'end-to-end tests',
    command: [...withBrowser, 'playwright', 'test'],
    environment: { XENN_E2E_RESULTS: endToEndReport },
    readResult: () => readPlaywright(endToEndReport),
  },
];

/**
 * @param {string} path
 * @returns {SuiteResult}
 */
function readVitest(path) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  return { count: countVitest(report), failures: vitestFailures(report) };
}

/**
 * @param {string} path
 * @returns {SuiteResult}
 */
function readPlaywright(path) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  return { count: countPlaywright(report), failures: playwrightFailures(report) };
}

/**
 * @param {Stage} stage
 * @returns {SuiteResult | undefined} undefined when the runner wrote no report
 */
function tryReadResult({ readResult }) {
  try {
    return readResult?.();
  } catch {
    return undefined;
  }
}

const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const failures = [];
for (const stage of stages) {
  process.stdout.write(`\n=== ${stage.name}\n`);
  const startMs = performance.now();
  const [command = '', ...args] = stage.command;
  const exitCode = runCommand(command, args, stage.environment);
  const result = tryReadResult(stage);
  const count = countStage(exitCode, result?.count, stage.readResult !== undefined);
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  process.stdout.write(`=== ${stage.name}: ${count.passed} passed, ${count.failed} failed in ${seconds} s\n`);
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed > 0) failures.push(`${stage.name}: exit code ${exitCode}`, ...(result?.failures ?? []));
}

rmSync(folder, { recursive: true });
for (const failure of failures) process.stdout.write(`\nFAILED ${failure}`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
