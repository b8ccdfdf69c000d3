import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { expect, goTo, importFile, openApp, roundTabs, sampleZip, test, textFile } from './fixtures.ts';

/** The sample corpus, on the screen where methods are measured. */
async function openSample(page: Page): Promise<void> {
  await openApp(page, '?backend=wasm');
  await importFile(page, sampleZip());
  await goTo(page, 'Evaluate');
}

/** Replaces what a list of numbers holds. */
async function typeNumbers(field: Locator, numbers: readonly number[], heldCount: number): Promise<void> {
  for (let i = 0; i < heldCount; i++) await field.press('Backspace');
  await field.pressSequentially(`${numbers.join(' ')} `);
}

async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('rankings and an experiment go on after reloads; it is read, exported and repeated', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await openSample(page);
  await expect(page.getByText('40 test queries (marked test), all judged.')).toBeVisible({ timeout: 60_000 });

  await test.step('exact rankings of a sample, cut off by a reload', async () => {
    const form = page.getByRole('form', { name: 'Make exact rankings' });
    await form.getByRole('textbox', { name: 'Test queries' }).fill('4');
    await expect(page.getByRole('region', { name: 'Plan of the exact rankings' })).toContainText(
      'For a sample of 4 of 40 test queries (seed 1):2,112 pairs',
    );
    await form.getByRole('button', { name: 'Make exact rankings' }).click();
    await expect(page.getByText(/^[1-9][\d,]* of 2,112 pairs scored$/)).toBeVisible({ timeout: 60_000 });
    await page.reload();
    const unfinished = page.getByRole('list', { name: 'Unfinished exact rankings' });
    await expect(unfinished).toContainText(/[1-9][\d,]* of 2,112 pairs scored/, { timeout: 60_000 });
    await page.getByRole('button', { name: 'Resume exact rankings' }).click();
    await expect(page.getByText('Exact rankings: done')).toBeVisible({ timeout: 240_000 });
    await expect(page.getByText('4 of the 40 test queries have an exact ranking.')).toBeVisible();
    await expect(unfinished).toHaveCount(0);
  });

  await test.step('an experiment scores what is missing, and goes on after a reload', async () => {
    const form = page.getByRole('form', { name: 'New experiment' });
    await typeNumbers(form.getByRole('combobox', { name: 'Budgets B' }), [20, 40], 3);
    await typeNumbers(form.getByRole('combobox', { name: 'Measured at k' }), [1, 10], 3);
    await form.getByRole('textbox', { name: 'Test queries' }).fill('5');
    await form.getByRole('textbox', { name: 'Name' }).fill('First look');
    const plan = page.getByRole('region', { name: 'Plan of the experiment' });
    await expect(plan).toContainText('30 searches on a sample of 5 of 40 test queries (seed 1)');
    await expect(plan).toContainText('2,640 pairs, of which 2,112 are stored already');
    await form.getByRole('button', { name: 'Run experiment' }).click();
    await expect(page.getByText(/^Scoring · /)).toBeVisible({ timeout: 60_000 });
    await page.reload();
    const list = page.getByRole('list', { name: 'Experiments' });
    await expect(list).toContainText('0 of 5 queries', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Resume First look' }).click();
    await expect(page.getByRole('region', { name: 'Results of “First look”' })).toBeVisible({
      timeout: 240_000,
    });
    await expect(page.getByRole('button', { name: 'Resume First look' })).toHaveCount(0);
  });

  const results = page.getByRole('region', { name: 'Results of “First look”' });
  await test.step('its table, charts, and queries', async () => {
    const table = results.getByRole('table', { name: 'Measures of each method' });
    await expect(table.getByRole('row')).toHaveCount(1 + 3 * 2 + 3);
    await expect(table.getByRole('row', { name: /^Exact ranking/i })).toContainText('1.000');
    await results.getByRole('combobox', { name: 'Measures' }).selectOption('Against human judgements');
    await expect(table.getByRole('columnheader', { name: 'nDCG@10' })).toBeVisible();
    await expect(results.getByRole('img', { name: /^Recall against calls\./ }).locator('svg')).toBeVisible();
    const queries = results.getByRole('table', { name: 'Query by query' });
    await expect(queries.getByRole('row')).toHaveCount(1 + 5);
    await expect(results.getByText('A sample: 5 of 40 test queries, by the seed 1.')).toBeVisible();
  });

  await test.step('files', async () => {
    const json = await saved(page, () => results.getByRole('button', { name: 'Export as JSON' }).click());
    const runs = await saved(page, () =>
      results.getByRole('button', { name: 'Export as TREC runs' }).click(),
    );
    const entries = Object.entries(unzipSync(runs.bytes)).filter(([name]) => /\.(trec|run)$/.test(name));
    // The cells of the grid, then the exact ranking, BM25 and the dual-encoder.
    expect(entries).toHaveLength(3 * 2 + 3);
    const elsewhere = `${Buffer.from(entries[0][1])}gone Q0 d1 1 0.5 elsewhere\n`;
    await page.getByLabel('TREC run files').setInputFiles(textFile('elsewhere.trec', elsewhere));
    await expect(results.getByRole('list', { name: 'Imported runs' })).toContainText(
      'left out: 1 line of queries that the experiment has not',
    );

    await page.getByRole('button', { name: 'Delete First look' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('No experiment yet.')).toBeVisible();
    const input = page.getByLabel('File of an experiment');
    await input.setInputFiles({ name: json.name, mimeType: 'application/json', buffer: json.bytes });
    await expect(results).toBeVisible();
  });

  await test.step('repeated, every ranking is the same', async () => {
    await results.getByRole('button', { name: 'Repeat', exact: true }).click();
    const compared = page.getByRole('region', { name: 'Compared with the experiment that it repeats' });
    await expect(compared).toContainText(
      'Identical: every ranking of every method on 5 queries is the same, down to the order.',
      { timeout: 120_000 },
    );
    await expect(compared).toContainText('The conditions are the same.');
  });

  await test.step('its report, and a query of it searched', async () => {
    await results.getByRole('link', { name: 'Open report page' }).click();
    await expect(page.getByRole('heading', { name: 'First look' })).toBeVisible({ timeout: 60_000 });
    await goTo(page, 'Evaluate');
    await results
      .getByRole('button', { name: /^Search for “/ })
      .first()
      .click();
    await expect(roundTabs(page)).toHaveCount(10, { timeout: 90_000 });
  });
});

test('queries and judgements are added from files, and every unknown id is told', async ({ page }) => {
  await openApp(page, '?backend=wasm');
  await importFile(page, textFile('few.txt', 'a cold river in spring\nan old stone bridge\n'));
  await goTo(page, 'Evaluate');
  await expect(page.getByText('This corpus has no queries.')).toBeVisible();
  const input = page.getByLabel('Files of queries or judgements');
  await input.setInputFiles(textFile('table.csv', '1,2,3\n4,5,6\n'));
  await expect(page.getByRole('alert')).toContainText('table.csv: expected a query a row');

  await input.setInputFiles([
    textFile('queries.jsonl', '{"_id": "q1", "text": "bridge"}\n{"_id": "q2", "text": "river"}\nnot json\n'),
    textFile('qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\t1\t1\nq9\t1\t1\n'),
  ]);
  const report = page.getByRole('status', { name: 'What was added' });
  await expect(report).toContainText('2 queries and');
  await expect(report).toContainText('that the corpus has not: “q9”.');
  await expect(report.getByRole('table', { name: 'Refused lines' })).toContainText('queries.jsonl');
  await expect(page.getByText(/^2 test queries \(marked test\)/)).toBeVisible({ timeout: 60_000 });
});
