import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { EXPERIMENT_REQUEST, makeExperimentStatistics } from '../../../testing/experiment-statistics.ts';
import { MeasureTable } from './MeasureTable.tsx';

let root: Root | undefined;

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

it('has a row for each imported run, though two have one name', async () => {
  const complaints = vi.spyOn(console, 'error');
  const statistics = makeExperimentStatistics();
  const run = { ...statistics.references[0], kind: 'imported' as const, name: 'other' };
  const props = {
    request: EXPERIMENT_REQUEST,
    statistics: { ...statistics, references: [run, run] },
  };
  const container = document.createElement('div');
  document.body.append(container);
  root = createRoot(container);
  root.render(createElement(MantineProvider, null, createElement(MeasureTable, props)));
  const rows = page.getByRole('row', { name: /^other/ });
  await expect.element(rows.first()).toBeVisible();
  expect(rows.elements()).toHaveLength(2);
  expect(complaints.mock.calls).toEqual([]);
});
