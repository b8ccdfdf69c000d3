// @ts-check
/**
 * `node scripts/with-browser.mjs COMMAND ARGS…`: finds (or installs) a browser and runs the command with
 * CHROMIUM_PATH set to its executable.
 */
import { resolveBrowser } from './browser.mjs';
import { runCommand } from './run-command.mjs';

const [command, ...args] = process.argv.slice(2);
if (!command) {
  process.stderr.write('Usage: node scripts/with-browser.mjs COMMAND ARGS…\n');
  process.exit(2);
}

try {
  process.exitCode = runCommand(command, args, { CHROMIUM_PATH: resolveBrowser() });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
