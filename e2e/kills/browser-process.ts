/** A browser that can be killed as a crash or the end of its process kills it: all of its processes in one moment. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags } from '../../scripts/chromium-flags.mjs';

export interface BrowserProcess {
  readonly page: Page;
  /** SIGKILL to every process; resolves once the first of them, which holds the profile, is gone. */
  kill(): Promise<void>;
}

/** Starts it on a profile folder, which outlives it. */
export async function startBrowser(profileFolder: string): Promise<BrowserProcess> {
  const child = spawn(
    process.env.CHROMIUM_PATH ?? chromium.executablePath(),
    [
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profileFolder}`,
      ...chromiumFlags(),
      'about:blank',
    ],
    // A group of its own, so that one signal reaches all of it.
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const browser: Browser = await chromium.connectOverCDP(await readAddress(child));
  const page = await browser.contexts()[0].newPage();
  return {
    page,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      const others = descendants(child.pid as number);
      process.kill(-(child.pid as number), 'SIGKILL');
      for (const pid of others) signalIfThere(pid);
      await exited;
    },
  };
}

/** What it prints once it listens: 'DevTools listening on ws://…'. */
function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The browser ended before it listened: ${said}`)));
  });
}

/** Of which some may have left the group. */
function descendants(root: number): number[] {
  const pairs = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    pairs.filter(([, ppid]) => ppid === parent).flatMap(([pid]) => [pid, ...childrenOf(pid)]);
  return childrenOf(root);
}

function signalIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with the others.
  }
}
