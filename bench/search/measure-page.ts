import type { Page } from 'playwright';
import { withBrowser } from '../browser.mjs';
import { withServedBuild } from '../serve-build.mjs';

const PORT = 4193;
const QUERY = 'why does my sourdough taste of vinegar';
const WAIT_MS = 300_000;
/** What is drawn after the last round. */
const SETTLE_MS = 2000;

export interface PageTimes {
  readonly version: string;
  /** Of the page's main thread during a search; a browser tells of none that is shorter than 50 ms. */
  readonly longTaskMs: readonly number[];
  readonly longScripts: readonly LongScript[];
}

/** A script of a frame that took long; drawing and layout are none. */
export interface LongScript {
  readonly ms: number;
  /** What called it, and its function. */
  readonly name: string;
}

/**
 * The long tasks of the built page from the click on "Search" until the last round is drawn. The sample corpus was
 * searched before and the page loaded again: models and panels are loaded as for a person who comes back.
 */
export function measurePage(): Promise<PageTimes> {
  return withServedBuild({ root: process.cwd() }, PORT, (address) =>
    withBrowser(async (context) => {
      const page = await context.newPage();
      await page.goto(`${address}/`);
      await page.getByRole('button', { name: 'Try the sample corpus' }).click();
      await lastRound(page);
      await page.reload();
      const query = page.getByRole('combobox', { name: 'Query' });
      await query.waitFor({ timeout: WAIT_MS });
      await query.fill(QUERY);
      await page.waitForTimeout(SETTLE_MS);
      await observe(page);
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await lastRound(page);
      await page.waitForTimeout(SETTLE_MS);
      const observed = await page.evaluate(() => Reflect.get(globalThis, 'observed') as Observed);
      return { version: context.browser()?.version() ?? 'version unknown', ...observed };
    }),
  );
}

async function lastRound(page: Page): Promise<void> {
  const rounds = page.getByRole('tablist', { name: 'Rounds' });
  await rounds.getByRole('tab', { name: /^Round 10\b/ }).waitFor({ timeout: WAIT_MS });
}

type Observed = Omit<PageTimes, 'version'>;

/** Of a frame's timing, which TypeScript's DOM library lacks, what is read here. */
interface ScriptTiming {
  readonly duration: number;
  readonly invoker: string;
  readonly sourceFunctionName: string;
}

/** From now on. */
function observe(page: Page): Promise<void> {
  return page.evaluate(() => {
    const longTaskMs: number[] = [];
    const longScripts: { ms: number; name: string }[] = [];
    Object.assign(globalThis, { observed: { longTaskMs, longScripts } });
    new PerformanceObserver((list) => {
      longTaskMs.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        for (const script of Reflect.get(entry, 'scripts') as ScriptTiming[]) {
          const name = `${script.invoker} ${script.sourceFunctionName}`.trim();
          longScripts.push({ ms: script.duration, name });
        }
      }
    }).observe({ type: 'long-animation-frame' });
  });
}
