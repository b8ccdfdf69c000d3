// @ts-check
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Beside package.json, whatever its ending and capitals. */
const LICENCE_FILE = /^(licen[cs]e|copying|notice|third-?party-?notices)/i;

/**
 * Vite plugins that write licences.txt: every package of which something is in the build, with the text of its licence.
 * `app` belongs among the app's plugins, a new `worker()` among those of each worker: workers are bundled by themselves,
 * and end before the app does.
 *
 * @returns {{ app: import('vite').Plugin, worker: () => import('vite').Plugin }}
 */
export function licences() {
  /** @type {PackageFolders} */
  const folders = new Map();
  return {
    worker: () => ({
      name: 'xenn-licences-worker',
      generateBundle() {
        collect(this.getModuleIds(), folders);
      },
    }),
    app: {
      name: 'xenn-licences',
      apply: 'build',
      generateBundle: {
        order: 'post',
        async handler() {
          collect(this.getModuleIds(), folders);
          const parts = await Promise.all(
            Array.from(folders, ([folder, within]) => licenceOf(folder, within)),
          );
          this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licencesText(parts) });
        },
      },
    },
  };
}

/** @typedef {Map<string, Set<string>>} PackageFolders a package's folder, with all of which something is in the build */

/**
 * Adds the folders of the packages that modules are from.
 *
 * @param {Iterable<string>} moduleIds
 * @param {PackageFolders} folders
 */
function collect(moduleIds, folders) {
  for (const id of moduleIds) {
    const file = id.replace(/^\0/, '').replace(/\?.*$/, '');
    const folder = packageFolder(file);
    if (folder) folders.set(folder, (folders.get(folder) ?? new Set()).add(dirname(file)));
  }
}

/**
 * The package's folder of a file in node_modules; undefined for one of ours.
 *
 * @param {string} file absolute path
 * @returns {string | undefined}
 */
export function packageFolder(file) {
  const match = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file);
  return match?.[0];
}

/**
 * @typedef {{ name: string, version: string, licence: string, texts: string[] }} PackageLicence
 *
 * @param {string} folder
 * @param {Iterable<string>} within folders in it: what lies there may have a licence of its own
 * @returns {Promise<PackageLicence>}
 */
export async function licenceOf(folder, within = []) {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  /** @type {string[]} */
  const texts = [];
  for (const place of new Set([folder, ...[...within].sort()])) {
    const names = (await readdir(place)).filter((name) => LICENCE_FILE.test(name)).sort();
    texts.push(...(await Promise.all(names.map((name) => readFile(join(place, name), 'utf8')))));
  }
  if (!manifest.license) throw new Error(`Expected "license" in ${folder}/package.json, found none.`);
  return { name: manifest.name, version: manifest.version, licence: String(manifest.license), texts };
}

/**
 * @param {readonly PackageLicence[]} packages
 * @returns {string}
 */
export function licencesText(packages) {
  const sorted = [...packages].sort((a, b) => (a.name < b.name ? -1 : 1));
  const list = sorted.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  const texts = sorted.map(({ name, version, licence, texts }) => {
    const words =
      texts.length > 0
        ? texts.map((text) => text.trim()).join('\n\n')
        : `${licence}; the package has no text of it.`;
    return `${'='.repeat(80)}\n${name} ${version}\n${'='.repeat(80)}\n\n${words}`;
  });
  return [
    'xenn is made with the work of others. What is in this build:',
    list.join('\n'),
    'The models and the sample corpus are described in models/MODEL_CARD.md.',
    ...texts,
    '',
  ].join('\n\n');
}
