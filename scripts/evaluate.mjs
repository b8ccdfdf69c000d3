// @ts-check
/**
 * Experiments without a browser: the app's engine in Node, over a corpus or over matrices that somebody computed
 * elsewhere. Writes tables, TREC runs, charts and a report.
 *
 *   npm run evaluate -- --corpus DIR --out DIR [--help]
 */
import { importTypeScript } from './import-typescript.mjs';

// npm changes to the checkout before it runs a script; paths are meant from where the command was given.
const { npm_lifecycle_event: npmScript, INIT_CWD: startFolder } = process.env;
const folder = npmScript === 'evaluate' && startFolder ? startFolder : process.cwd();
const { readCommand } = await importTypeScript('src/headless/evaluate-command.ts');
const command = readCommand(process.argv.slice(2), folder);
if (typeof command === 'number') {
  process.exitCode = command;
} else {
  const { runEvaluate } = await importTypeScript('src/headless/evaluate.ts');
  process.exitCode = await runEvaluate(command);
}
