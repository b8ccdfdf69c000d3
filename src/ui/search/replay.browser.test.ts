import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeRunsClient } from '../../testing/fake-runs-client.ts';
import { STORED_RUN } from '../../testing/stored-runs.ts';
import { theme } from '../shared/theme.ts';
import { ReplayScreen } from './ReplayScreen.tsx';
import { RunsPanel } from './RunsPanel.tsx';

let root: Root | undefined;

async function show(element: ReactElement, width = 1280): Promise<void> {
  await page.viewport(width, 900);
  const container = document.createElement('div');
  document.body.append(container);
  root = createRoot(container);
  root.render(createElement(MantineProvider, { theme }, element));
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const round = (index: number) => page.getByRole('tab', { name: new RegExp(`^Round ${index}\\b`) });
const dialog = () => page.getByRole('dialog');
const openRun = (runId = STORED_RUN.runId, width?: number) =>
  show(createElement(ReplayScreen, { client: createFakeRunsClient([STORED_RUN]), runId }), width);

describe('a stored search', () => {
  it('says what it is, and steps through its rounds by keyboard', async () => {
    await openRun();
    await expect.element(page.getByRole('heading', { name: 'What raises tides?' })).toBeVisible();
    await expect.element(page.getByText('A stored search: nothing is computed')).toBeVisible();
    await expect.element(page.getByText(/over the corpus “Seas” \(4 documents\)/)).toBeVisible();
    await expect.element(round(2)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(round(1)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByText('after 2 calls').first()).toBeVisible();
    await userEvent.keyboard('{ArrowLeft}{End}');
    await expect.element(page.getByText('after 3 calls').first()).toBeVisible();
    await expect
      .element(page.getByRole('img', { name: /^Map of 4 items after round 2: 1 new/ }))
      .toBeVisible();
  });

  it('says why an item was scored, marks its words, and goes on to what pulled it', async () => {
    await openRun();
    await button('Why this item: d').click();
    await expect.element(dialog()).toHaveTextContent('Exact score3.000, rank 1 of all items');
    await expect.element(dialog()).toHaveTextContent('≈ 1.50 ± 0.75');
    await expect.element(dialog()).toHaveTextContent('Scored in round 2highest estimate');
    const marked = Array.from(dialog().element().querySelectorAll('mark'), ({ textContent }) => textContent);
    expect(marked).toEqual(['raises', 'tides']);
    await expect.element(page.getByRole('list', { name: 'Pulled by' })).toHaveTextContent('+1.25');
    await dialog().getByRole('button', { name: 'Tides' }).click();
    await expect.element(dialog()).toHaveTextContent('Scored in round 1first round, from BM25');
    await expect.element(dialog()).toHaveTextContent('No item had been scored before it.');
    await expect.element(page.getByRole('region', { name: 'Why Tides' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(button('Why this item: d')).toHaveFocus();
  });

  it('says that an item was not scored, and that its text was not kept', async () => {
    await openRun();
    await page.getByRole('button', { name: /^1 of the exact top 4 not found/ }).click();
    await page.getByRole('button', { name: /^#4/ }).click();
    await expect.element(dialog()).toHaveTextContent('Scoredby no round of this run');
    await expect.element(dialog()).toHaveTextContent('Estimate after round 2not known');
    await expect.element(dialog()).toHaveTextContent('The text of this item was not kept with the search.');
  });

  it('says so when there is none at the address', async () => {
    await openRun('gone');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Expected a kept search "gone", found none.');
  });

  it('fits into 380 pixels', async () => {
    await openRun(STORED_RUN.runId, 380);
    await expect.element(round(2)).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(380);
  });
});

describe('kept searches', () => {
  const older = { ...STORED_RUN, runId: 'run-0', createdMs: 0, queryText: 'An older query' };
  const links = () => page.getByRole('list', { name: 'Kept searches' }).getByRole('link');
  const showPanel = (blockedBecause?: string) =>
    show(createElement(RunsPanel, { client: createFakeRunsClient([older, STORED_RUN]), blockedBecause }));
  const pick = (name: string) => page.getByLabelText('File of a search').upload(new File(['{}'], name));

  it('lists the newest first, each at its address', async () => {
    await showPanel();
    await expect.element(links().first()).toHaveAttribute('href', '#/search/run/run-1');
    expect(
      links()
        .elements()
        .map(({ textContent }) => textContent),
    ).toEqual(['What raises tides?', 'An older query']);
  });

  it('names what another version kept, and deletes it when asked twice', async () => {
    const others = ['run-9'];
    const client = {
      ...createFakeRunsClient([older]),
      listRunsOfOtherVersion: async () => [...others],
      deleteRun: async ({ runId }: { runId: string }) => void others.splice(others.indexOf(runId), 1),
    };
    await show(createElement(RunsPanel, { client, blockedBecause: undefined }));
    const line = page.getByText(
      'The search run-9 was kept by another version of xenn and cannot be read here.',
    );
    await expect.element(line).toBeVisible();
    await button('Delete the search run-9').click();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await expect.element(line).not.toBeInTheDocument();
    await expect.element(links()).toHaveLength(1);
  });

  it('deletes one when asked twice', async () => {
    await showPanel();
    await button('Delete “An older query”').click();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await expect.element(page.getByText('An older query')).not.toBeInTheDocument();
    expect(links().elements()).toHaveLength(1);
  });

  it('takes in a file, and says what is wrong with another', async () => {
    await showPanel();
    await pick('notes.json');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('notes.json: expected a search that xenn');
    await pick('tides.xenn-run.json');
    await expect.element(links().nth(2)).toBeVisible();
    await expect.element(page.getByText('Imported query')).toBeVisible();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  it('changes nothing in a tab that only reads', async () => {
    await showPanel('Only read here.');
    await expect.element(button('Delete “An older query”')).toHaveAttribute('aria-disabled', 'true');
    await expect.element(button('Choose a file')).toHaveAttribute('title', 'Only read here.');
    await expect.element(button('Export “An older query”')).not.toHaveAttribute('aria-disabled');
  });
});
