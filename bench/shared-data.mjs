// @ts-check
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder of a data set beside the checkout; ends the program when it is not there.
 *
 * @param {string} name
 * @returns {string}
 */
export function sharedData(name) {
  const path = fileURLToPath(new URL(`../../shared/data/${name}`, import.meta.url));
  if (existsSync(path)) return path;
  process.stderr.write(
    `This benchmark needs the data set ${name} in BEIR layout at ../shared/data/${name} beside the checkout; it is not there. ` +
      'Tests do not need it.\n',
  );
  process.exit(2);
}
