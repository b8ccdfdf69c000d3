// @ts-check
/** Which browser runs the tests, decided from what was found on the machine and from nothing else. */
import { posix, win32 } from 'node:path';

/**
 * What was found. Paths are of browsers that do start.
 *
 * @typedef {object} Probes
 * @property {string | undefined} namedPath value of CHROMIUM_PATH
 * @property {boolean} namedPathRuns
 * @property {string | undefined} systemPath an installed Chromium or Chrome
 * @property {string | undefined} playwrightPath Playwright's own download
 * @property {boolean} canUseApt root on a system with apt-get
 */

/** @typedef {'playwright' | 'apt'} InstallStep */
/** @typedef {{ use: string } | { install: InstallStep[] } | { refuse: string }} Decision */

export const INSTALL_HELP =
  'The browser tests need Chromium or Chrome; none was found and none could be installed. Install one ' +
  '("npx playwright install --with-deps chromium", or on Debian "apt-get install chromium" as root), or ' +
  'set CHROMIUM_PATH to the executable of one that is installed elsewhere.';

/**
 * A path that a person named wins, and is never replaced in silence; then what is installed; then
 * installing, Playwright's download first because it is the version this Playwright is tested with.
 *
 * @param {Probes} probes
 * @returns {Decision}
 */
export function decideBrowser({ namedPath, namedPathRuns, systemPath, playwrightPath, canUseApt }) {
  if (namedPath) {
    if (namedPathRuns) return { use: namedPath };
    return {
      refuse: `CHROMIUM_PATH is ${namedPath}, which does not start as a browser. Correct it or unset it.`,
    };
  }
  const found = systemPath ?? playwrightPath;
  if (found) return { use: found };
  return { install: canUseApt ? ['playwright', 'apt'] : ['playwright'] };
}

/**
 * Where a Chromium or Chrome may be installed, best first.
 *
 * @param {string} platform `process.platform`
 * @param {Record<string, string | undefined>} environment `process.env`
 * @returns {string[]}
 */
export function systemCandidates(platform, environment) {
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];
    return roots
      .flatMap((name) => environment[name] ?? [])
      .flatMap((root) => [
        win32.join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        win32.join(root, 'Chromium', 'Application', 'chrome.exe'),
      ]);
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', posix.join(environment.HOME ?? '/', 'Applications')];
    const apps = ['Chromium', 'Google Chrome'];
    return roots.flatMap((root) => apps.map((app) => posix.join(root, `${app}.app`, 'Contents/MacOS', app)));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const folders = (environment.PATH ?? '').split(':').filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}
