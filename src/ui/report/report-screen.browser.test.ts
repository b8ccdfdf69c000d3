import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { makeExperimentReport } from '../../testing/experiment-statistics.ts';
import { theme } from '../shared/theme.ts';
import { ReportScreen } from './ReportScreen.tsx';
import type { ReportClient } from './report-client.ts';

const REPORT = makeExperimentReport();
const client: ReportClient = {
  readExperiment: async ({ experimentId }) => {
    if (experimentId === REPORT.summary.experimentId) return REPORT;
    throw new Error(`Expected a stored experiment "${experimentId}", found none. It may have been deleted.`);
  },
  exportExperiment: async () => {
    throw new Error('Expected room on the disk, found none: free some.');
  },
};

let root: Root | undefined;

async function show(experimentId: string, width = 1280): Promise<void> {
  await page.viewport(width, 900);
  const container = document.createElement('div');
  document.body.append(container);
  root = createRoot(container);
  const screen = createElement(ReportScreen, { client, experimentId });
  root.render(createElement(MantineProvider, { theme, defaultColorScheme: 'dark' }, screen));
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

const figures = () => page.getByRole('figure');

it('draws the experiment, black on white in dark colours too', async () => {
  await show('experiment-1');
  await expect.element(page.getByRole('heading', { name: 'First look' })).toBeVisible();
  await expect.element(figures().nth(6)).toBeInTheDocument();
  const pictures = figures().getByRole('img').elements() as HTMLImageElement[];
  for (const picture of pictures) {
    await picture.decode();
    expect(picture.naturalWidth).toBe(704);
  }
  const sheet = getComputedStyle(page.getByRole('article').element());
  expect([sheet.color, sheet.backgroundColor]).toEqual(['rgb(33, 37, 41)', 'rgb(255, 255, 255)']);
});

it('says so when there is none at the address', async () => {
  await show('gone');
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('Expected a stored experiment "gone", found none. It may have been deleted.Try again');
});

it('offers its files by keyboard, and says why one could not be made', async () => {
  await show('experiment-1');
  const download = page.getByRole('button', { name: 'Download' });
  await expect.element(download).toBeVisible();
  (download.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await page.getByRole('menuitem', { name: 'The table (CSV)' }).click();
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('Expected room on the disk, found none: free some.');
});

it('fits into 380 pixels', async () => {
  await show('experiment-1', 380);
  await expect.element(figures().first()).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(380);
});
