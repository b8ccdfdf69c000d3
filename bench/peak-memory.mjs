// @ts-check
import { readFileSync } from 'node:fs';

/**
 * Largest resident size so far, in MB, among the browser's renderer processes (page, workers and WASM
 * memory together); null where the system does not tell (only Linux does).
 *
 * @param {import('playwright').Browser} browser
 * @returns {Promise<number | null>}
 */
export async function peakMemoryMb(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        const status = readFileSync(`/proc/${id}/status`, 'utf8');
        return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
      } catch {
        return Number.NaN;
      }
    })
    .filter(Number.isFinite);
  return peaks.length === 0 ? null : Math.max(...peaks);
}
