import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { SCORE_TOLERANCE } from '../src/encoders/golden.ts';
import { compareExperiments } from '../src/engine/experiment-differences.ts';
import { readExperimentJson } from '../src/engine/experiment-json.ts';
import type { Experiment } from '../src/engine/experiment-records.ts';
import { experimentStatistics } from '../src/engine/experiment-statistics.ts';
import { expect, importFile, openApp, sampleZip, test } from './fixtures.ts';

const QUERIES = 4;

/** The form of the page as it stands, but for the number of queries. */
const AS_IN_THE_FORM = [
  ...['--methods', 'best,paper,rnr', '--index', 'hybrid', '--budgets', '50,100,200', '--k', '1,10,100'],
  ...['--queries', String(QUERIES), '--seed', '1'],
];

async function runInNode(folder: string): Promise<Experiment> {
  const command = [
    'scripts/evaluate.mjs',
    '--corpus',
    'public/sample-corpus',
    '--out',
    folder,
    ...AS_IN_THE_FORM,
  ];
  await promisify(execFile)(process.execPath, command);
  return readExperimentJson(await readFile(join(folder, 'results.json'), 'utf8'), 'results.json');
}

async function runInPage(page: Page): Promise<Experiment> {
  await openApp(page, '?backend=wasm');
  await importFile(page, sampleZip());
  await page.getByRole('link', { name: 'Evaluate', exact: true }).click();
  const form = page.getByRole('form', { name: 'New experiment' });
  // Models are loaded, and the corpus is prepared, before anything can be planned.
  await form.waitFor({ timeout: 240_000 });
  await form.getByRole('textbox', { name: 'Test queries' }).fill(String(QUERIES));
  await form.getByRole('button', { name: 'Run experiment' }).click();
  const exporting = page.getByRole('button', { name: 'Export as JSON' });
  await exporting.waitFor({ timeout: 240_000 });
  const saving = page.waitForEvent('download');
  await exporting.click();
  return readExperimentJson(await readFile(await (await saving).path(), 'utf8'), 'the download');
}

/** Every mean, interval and test; times are the machine's. */
function measuresOf(experiment: Experiment) {
  const { cells, references, comparisons } = experimentStatistics(experiment);
  return {
    cells: cells.map(({ methodIndex, budget, calls, measures, rounds }) => ({
      ...{ methodIndex, budget, calls, measures, rounds },
    })),
    ...{ references, comparisons },
  };
}

/** Of the exact rankings and all that searches found, one after the other. */
function scoresOf({ results }: Experiment): number[] {
  return results.flatMap(({ exact, cells }) =>
    [exact, ...cells.map(({ ranking }) => ranking)].flatMap(({ scores }) => [...scores]),
  );
}

test('the command gives the numbers of the page', async ({ page }) => {
  test.setTimeout(600_000);
  const folder = await mkdtemp(join(tmpdir(), 'xenn-headless-'));
  try {
    const inNode = await runInNode(folder);
    const inPage = await runInPage(page);
    expect(inPage.results).toHaveLength(QUERIES);
    expect(compareExperiments(inNode, inPage)).toMatchObject({ isIdentical: true, cells: [] });
    expect(measuresOf(inPage)).toEqual(measuresOf(inNode));
    const found = scoresOf(inPage);
    const expected = scoresOf(inNode);
    expect(found).toHaveLength(expected.length);
    const differences = found.map((score, place) => Math.abs(score - expected[place]));
    expect(Math.max(...differences)).toBeLessThan(SCORE_TOLERANCE.wasm);
  } finally {
    await rm(folder, { recursive: true });
  }
});
