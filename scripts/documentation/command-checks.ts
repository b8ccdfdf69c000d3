/** How each command of the documentation is tested: one row a kind, the first that fits. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import type { ShellCommand } from './shell-commands.ts';
import { writeSmallCorpus } from './small-corpus.ts';

export interface CommandCheck {
  /** Of the whole command. */
  readonly pattern: RegExp;
  /**
   * Fails as a test does. `folder` is where commands are run: empty at first but for the files that the text tells to save,
   * then with what earlier commands left. The current folder is the checkout.
   */
  readonly check: (command: ShellCommand, folder: string) => Promise<void>;
}

export const COMMAND_CHECKS: readonly CommandCheck[] = [
  { pattern: /^npm ci$/, check: async () => checkLockFile() },
  // The stages of `npm test`, which is what runs this.
  { pattern: /^npm test$/, check: async () => checkScript('test', 'node scripts/test.mjs') },
  { pattern: /^npm run build$/, check: async () => checkStage('build') },
  // e2e/start.spec.ts runs it and asks the server.
  { pattern: /^(PORT=\d+ )?npm start$/, check: async () => checkScript('start', 'node scripts/start.mjs') },
  { pattern: /^([A-Z_]+=\S+ )?npm run test:\w+/, check: checkTestCommand },
  { pattern: /^npm run bench$/, check: async () => checkScriptFile('bench') },
  { pattern: /^([A-Z_]+=\S+ )?npm run bench:\w+( -- .+)?$/, check: checkBenchmark },
  { pattern: /^npm run evaluate$/, check: async () => checkScript('evaluate', EVALUATE) },
  { pattern: /^npm run evaluate -- --help$/, check: checkHelp },
  { pattern: /^npm run evaluate -- .*--scores /, check: runEvaluate },
  { pattern: /^npm run evaluate -- .*--corpus /, check: runEvaluateCheaply },
  {
    pattern: /^node make-matrices\.mjs$/,
    check: async ({ words }, folder) => void (await run(words.slice(1), folder)),
  },
  // Minutes of a browser: what it makes is looked at instead, by the tests of links and pictures.
  { pattern: /^node scripts\/make-pictures\.mjs$/, check: async () => checkPictures() },
];

const EVALUATE = 'node scripts/evaluate.mjs';

/** What stands for what a person would have; a corpus is a small one. */
const CORPORA = ['path/to/scifact', 'public/sample-corpus'];
const STAND_INS: Readonly<Record<string, string>> = {
  'my-cross-encoder-onnx': 'src/testing/fixtures/architectures/bert',
};

/** Of an index; the calls are the time that it takes. */
const SMALL_INDEX = ['--train-queries', '3', '--documents-per-query', '5', '--anchor-queries', '1'];

/** Each further thread takes seconds to load the code. */
const ONE_THREAD = ['--threads', '1'];

function checkLockFile(): void {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const { dependencies, devDependencies } = packages[''];
  expect({ dependencies, devDependencies }).toEqual({
    dependencies: packageJson.dependencies,
    devDependencies: packageJson.devDependencies,
  });
}

function checkScript(name: keyof typeof packageJson.scripts, expected: string): void {
  expect(packageJson.scripts[name]).toBe(expected);
}

/** That `npm test` runs the script of this name. */
function checkStage(name: string): void {
  expect(readFileSync('scripts/test.mjs', 'utf8')).toContain(`['npm', 'run', '--silent', '${name}']`);
}

/** The file that a script runs with node; the one before it may find a browser. */
function checkScriptFile(name: string): void {
  const script = (packageJson.scripts as Readonly<Record<string, string>>)[name];
  const files = script.split(' ').filter((word) => word.endsWith('.mjs'));
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  expect(files.length).toBeGreaterThan(0);
}

/** That some test file is chosen, and that something reads the variables. */
async function checkTestCommand({ words, environment }: ShellCommand): Promise<void> {
  const [filter] = argsOf(words);
  const files = ['src', 'e2e', 'scripts'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  if (filter !== undefined) {
    expect(files.filter((path) => /\.(test|spec)\.ts$/.test(path) && path.includes(filter))).not.toEqual([]);
  }
  const sources = files.filter((path) => /\.(ts|mjs)$/.test(path));
  for (const name of Object.keys(environment)) {
    const readers = sources.filter((path) => readFileSync(path, 'utf8').includes(`env.${name}`));
    expect(readers, `files that read ${name}`).not.toEqual([]);
  }
}

/** That it takes the options as they are written. */
async function checkBenchmark({ words }: ShellCommand): Promise<void> {
  const name = words[2].slice('bench:'.length);
  checkScriptFile(words[2]);
  const { parseOptions } = await import(`../../bench/${name}/options.ts`);
  parseOptions(argsOf(words));
}

async function checkHelp({ words }: ShellCommand, folder: string): Promise<void> {
  const { USAGE } = await import('../../src/headless/evaluate-usage.ts');
  expect(await evaluate(argsOf(words), folder)).toBe(USAGE);
}

async function runEvaluate({ words }: ShellCommand, folder: string): Promise<void> {
  await checkResults([...argsOf(words), ...ONE_THREAD], folder);
}

/** One query, a small corpus and indexes, a model of the tests; all else as it is written. */
async function runEvaluateCheaply({ words }: ShellCommand, folder: string): Promise<void> {
  const corpus = join(folder, 'small-corpus');
  writeSmallCorpus(corpus);
  const args = argsOf(words).map((word, at, all) => {
    if (all[at - 1] === '--queries') return '1';
    if (CORPORA.includes(word)) return corpus;
    return word in STAND_INS ? resolve(STAND_INS[word]) : word;
  });
  await checkResults([...args, ...SMALL_INDEX, ...ONE_THREAD], folder);
}

/** What the script gets: all behind `--`. */
function argsOf(words: readonly string[]): string[] {
  const mark = words.indexOf('--');
  return mark === -1 ? [] : words.slice(mark + 1);
}

/** That the command makes all that it should, in place of what an earlier one made. */
async function checkResults(args: readonly string[], folder: string): Promise<void> {
  const out = join(folder, args[args.indexOf('--out') + 1]);
  rmSync(out, { recursive: true, force: true });
  await evaluate(args, folder);
  expect(readdirSync(out)).toEqual(
    expect.arrayContaining(['charts', 'report.html', 'results.csv', 'results.json', 'runs']),
  );
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('</html>');
}

/** What `npm run evaluate` runs; npm itself would go to the checkout. */
function evaluate(args: readonly string[], folder: string): Promise<string> {
  checkScript('evaluate', EVALUATE);
  return run([resolve('scripts/evaluate.mjs'), ...args], folder);
}

/** Runs Node; resolves with what it printed, rejects when it fails, with all that it said. */
async function run(args: readonly string[], folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  return stdout;
}

function checkPictures(): void {
  const made = Array.from(
    readFileSync('scripts/make-pictures.mjs', 'utf8').matchAll(/^ {2}\['([\w-]+)', /gm),
    ([, name]) => [`${name}-dark.png`, `${name}-light.png`],
  );
  expect(readdirSync('docs/pictures').sort()).toEqual(made.flat().sort());
}
