// @ts-check
import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));

/**
 * Runs a command of node_modules/.bin or of the PATH in the foreground.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} environment added to this process's own
 * @returns {number} its exit code; 1 when it could not start or was killed
 */
export function runCommand(command, args, environment = {}) {
  const path = `${bin}${delimiter}${process.env.PATH ?? ''}`;
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    // npm's commands are .cmd files on Windows, which only a shell can start.
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: path, ...environment },
  });
  if (error) process.stderr.write(`${command} could not be run: ${error.message}\n`);
  return status ?? 1;
}
