import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  createFakeSearchClient,
  FAKE_CORPUS,
  type FakeSearchOptions,
} from '../../testing/fake-search-client.ts';
import { theme } from '../shared/theme.ts';
import { SearchScreen, type SearchScreenProps } from './SearchScreen.tsx';

const QUERY = 'first satellite launched';

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
const round = (index: number) => page.getByRole('tab', { name: new RegExp(`^Round ${index}:`) });
const results = () => page.getByRole('list', { name: 'Results' }).getByRole('listitem');

describe('search form', () => {
  it('goes to the query field with a slash and searches with Enter', async () => {
    await open();
    await expect.element(page.getByText('Nothing searched yet')).toBeVisible();
    await userEvent.keyboard('/');
    await expect.element(queryField()).toHaveFocus();
    await userEvent.keyboard(`${QUERY}{Escape}{Enter}`);
    await expect.element(round(10)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByText('(100 computed now, 0 from store)')).toBeVisible();
    expect(results().elements()).toHaveLength(20);
  });

  it('says what is missing and does not search', async () => {
    await open();
    await button('Search').click();
    await expect.element(page.getByText('Type a query, at least one word.')).toBeVisible();
    await queryField().fill(QUERY);
    await page.getByLabelText('Rounds R', { exact: true }).fill('200');
    await button('Search').click();
    await expect
      .element(page.getByText('At most B = 100: each round scores one item or more.'))
      .toBeVisible();
    expect(page.getByRole('tablist').elements()).toHaveLength(0);
  });

  it('offers the way to an index while there is none', async () => {
    const onOpenIndexing = vi.fn();
    await open({}, { onOpenIndexing });
    await button('Build an index').click();
    expect(onOpenIndexing).toHaveBeenCalledOnce();
  });
});

describe('round inspector', () => {
  it('steps through the rounds by keyboard, and everything follows', async () => {
    await open({}, { initialQuery: QUERY, autoRun: true });
    await expect.element(round(10)).toBeVisible();
    await userEvent.keyboard('{Home}');
    await expect.element(page.getByText('after 10 calls')).toBeVisible();
    expect(results().elements()).toHaveLength(10);
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(round(2)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByRole('heading', { name: 'New in round 2' })).toBeVisible();
    await userEvent.keyboard('{End}{ArrowLeft}');
    await expect.element(page.getByText('after 90 calls')).toBeVisible();
  });

  it('streams, and a cancel keeps what was found', async () => {
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
    await button('Cancel').click();
    await expect.element(page.getByText(/^AXN was cancelled after round 2\./)).toBeVisible();
    expect(results().elements()).toHaveLength(20);
  });

  it('shows an error word for word', async () => {
    const searchError = new Error('The GPU device was lost. Reload the page.');
    await open({ searchError }, { initialQuery: QUERY, autoRun: true });
    await expect.element(page.getByRole('alert')).toHaveTextContent(searchError.message);
  });

  it('has recall once the exact ranking is computed, and at once the next time', async () => {
    await open({}, { initialQuery: QUERY, autoRun: true });
    await button('Compute exact ranking').click();
    await expect
      .element(page.getByRole('table', { name: 'Recall@k after 100 calls (round 10)' }))
      .toBeVisible();
    await button('Search').click();
    await expect.element(page.getByText('(0 computed now, 100 from store)')).toBeVisible();
    await expect.element(page.getByRole('table', { name: /^Recall@k after/ })).toBeVisible();
  });

  it('lays both methods side by side', async () => {
    await open({}, { initialQuery: QUERY });
    await page.getByText('Both', { exact: true }).click();
    await button('Search').click();
    await expect.element(page.getByRole('region', { name: 'Retrieve & re-rank' })).toBeVisible();
    await expect.element(page.getByText(/^Of the 10 best items that either found, AXN holds/)).toBeVisible();
    await expect.element(page.getByText('only AXN found it').first()).toBeVisible();
  });

  it('reads the document of an item picked on the map', async () => {
    await open({}, { initialQuery: QUERY, autoRun: true });
    const map = page.getByRole('img', { name: 'Map of 500 items after round 10' });
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
    const dialog = page.getByRole('dialog');
    await expect.element(dialog.getByText(/exact score/)).toBeVisible();
  });
});
