// @ts-check
/**
 * `node scripts/make-pictures.mjs`: the pictures of README.md and docs/, of the app as it is, over the sample corpus, in
 * both colour schemes. Takes some minutes: what the pictures show is computed. Run it when a screen in them has changed.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { withServedBuild } from '../bench/serve-build.mjs';
import { resolveBrowser } from './browser.mjs';
import { chromiumFlags } from './chromium-flags.mjs';
import { importTypeScript } from './import-typescript.mjs';

/** @typedef {import('playwright').Page} Page */
/** @typedef {import('playwright').Locator} Locator */

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}docs/pictures/`;
const PORT = 4193;
const WINDOW = { width: 1200, height: 1000 };
const JOB_MS = 900_000;
/** Charts are drawn one after the other: a picture is taken once it stays the same for so long. */
const STILL_MS = 700;

const { goTo, roundTabs, trySample } = await importTypeScript('e2e/fixtures.ts');

/**
 * In the order of one visit; each shows something, and is the window, or a part of the page where it gives one.
 *
 * @type {[name: string, show: (page: Page) => Promise<Locator | undefined>][]}
 */
const PICTURES = [
  ['search', showSearch],
  ['map', showMap],
  ['recall', showRecall],
  ['why', showWhy],
  ['index', showIndex],
  ['experiment', showExperiment],
  ['cross-encoder', showCrossEncoder],
];

/** @param {Page} page */
async function showSearch(page) {
  await trySample(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  return undefined;
}

/** With the exact top marked. @param {Page} page */
async function showMap(page) {
  await page.getByRole('button', { name: 'Compute exact ranking' }).click();
  await page.getByRole('table', { name: /Recall/ }).waitFor({ timeout: JOB_MS });
  await roundTabs(page).nth(1).click();
  return page.getByRole('region', { name: 'Map', exact: true });
}

/** @param {Page} page */
async function showRecall(page) {
  await page.keyboard.press('End');
  return page.getByRole('region', { name: 'Recall', exact: true });
}

/** An item of the last round. @param {Page} page */
async function showWhy(page) {
  await page
    .getByRole('region', { name: 'New in round 10', exact: true })
    .getByRole('button', { name: /^Hardening off young plants/ })
    .click();
  return page.getByRole('dialog');
}

/** @param {Page} page */
async function showIndex(page) {
  await page.keyboard.press('Escape');
  await goTo(page, 'Index');
  await page.getByRole('button', { name: 'Build index' }).click();
  await page.getByText(/ is built/).waitFor({ timeout: JOB_MS });
  await page.evaluate(() => window.scrollTo(0, 0));
  return undefined;
}

/** @param {Page} page */
async function showExperiment(page) {
  await goTo(page, 'Evaluate');
  const form = page.getByRole('form', { name: 'New experiment' });
  await form.getByRole('textbox', { name: 'Test queries' }).fill('10');
  await form.getByRole('button', { name: 'Run experiment' }).click();
  const results = page.getByRole('region', { name: /^Results of/ });
  await results.waitFor({ timeout: JOB_MS });
  await results.evaluate((element) => {
    const headerHeight = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
    window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - headerHeight - 16);
  });
  return undefined;
}

/** The page that may connect: the other one offers no hub. @param {Page} page */
async function showCrossEncoder(page) {
  await goTo(page, 'Settings');
  const section = page.getByRole('region', { name: 'Cross-encoder', exact: true });
  const add = section.getByRole('button', { name: /^Add a model/ });
  await add.click();
  await section.getByRole('button', { name: 'Allow connections' }).click();
  await page.waitForURL(/connected/);
  await section.getByText(/^xenn-small-cross-encoder/).waitFor({ timeout: JOB_MS });
  await add.click();
  return section;
}

/**
 * The picture once two in a row are the same.
 *
 * @param {Page} page
 * @param {Locator | undefined} part
 * @returns {Promise<Buffer>}
 */
async function stillPicture(page, part) {
  const take = () => (part ?? page).screenshot({ animations: 'disabled', caret: 'hide' });
  let last = await take();
  for (;;) {
    await page.waitForTimeout(STILL_MS);
    const next = await take();
    if (next.equals(last)) return next;
    last = next;
  }
}

await withServedBuild({ root }, PORT, async (address) => {
  const browser = await chromium.launch({ executablePath: resolveBrowser(), args: chromiumFlags() });
  try {
    const page = await browser.newPage({
      viewport: WINDOW,
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
    });
    await page.goto(address);
    for (const [name, show] of PICTURES) {
      const part = await show(page);
      // What it points at looks different.
      await page.mouse.move(0, 0);
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.emulateMedia({ colorScheme });
        await writeFile(`${folder}${name}-${colorScheme}.png`, await stillPicture(page, part));
      }
      process.stdout.write(`${name}\n`);
    }
  } finally {
    await browser.close();
  }
});
