// @ts-check
/** Probes this machine for a browser and carries out what `browser-decision` says. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { decideBrowser, INSTALL_HELP, systemCandidates } from './browser-decision.mjs';

const playwrightCli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));

/**
 * A file alone proves little: Ubuntu ships a chromium-browser that only points at a snap, and a downloaded
 * one lacks libraries in a slim container. On Windows "--version" would open a window.
 *
 * @param {string} path
 * @returns {boolean}
 */
function runs(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** @returns {import('./browser-decision.mjs').Probes} */
function probe() {
  const namedPath = process.env.CHROMIUM_PATH;
  const systemPath = namedPath ? undefined : systemCandidates(process.platform, process.env).find(runs);
  const downloaded = chromium.executablePath();
  return {
    namedPath,
    namedPathRuns: Boolean(namedPath && runs(namedPath)),
    systemPath,
    playwrightPath: !namedPath && !systemPath && runs(downloaded) ? downloaded : undefined,
    canUseApt: process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'),
  };
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function runInstaller(command, args) {
  process.stderr.write(`No browser found. Running: ${command} ${args.join(' ')}\n`);
  // Output to stderr: stdout belongs to the command that needs the browser.
  spawnSync(command, args, { stdio: ['ignore', 2, 2] });
}

/** @type {Record<import('./browser-decision.mjs').InstallStep, () => void>} */
const installers = {
  playwright: () => runInstaller(process.execPath, [playwrightCli, 'install', '--no-shell', 'chromium']),
  apt: () => {
    runInstaller('apt-get', ['update']);
    runInstaller('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  },
};

/**
 * The executable of a browser that starts; installs one where there is none.
 *
 * @returns {string}
 * @throws {Error} whose message says what to install
 */
export function resolveBrowser() {
  const decision = decideBrowser(probe());
  if ('use' in decision) return decision.use;
  if ('refuse' in decision) throw new Error(decision.refuse);
  for (const step of decision.install) {
    installers[step]();
    const after = decideBrowser(probe());
    if ('use' in after) return after.use;
  }
  throw new Error(INSTALL_HELP);
}
