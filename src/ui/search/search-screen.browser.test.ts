import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { planRounds } from '../../core/round-schedule.ts';
import { presetOf } from '../../core/search-presets.ts';
import { createFakeSearchClient, type FakeSearchOptions } from '../../testing/fake-search-client.ts';
import { FAKE_CORPUS } from '../../testing/fake-search-corpus.ts';
import { theme } from '../shared/theme.ts';
import { SearchScreen, type SearchScreenProps } from './SearchScreen.tsx';

const QUERY = 'first satellite launched';
/** Sizes of the rounds that a person gets who changes nothing. */
const ROUND_SIZES = planRounds(100, presetOf('best').make('hybrid', 0).schedule, 500);
const LAST = ROUND_SIZES.length;
const callsAfter = (round: number) => ROUND_SIZES.slice(0, round).reduce((sum, size) => sum + size);

let root: Root | undefined;

async function open(options: FakeSearchOptions = {}, props: Partial<SearchScreenProps> = {}): Promise<void> {
  await page.viewport(1280, 900);
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  const client = createFakeSearchClient(options);
  const screen = createElement(SearchScreen, {
    client,
    corpus: FAKE_CORPUS,
    onOpenIndexing: () => undefined,
    ...props,
  });
  root.render(createElement(MantineProvider, { theme }, screen));
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

const queryField = () => page.getByRole('combobox', { name: 'Query' });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const round = (index: number) => page.getByRole('tab', { name: new RegExp(`^Round ${index}\\b`) });
const results = () => page.getByRole('list', { name: 'Results' }).getByRole('listitem');
const setting = (label: string) => page.getByLabelText(label, { exact: true });

async function choosePreset(preset: Parameters<typeof presetOf>[0]): Promise<void> {
  await page.getByRole('combobox', { name: 'Method', exact: true }).click();
  // An option says its sentence as well.
  await page.getByRole('option', { name: new RegExp(`^${presetOf(preset).label}`) }).click();
}

describe('search form', () => {
  it('goes to the query field with a slash and searches with Enter', async () => {
    await open();
    await expect.element(page.getByText('Nothing searched yet')).toBeVisible();
    await userEvent.keyboard('/');
    await expect.element(queryField()).toHaveFocus();
    await userEvent.keyboard(`${QUERY}{Escape}{Enter}`);
    await expect.element(round(LAST)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByText('(100 computed now, 0 from store)')).toBeVisible();
    expect(results().elements()).toHaveLength(20);
  });

  it('says what is missing and does not search', async () => {
    await open();
    await button('Search').click();
    await expect.element(page.getByText('Type a query, at least one word.')).toBeVisible();
    await queryField().fill(QUERY);
    await button('All settings').click();
    await setting('Rounds R').fill('200');
    await button('Search').click();
    await expect
      .element(page.getByText('At most B = 100: each round scores one item or more.'))
      .toBeVisible();
    expect(page.getByRole('tablist').elements()).toHaveLength(0);
  });

  it('names what was changed, and goes back to the preset', async () => {
    await open();
    await choosePreset('paper');
    await expect.element(page.getByRole('search').getByText(presetOf('paper').sentence)).toBeVisible();
    await button('All settings').click();
    await setting('Lambda λ').fill('0.3');
    await expect.element(page.getByText(`${presetOf('paper').label} (λ 0.3).`)).toBeVisible();
    await button(`Back to “${presetOf('paper').label}”`).click();
    await expect.element(setting('Lambda λ')).toHaveValue('0.8');
  });

  it('says what does not go together before it searches', async () => {
    await open({}, { initialQuery: QUERY });
    await choosePreset('paper');
    await button('All settings').click();
    await setting('Batch rule').selectOptions('thompson');
    await expect
      .element(page.getByText('It needs a variance, which only the ridge has: choose that fit.'))
      .toBeVisible();
    await button('Search').click();
    expect(page.getByRole('tablist').elements()).toHaveLength(0);
    await setting('Fit').selectOptions('ridge');
    await button('Search').click();
    await expect.element(round(10)).toBeVisible();
  });

  it('offers to build the index that ADACUR needs', async () => {
    const onOpenIndexing = vi.fn();
    await open({}, { onOpenIndexing });
    await choosePreset('adacur');
    await expect
      .element(
        page.getByText('ADACUR estimates with anchor scores, and this corpus has no index of them yet.'),
      )
      .toBeVisible();
    await button('Build an index of anchor scores').click();
    expect(onOpenIndexing).toHaveBeenCalledOnce();
  });

  it('offers the way to an index while there is none', async () => {
    const onOpenIndexing = vi.fn();
    await open({}, { onOpenIndexing });
    await button('Build an index').click();
    expect(onOpenIndexing).toHaveBeenCalledOnce();
  });

  it.each([1280, 380])('fits into %d pixels with all its settings', async (width) => {
    await open();
    await page.viewport(width, 900);
    await button('All settings').click();
    await expect.element(setting('Seed')).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});

describe('round inspector', () => {
  it('steps through the rounds by keyboard, and everything follows', async () => {
    await open({}, { initialQuery: QUERY, autoRun: true });
    await expect.element(round(LAST)).toBeVisible();
    await userEvent.keyboard('{Home}');
    await expect.element(page.getByText(`after ${callsAfter(1)} calls`).first()).toBeVisible();
    expect(results().elements()).toHaveLength(Math.min(20, callsAfter(1)));
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(round(2)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByRole('heading', { name: 'New in round 2' })).toBeVisible();
    await userEvent.keyboard('{End}{ArrowLeft}');
    await expect.element(page.getByText(`after ${callsAfter(LAST - 1)} calls`).first()).toBeVisible();
  });

  it.each([
    ['the button', () => button('Cancel').click()],
    ['Escape', () => userEvent.keyboard('{Escape}')],
  ])('streams, and a cancel by %s keeps what was found', async (_, cancel) => {
    let stepsLeft = 2;
    const twoSteps = async (signal: AbortSignal | undefined) => {
      stepsLeft -= 1;
      if (stepsLeft < 0) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    };
    await open({ beforeStep: twoSteps }, { initialQuery: QUERY, autoRun: true });
    await expect.element(page.getByText('following the latest round')).toBeVisible();
    await expect.element(round(2)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{ArrowLeft}');
    await button('Follow the latest round').click();
    await cancel();
    await expect.element(page.getByText(/^Best was cancelled after round 2\./)).toBeVisible();
    expect(results().elements()).toHaveLength(Math.min(20, callsAfter(2)));
  });

  it('says that the first round waits for the corpus to be read, and how far that is', async () => {
    let goOn = () => {};
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const preparing = {
      stage: 'embedding',
      unit: 'documents',
      done: 430,
      total: 1000,
      elapsedMs: 4300,
      remainingMs: 5700,
    } as const;
    await open({ beforeStep: () => paused }, { initialQuery: QUERY, autoRun: true, preparing });
    const waiting = page.getByText(/The search waits until the corpus is read, once: embedding 43 %, about/);
    await expect.element(waiting).toBeVisible();
    goOn();
    await expect.element(round(LAST)).toBeVisible();
    await expect.element(waiting).not.toBeInTheDocument();
  });

  it('shows an error word for word', async () => {
    const searchError = new Error('The GPU device was lost. Reload the page.');
    await open({ searchError }, { initialQuery: QUERY, autoRun: true });
    await expect.element(page.getByRole('alert')).toHaveTextContent(searchError.message);
  });

  it('has recall once the exact ranking is computed, and at once the next time', async () => {
    await open({}, { initialQuery: QUERY, autoRun: true });
    await button('Compute exact ranking').click();
    await expect.element(page.getByRole('table', { name: /^Recall@k with 100 calls at most/ })).toBeVisible();
    await button('Search').click();
    await expect.element(page.getByText('(0 computed now, 100 from store)')).toBeVisible();
    await expect.element(page.getByRole('table', { name: /^Recall@k with/ })).toBeVisible();
  });

  it('keeps a search that has ended', async () => {
    await open({}, { initialQuery: QUERY, autoRun: true });
    await button('Keep this search').click();
    await expect.element(page.getByText(/^Kept at/)).toBeVisible();
  });

  it('reads the document of an item picked on the map', async () => {
    await open({}, { initialQuery: QUERY, autoRun: true });
    const map = page.getByRole('img', { name: `Map of 500 items after round ${LAST}` });
    await expect.element(map).toBeVisible();
    await expect.element(results().first()).toBeVisible();
    // Hovering the best result rings it on the map: that is where to click.
    await results().first().hover();
    const ring = await vi.waitUntil(() => document.querySelector('circle[r="10"]'));
    const canvas = map.element().getBoundingClientRect();
    const place = ring.getBoundingClientRect();
    const position = {
      x: place.x + place.width / 2 - canvas.x,
      y: place.y + place.height / 2 - canvas.y,
    };
    await map.click({ position });
    await expect
      .element(
        page
          .getByRole('dialog')
          .getByText(/exact score/i)
          .first(),
      )
      .toBeVisible();
  });
});

describe('several methods', () => {
  const rerank = presetOf('rnr').label;
  const strip = (label: string) => page.getByRole('definition').filter({ hasText: label });

  async function searchTwo(): Promise<void> {
    await open({}, { initialQuery: QUERY });
    await choosePreset('rnr');
    await button('Add to compare').click();
    await choosePreset('best');
    await button('Search').click();
    await expect.element(page.getByRole('region', { name: 'Side by side', exact: true })).toBeVisible();
  }

  it('run one after the other, and a score is computed once', async () => {
    await searchTwo();
    await expect.element(page.getByText('(100 computed now, 0 from store)')).toBeVisible();
    await expect.element(page.getByText(/\(\d\d? computed now, \d+ from store\)/)).toBeVisible();
    await expect.element(strip(rerank).first()).toBeVisible();
  });

  it('say who found what, and the person chooses which is stepped through', async () => {
    await searchTwo();
    const table = page.getByRole('region', { name: 'Side by side, table' });
    await expect.element(table.getByRole('columnheader', { name: rerank })).toBeVisible();
    await expect.element(table.getByText('missed').first()).toBeVisible();
    // The first of the list, retrieve and rerank, has one round.
    expect(page.getByRole('tab').elements()).toHaveLength(1);
    await page.getByRole('radiogroup', { name: 'Run to step through' }).getByText('Best').click();
    await expect.element(round(LAST)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByText('only this run found it').first()).toBeVisible();
  });

  it('can be removed from the list', async () => {
    await open();
    await button('Add to compare').click();
    await expect.element(button('Add to compare')).toBeDisabled();
    await button('Remove Best').click();
    await expect.element(button('Add to compare')).toBeEnabled();
  });

  it('are compared over all test queries', async () => {
    await searchTwo();
    await button('Run over all test queries').click();
    const table = page.getByRole('table', { name: 'Recall by method' });
    await expect.element(table).toBeVisible();
    expect(
      table
        .getByRole('rowheader')
        .elements()
        .map(({ textContent }) => textContent),
    ).toEqual([rerank, 'Best']);
    await expect.element(page.getByText(/p = 0\.500/).first()).toBeVisible();
  });

  it('can be cancelled over test queries, and what is missing is said where there are none', async () => {
    const still = (signal: AbortSignal | undefined) =>
      new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    await open({ beforeStep: still });
    await button('Run over all test queries').click();
    await button('Cancel').click();
    await expect.element(button('Run over all test queries')).toBeVisible();
    root?.unmount();
    await open({}, { corpus: { ...FAKE_CORPUS, queries: [] } });
    await expect.element(page.getByText(/^Methods are compared over test queries, and/)).toBeVisible();
  });
});
