import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseOf, versionOf } from '../scripts/service-worker-plugin.mjs';

export interface NextRelease {
  readonly folder: string;
  /** What the pages of this release call it. */
  readonly version: string;
  remove(): Promise<void>;
}

const VERSION = 'next';

/**
 * A copy of the build that is another release: another version in the pages, and the settings screen under another name, as if its code
 * had changed. What it replaces is not in it.
 */
export async function makeNextRelease(build = 'dist'): Promise<NextRelease> {
  const folder = await mkdtemp(join(tmpdir(), 'xenn-release-'));
  await cp(build, folder, { recursive: true });
  await rename(
    join(folder, 'assets', await settingsChunk(folder)),
    join(folder, 'assets/SettingsScreen-next.js'),
  );
  const settings = await settingsChunk(build);
  const changed = (text: string) =>
    text
      .replaceAll(settings, 'SettingsScreen-next.js')
      .replace(/(name="xenn-version" content=")[^"]*/, `$1${VERSION}`);
  const paths = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const files = new Map<string, Uint8Array>();
  for (const path of paths) {
    if (path === 'service-worker.js' || path === '_headers') continue;
    if (/\.(html|js)$/.test(path)) {
      await writeFile(join(folder, path), changed(await readFile(join(folder, path), 'utf8')));
    }
    files.set(path, await readFile(join(folder, path)));
  }
  const worker = await readFile(join(folder, 'service-worker.js'), 'utf8');
  const code = worker.slice(worker.indexOf(';\n'));
  const release = JSON.stringify(releaseOf(files, versionOf(files)));
  await writeFile(join(folder, 'service-worker.js'), `const RELEASE = ${release}${code}`);
  return { folder, version: VERSION, remove: () => rm(folder, { recursive: true }) };
}

async function settingsChunk(build: string): Promise<string> {
  const names = await readdir(join(build, 'assets'));
  const name = names.find((each) => /^SettingsScreen-.*\.js$/.test(each));
  if (!name) throw new Error(`Expected a file of the settings screen in ${build}/assets, found none.`);
  return name;
}
