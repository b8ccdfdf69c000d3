// @ts-check
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

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
  /** @type {Set<string>} */
  const folders = new Set();
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
          const parts = await Promise.all([...folders].map(licenceOf));
          this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licencesText(parts) });
        },
      },
    },
  };
}

/**
 * Adds the folders of the packages that modules are from.
 *
 * @param {Iterable<string>} moduleIds
 * @param {Set<string>} folders
 */
function collect(moduleIds, folders) {
  for (const id of moduleIds) {
    const folder = packageFolder(id.replace(/^\0/, '').replace(/\?.*$/, ''));
    if (folder) folders.add(folder);
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
 * @returns {Promise<PackageLicence>}
 */
export async function licenceOf(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const names = (await readdir(folder)).filter((name) => LICENCE_FILE.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
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
