/** The folder of an experiment's files, in which a person may keep files of their own. */
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** Of the paths that were written, a line each: what the next experiment in the folder removes. */
const LIST = '.evaluate-files';

/** Whatever a list says, nothing else is removed. */
const RESULT =
  /^(report\.html|results\.json|results\.csv|qrels\.txt|runs\/[^/\\]+\.trec|charts\/[^/\\]+\.svg)$/;

/** Paths in the folder, parted by '/', and what is in them. */
export type ResultFiles = readonly (readonly [path: string, content: string | Uint8Array])[];

/** Removes what an earlier experiment wrote there, and nothing else: two experiments are not to be taken for one. */
export function removeResults(folder: string): void {
  for (const path of listed(folder)) rmSync(join(folder, path), { force: true });
  for (const part of ['runs', 'charts']) {
    const inner = join(folder, part);
    if (existsSync(inner) && readdirSync(inner).length === 0) rmdirSync(inner);
  }
  rmSync(join(folder, LIST), { force: true });
}

/** Writes more files of the experiment. They are listed first: one that a killed command wrote is known as well. */
export function addResults(folder: string, files: ResultFiles): void {
  const paths = [...listed(folder), ...files.map(([path]) => path)];
  writeWhole(join(folder, LIST), paths.map((path) => `${path}\n`).join(''));
  for (const [path, content] of files) writeWhole(join(folder, path), content);
}

function listed(folder: string): string[] {
  const file = join(folder, LIST);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((path) => RESULT.test(path));
}
