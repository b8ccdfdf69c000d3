// @ts-check
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';
import { headersOf } from './security-policy.mjs';

const SOURCE = fileURLToPath(new URL('../src/service-worker/service-worker.ts', import.meta.url));
/** Read by hosts, not by the app. */
const NOT_SERVED = ['_headers'];

/**
 * A Vite plugin: writes service-worker.js with the list of all files of the build and their hashes, and the version that
 * follows from them into the pages, as `<meta name="xenn-version">`. It has to come after every plugin that writes files.
 *
 * @returns {import('vite').Plugin}
 */
export function serviceWorker() {
  /** @type {string} */
  let publicFolder;
  return {
    name: 'xenn-service-worker',
    apply: 'build',
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = await readPublic(publicFolder);
        for (const output of Object.values(bundle)) {
          files.set(output.fileName, Buffer.from(output.type === 'chunk' ? output.code : output.source));
        }
        for (const path of NOT_SERVED) files.delete(path);
        const version = versionOf(files);
        for (const output of Object.values(bundle)) {
          if (output.type !== 'asset' || !output.fileName.endsWith('.html')) continue;
          output.source = withVersion(String(output.source), version);
          files.set(output.fileName, Buffer.from(output.source));
        }
        const release = releaseOf(files, version);
        const { code } = await transformWithOxc(await readFile(SOURCE, 'utf8'), SOURCE);
        this.emitFile({
          type: 'asset',
          fileName: 'service-worker.js',
          source: `const RELEASE = ${JSON.stringify(release)};\n${code}`,
        });
      },
    },
  };
}

/**
 * What the service worker knows of the build.
 *
 * @param {ReadonlyMap<string, Uint8Array>} files by path in the build
 * @param {string} version
 */
export function releaseOf(files, version) {
  const entries = [...files].map(([path, bytes]) => [
    path,
    { integrity: `sha256-${sha256(bytes).toString('base64')}`, headers: headersOf(path) },
  ]);
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  return { version, files: Object.fromEntries(entries), bytes };
}

/**
 * 12 hexadecimal digits that are others when a file is another, or has another name.
 *
 * @param {ReadonlyMap<string, Uint8Array>} files by path in the build
 * @returns {string}
 */
export function versionOf(files) {
  const lines = [...files].map(([path, bytes]) => `${path} ${sha256(bytes).toString('hex')}\n`);
  return sha256(Buffer.from(lines.sort().join('')))
    .toString('hex')
    .slice(0, 12);
}

/** @param {Uint8Array} bytes */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest();
}

/**
 * @param {string} html
 * @param {string} version
 */
function withVersion(html, version) {
  return html.replace('</title>', `</title>\n    <meta name="xenn-version" content="${version}" />`);
}

/** @param {string} folder */
async function readPublic(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1).replaceAll('\\', '/'));
  return new Map(
    await Promise.all(
      paths.map(
        async (path) => /** @type {[string, Uint8Array]} */ ([path, await readFile(`${folder}/${path}`)]),
      ),
    ),
  );
}
