import type { BrowserContext } from 'playwright';
import { FIRST_STAGE_DEPTH } from '../../src/engine/search-records.ts';
import { peakMemoryMb } from '../peak-memory.mjs';
import type { CorporaPage, ImportTimes } from './page.ts';

export interface PageTimes extends ImportTimes {
  /** Of each BM25 query, in the order asked. */
  readonly queryMs: readonly number[];
  /** Largest resident size of the page with its workers: of the import, and of storage with the queries. */
  readonly importMemoryMb: number | null;
  readonly queryMemoryMb: number | null;
}

/** Imports the file in a page of its own, then asks its storage in another: memory is told apart. */
export async function measurePage(
  context: BrowserContext,
  profileFolder: string,
  address: string,
  passagesPath: string,
  count: number,
  queries: readonly string[],
): Promise<PageTimes> {
  const importPage = await openPage(context, address);
  await importPage.getByLabel('Passages').setInputFiles(passagesPath);
  const times = await importPage.evaluate(
    (expected) => (globalThis as unknown as CorporaPage).importPassages(expected),
    count,
  );
  const importMemoryMb = peakMemoryMb(profileFolder);
  await importPage.close();

  const queryPage = await openPage(context, address);
  const queryMs = await queryPage.evaluate(
    ({ corpusId, texts, depth }) =>
      (globalThis as unknown as CorporaPage).timeQueries(corpusId, texts, depth),
    { corpusId: times.corpusId, texts: queries, depth: FIRST_STAGE_DEPTH },
  );
  const queryMemoryMb = peakMemoryMb(profileFolder);
  await queryPage.close();
  return { ...times, queryMs, importMemoryMb, queryMemoryMb };
}

async function openPage(context: BrowserContext, address: string) {
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`page error: ${error.message}\n`));
  await page.goto(`${address}/page.html`);
  await page.waitForFunction(() => 'importPassages' in globalThis);
  return page;
}
