// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

/**
 * @param {string} pid
 * @returns {{ pid: string, parent: string, command: string, peakKb: number } | undefined}
 */
function readProcess(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return {
      pid,
      parent: /PPid:\s+(\d+)/.exec(status)?.[1] ?? '',
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
      peakKb: Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN),
    };
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}

/**
 * Largest resident size so far, in MB, among the renderer processes (page, workers and WASM memory together)
 * of the browser that was started on this profile; null where the system does not tell (only Linux does).
 *
 * @param {string} profileFolder
 * @returns {number | null}
 */
export function peakMemoryMb(profileFolder) {
  if (process.platform !== 'linux') return null;
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(pid) ?? []);
  const byPid = new Map(processes.map((each) => [each.pid, each]));
  /** @param {string} pid @returns {boolean} */
  const isOurs = (pid) => {
    const found = byPid.get(pid);
    return (
      found !== undefined &&
      (found.command.includes(`--user-data-dir=${profileFolder}`) || isOurs(found.parent))
    );
  };
  const peaks = processes
    .filter(({ pid, command, peakKb }) => command.includes('--type=renderer') && peakKb > 0 && isOurs(pid))
    .map(({ peakKb }) => peakKb / 1024);
  return peaks.length === 0 ? null : Math.max(...peaks);
}
