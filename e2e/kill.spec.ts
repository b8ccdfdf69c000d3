/** The browser is killed at random moments of what stores something: what was stored is there, and nothing else is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { createRandom } from '../src/core/random.ts';
import { RELEASED_VERSIONS, releasedFile } from '../src/testing/store/released-files.ts';
import { type BrowserProcess, startBrowser } from './kills/browser-process.ts';
import { type Found, type FoundCorpus, KILL_KINDS, type KillKind } from './kills/page.ts';
import { findWorkers, openKillPage } from './kills/serve-page.ts';

const KILLS = Number(process.env.KILLS ?? 8);
const SEED = Number(process.env.KILL_SEED ?? 1);
const RELEASED_COPIES = 4;

/** Longest wait before the kill: about as long as the step takes on two cores. */
const MOST_MS: Readonly<Record<KillKind, number>> = {
  import: 1500,
  addition: 1200,
  removal: 500,
  deletion: 40,
  project: 900,
  indexing: 4000,
  migration: 500,
};

/** What may be found of the corpus that a step was about: documents and scores, before and after. */
const OUTCOMES: Readonly<Record<Exclude<KillKind, 'indexing' | 'migration'>, readonly unknown[]>> = {
  import: [undefined, [10_000, 0]],
  addition: [
    [2000, 500],
    [7000, 500],
  ],
  removal: [
    [4000, 500],
    [3000, 333],
  ],
  deletion: [[4000, 500], undefined],
  project: [undefined, [4000, 500]],
};

interface Kill {
  readonly kind: KillKind;
  readonly ended: boolean;
  readonly scoreCount: number;
}

test(`killed ${KILLS} times, the browser has lost nothing that was stored, and keeps nothing that was not`, async ({
  baseURL,
}) => {
  test.setTimeout(60_000 + KILLS * 30_000);
  const address = baseURL as string;
  const workers = await findWorkers(address);
  const released = await releasedFiles();
  const profile = await mkdtemp(join(tmpdir(), 'xenn-kills-'));
  const random = createRandom(SEED);
  const kills: Kill[] = [];
  let browser: BrowserProcess | undefined;
  try {
    let kept: FoundCorpus | undefined;
    for (let number = 0; number <= KILLS; number++) {
      browser = await startBrowser(profile);
      const killPage = await openKillPage(browser.page, address, workers);
      await killPage.evaluate((page) => page.open());
      if (!kept) await killPage.evaluate((page) => page.makeKept());
      const found = await killPage.evaluate((page) => page.inspect());
      kept ??= found.corpora[0];
      expectNothingLost(found, kept, kills.at(-1));
      if (number === KILLS) break;
      const kind = KILL_KINDS[number % KILL_KINDS.length];
      await test.step(`kill ${number + 1}, during ${kind}`, async () => {
        await killPage.evaluate((page, [kind, released]) => page.prepare(kind, released), [
          kind,
          released,
        ] as const);
        await killPage.evaluate((page, kind) => page.begin(kind), kind);
        await new Promise((resolve) => setTimeout(resolve, random.nextFloat() * MOST_MS[kind]));
        const { failure, ...progress } = await killPage.evaluate((page) => page.progress());
        await browser?.kill();
        expect(failure).toBeUndefined();
        kills.push({ kind, ...progress });
      });
    }
    await expectUsable(browser?.page as Page, address);
  } finally {
    await browser?.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  // How often each kind was caught in the middle: read after a long run.
  process.stdout.write(`${tableOf(kills)}\n`);
});

function expectNothingLost(found: Found, kept: FoundCorpus, kill: Kill | undefined): void {
  const { corpora, unreadable, files, expectedDatabases, keptRuns } = found;
  const after = `killed during ${kill?.kind}`;
  expect(unreadable, after).toEqual([]);
  for (const corpus of corpora) expect(corpus.damage, `${after}: ${corpus.name}`).toBeUndefined();
  expect(
    corpora.filter(({ name }) => name === 'Kept'),
    after,
  ).toEqual([kept]);
  expectNoOrphans(files, expectedDatabases, keptRuns, after);
  if (!kill) return;
  const others = corpora.filter(({ name }) => name !== 'Kept');
  if (kill.kind === 'migration') {
    const released = RELEASED_VERSIONS.length * RELEASED_COPIES;
    expect(others.map(({ name, documentCount }) => [name, documentCount])).toEqual(
      Array.from({ length: released }, () => ['Pets', 3]),
    );
  } else if (kill.kind === 'indexing') {
    const [{ contents, indexCount, jobCount }] = others;
    expect(contents.scoreCount, after).toBeGreaterThanOrEqual(kill.scoreCount);
    expect(indexCount + jobCount, `${after}: an index, or the job that makes it`).toBeLessThanOrEqual(1);
    if (kill.ended) expect(indexCount).toBe(1);
  } else {
    const outcome = others.map(({ documentCount, contents }) => [documentCount, contents.scoreCount])[0];
    const [, end] = OUTCOMES[kill.kind];
    expect(kill.ended ? [end] : OUTCOMES[kill.kind], after).toContainEqual(outcome);
  }
}

/** A journal lies beside every database that was written to. */
function expectNoOrphans(
  files: Found['files'],
  databases: readonly string[],
  keptRuns: readonly string[],
  after: string,
): void {
  const ofDatabases = [...databases, ...databases.map((path) => `${path}-journal`)];
  expect(
    files.databases.filter((path) => !ofDatabases.includes(path)),
    after,
  ).toEqual([]);
  expect(files.fullSpares, after).toBe(0);
  expect(files.records['xenn-runs'], after).toEqual([...keptRuns]);
  expect(files.records['xenn-experiments'], after).toEqual([]);
  expect(files.others, after).toEqual([]);
}

async function expectUsable(page: Page, address: string): Promise<void> {
  // The list of corpora: the one that is open may be another, when the last kill left one.
  await page.goto(`${address}/#/corpus`);
  await expect(page.getByText('Kept', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
}

/** As base64, which crosses to the page. */
async function releasedFiles(): Promise<string[]> {
  const files = await Promise.all(RELEASED_VERSIONS.map(releasedFile));
  const copies = files.flatMap((file) => Array.from({ length: RELEASED_COPIES }, () => file));
  return copies.map((file) => Buffer.from(file).toString('base64'));
}

function tableOf(kills: readonly Kill[]): string {
  const rows = KILL_KINDS.map((kind) => {
    const ofKind = kills.filter((kill) => kill.kind === kind);
    return `${kind.padEnd(10)} ${ofKind.length} kills, ${ofKind.filter(({ ended }) => !ended).length} before the end`;
  });
  return rows.join('\n');
}
