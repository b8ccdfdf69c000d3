import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, goTo, openApp, roundTabs, test, textFile, trySample } from './fixtures.ts';

const SCREENS = ['Corpus', 'Index', 'Search', 'Evaluate', 'Settings'] as const;

/** Violations that keep people out, as 'rule: elements'. */
async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

test('no screen has a serious fault, light or dark, and none scrolls sideways at 380 pixels', async ({
  page,
}) => {
  test.setTimeout(300_000);
  // Colours in transition have no contrast that could be measured.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await openApp(page, '?backend=wasm');
  await expect(page.getByRole('button', { name: 'Try the sample corpus' })).toBeVisible();
  expect(await seriousViolations(page), 'first screen').toEqual([]);
  await trySample(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const screen of SCREENS) {
      await goTo(page, screen);
      await expect(page.getByRole('main').getByRole('region').first()).toBeVisible();
      expect.soft(await seriousViolations(page), `${screen}, ${colorScheme}`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 380, height: 800 });
  for (const screen of SCREENS) {
    await goTo(page, screen);
    await expect(page.getByRole('main').getByRole('region').first()).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, screen).toBeLessThanOrEqual(380);
  }
});

/** Checks what is on the page now, which `state` names, in both colour schemes. */
async function expectNoFault(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect.soft(await seriousViolations(page), `${state}, ${colorScheme}`).toEqual([]);
  }
}

test('no preview, menu, dialog or page of its own has a serious fault, light or dark', async ({ page }) => {
  test.setTimeout(300_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openApp(page, '?backend=wasm');
  await trySample(page);
  await test.step('the inspector', async () => {
    const results = page.getByRole('list', { name: 'Results' }).getByRole('listitem');
    await results.first().getByRole('button', { name: /^Why / }).click();
    await expect(page.getByRole('dialog').locator('mark').first()).toBeVisible();
    await expectNoFault(page, 'why an item was scored');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await expectNoFault(page, 'keys');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keep this search' }).click();
    await page.getByRole('status').getByRole('link').click();
    await expect(page.getByText(/nothing is computed/i)).toBeVisible();
    await expect(roundTabs(page)).toHaveCount(10);
    await expectNoFault(page, 'a kept search');
  });
  await test.step('a corpus', async () => {
    await goTo(page, 'Corpus');
    await page.getByRole('button', { name: /^Export /, expanded: false }).click();
    await expect(page.getByRole('menuitem', { name: 'CSV' })).toBeVisible();
    await expectNoFault(page, 'the formats of an export');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Delete / }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoFault(page, 'the question before a deletion');
    await page.keyboard.press('Escape');
    await page
      .getByLabel('Corpus files')
      .first()
      .setInputFiles(textFile('a.csv', 'id,title,text\n1,A,Frost\n2,,'));
    await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeVisible();
    await expectNoFault(page, 'the preview of an import');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText(/was imported in/)).toBeVisible();
    await expectNoFault(page, 'the report of an import');
  });
  await test.step('an experiment', async () => {
    await goTo(page, 'Corpus');
    await page
      .getByRole('button', { name: /^Open / })
      .first()
      .click();
    await goTo(page, 'Evaluate');
    const form = page.getByRole('form', { name: 'New experiment' });
    await form.getByRole('textbox', { name: 'Test queries' }).fill('2');
    await form.getByRole('textbox', { name: 'Name' }).fill('Small');
    await form.getByRole('button', { name: 'Run experiment' }).click();
    const results = page.getByRole('region', { name: 'Results of “Small”' });
    await expect(results.getByRole('img', { name: /^Recall against calls\./ }).locator('svg')).toBeVisible({
      timeout: 90_000,
    });
    await expectNoFault(page, 'results of an experiment');
    await page.getByRole('link', { name: 'Open report page' }).click();
    await expect(page.getByRole('button', { name: 'Download' })).toBeVisible();
    await expectNoFault(page, 'a report');
  });
});

/** Names of the transitions and animations that run within so many milliseconds. */
function movements(page: Page, lookMs: number): Promise<string[]> {
  return page.evaluate(async (lookFor) => {
    const names = new Set<string>();
    const startedMs = performance.now();
    while (performance.now() - startedMs < lookFor) {
      await new Promise(requestAnimationFrame);
      for (const animation of document.getAnimations()) {
        if (animation.playState !== 'running') continue;
        if (animation instanceof CSSTransition) names.add(animation.transitionProperty);
        else
          names.add(animation instanceof CSSAnimation ? animation.animationName : animation.constructor.name);
      }
    }
    return [...names];
  }, lookMs);
}

test('where a person asked for less motion, nothing opens with a movement and nothing turns', async ({
  page,
}) => {
  await openApp(page, '?backend=wasm');
  const badge = page.getByRole('button', { name: /^Backend: WASM/ });
  await expect(badge).toBeVisible({ timeout: 60_000 });
  /** What moves when it is told what the backend is. */
  const opening = async () => {
    const looking = movements(page, 1000);
    await badge.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    const moved = await looking;
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    return moved;
  };
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await opening()).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await opening()).toEqual([]);

  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.getByRole('button', { name: 'Try the sample corpus' }).click();
  expect(await movements(page, 500)).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await movements(page, 1500)).toEqual([]);
});

type Role = 'button' | 'link' | 'combobox' | 'tab' | 'textbox';

/** Presses Tab until the element with this role and name has the focus. */
async function tabTo(page: Page, role: Role, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluateAll((elements) => elements.includes(document.activeElement as HTMLElement)))
      return;
  }
  throw new Error(`Expected to reach the ${role} "${name}" with Tab, did not in 200 presses.`);
}

async function tabAndPress(page: Page, role: Role, name: string | RegExp): Promise<void> {
  await tabTo(page, role, name);
  await page.keyboard.press('Enter');
}

/** Replaces what the text field holds. */
async function tabAndType(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, 'textbox', name);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

test('a journey without a mouse: sample corpus, rounds, another query, settings', async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page, '?backend=wasm');
  await expect(page.getByRole('button', { name: 'Try the sample corpus' })).toBeVisible();
  await tabTo(page, 'button', 'Try the sample corpus');
  await page.keyboard.press('Enter');
  await expect(roundTabs(page)).toHaveCount(10, { timeout: 90_000 });
  await page.keyboard.press('/');
  await page.keyboard.type('why does my sourdough taste of vinegar');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: 'why does my sourdough taste of vinegar' }).first(),
  ).toBeVisible();
  await tabTo(page, 'link', 'Settings');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('a journey without a mouse: pasted documents, an index, an experiment', async ({ page }) => {
  test.setTimeout(180_000);
  const prey = {
    otter: 'trout',
    heron: 'frogs',
    badger: 'grubs',
    lynx: 'hares',
    plover: 'snails',
    adder: 'voles',
  };
  const documents = Object.entries(prey).flatMap(([animal, food]) =>
    ['river', 'marsh', 'forest', 'cliff', 'meadow'].map(
      (place, hours) => `Near the ${place} the ${animal} looks for ${food} ${hours + 2} hours a day.`,
    ),
  );
  await openApp(page, '?backend=wasm');
  await expect(page.getByRole('button', { name: /^Backend: WASM/ })).toBeVisible({ timeout: 60_000 });
  await tabTo(page, 'tab', 'Files');
  await page.keyboard.press('ArrowRight');
  await tabAndType(page, 'Documents', documents.join('\n'));
  await tabAndPress(page, 'button', 'Look at it');
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeVisible();
  await tabAndPress(page, 'button', 'Import');
  await expect(page.getByText(/was imported in/)).toBeVisible();

  await tabAndPress(page, 'link', 'Index');
  await tabAndType(page, 'Number of train queries', '4');
  await tabAndType(page, 'Documents per query (k_d)', '10');
  await tabAndType(page, 'Name', 'Small');
  await tabAndPress(page, 'button', 'Build index');
  await expect(page.getByText('“Small” is built')).toBeVisible({ timeout: 60_000 });

  await tabAndPress(page, 'link', 'Evaluate');
  await expect(page.getByText('This corpus has no queries.')).toBeVisible();
  await tabAndType(page, 'Number of queries', '3');
  await tabAndPress(page, 'button', 'Make test queries');
  await expect(page.getByText(/^3 test queries/)).toBeVisible({ timeout: 60_000 });
  await tabAndType(page, 'Name', 'By keys');
  await tabAndPress(page, 'button', 'Run experiment');
  await expect(page.getByRole('region', { name: 'Results of “By keys”' })).toBeVisible({ timeout: 120_000 });
});
