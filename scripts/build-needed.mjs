// @ts-check
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Why the production build must be made (again), as the end of a sentence; undefined when it is current.
 *
 * @param {number | undefined} builtMs when dist was written; undefined without one
 * @param {{ path: string, modifiedMs: number }} newestSource the source changed last
 * @returns {string | undefined}
 */
export function buildNeeded(builtMs, newestSource) {
  if (builtMs === undefined) return 'there is none yet';
  if (newestSource.modifiedMs > builtMs) return `${newestSource.path} is newer`;
  return undefined;
}

/**
 * The file changed last among files and folders (searched to the bottom).
 *
 * @param {string[]} paths
 * @returns {{ path: string, modifiedMs: number }}
 */
export function newestFile(paths) {
  let newest = { path: '', modifiedMs: 0 };
  for (const path of paths) {
    const status = statSync(path);
    const candidate = status.isDirectory()
      ? newestFile(readdirSync(path).map((name) => join(path, name)))
      : { path, modifiedMs: status.mtimeMs };
    if (candidate.modifiedMs > newest.modifiedMs) newest = candidate;
  }
  return newest;
}
