import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test as playwright } from '@playwright/test';
import { zipSync } from 'fflate';

/** The page of every test. */
const test = playwright.extend({
  page: async ({ page, browserName }, use) => {
    if (browserName === 'firefox') await page.addInitScript(letReactSeeFilledFields);
    await use(page);
  },
});

/**
 * Playwright fills a field of Firefox by its `value`, which React takes for its own doing, and passes over the event that
 * follows.
 */
function letReactSeeFilledFields(): void {
  interface Tracked {
    _valueTracker?: { setValue(value: string): void };
  }
  addEventListener(
    'input',
    (event) => {
      if (!event.isTrusted) (event.target as Tracked | null)?._valueTracker?.setValue('');
    },
    true,
  );
}

export const SAMPLE_FILES = ['corpus.jsonl', 'queries.jsonl', 'qrels/train.tsv', 'qrels/test.tsv'];

/** A file for an <input type="file">. */
export interface UploadedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export function textFile(name: string, text: string): UploadedFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

/** The shipped sample corpus as a BEIR zip, inside a folder as people make them. */
export function sampleZip(): UploadedFile {
  const entries = SAMPLE_FILES.map((name): [string, Uint8Array] => [
    `garden/${name}`,
    readFileSync(`public/sample-corpus/${name}`),
  ]);
  return {
    name: 'garden.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync(Object.fromEntries(entries))),
  };
}

/** Opens the app; an error that nobody caught in the page fails the test. */
export async function openApp(page: Page, search = ''): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`/${search}`);
}

export async function importFile(page: Page, file: UploadedFile): Promise<void> {
  await page.getByLabel('Corpus files').setInputFiles(file);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/was imported in/)).toBeVisible();
}

/** The rounds of the search on screen. */
export function roundTabs(page: Page): Locator {
  return page.getByRole('tablist', { name: 'Rounds' }).getByRole('tab');
}

/** Types a query and presses Search. */
export async function search(page: Page, queryText: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Query' }).fill(queryText);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
}

/** Presses "Try the sample corpus" and waits for the search that follows to end. */
export async function trySample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try the sample corpus' }).click();
  await expect(roundTabs(page)).toHaveCount(10, { timeout: 90_000 });
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
}

/** Keeps the method in the form for comparison, and chooses `preset` beside it. */
export async function addToCompare(page: Page, preset: string): Promise<void> {
  await page.getByRole('button', { name: 'Add to compare' }).click();
  await page.getByRole('combobox', { name: 'Method', exact: true }).click();
  await page.getByRole('option', { name: new RegExp(`^${preset}`) }).click();
}

/** Goes to one of the screens by the header. */
export async function goTo(
  page: Page,
  screen: 'Corpus' | 'Index' | 'Search' | 'Evaluate' | 'Settings',
): Promise<void> {
  await page.getByRole('link', { name: screen, exact: true }).click();
}

export { expect, test };
