import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { CorpusSummary } from '../../core/records.ts';
import { ImportPanel } from './ImportPanel.tsx';
import { ImportContext, type ImportControl } from './import-context.ts';
import { type ImportState, type ImportTarget, NEW_CORPUS, NO_IMPORT } from './import-state.ts';

// The real ones need the whole workspace; like them this keeps what was typed only while it is mounted.
vi.mock('./ImportSources.tsx', () => ({
  ImportSources: () => createElement('textarea', { 'aria-label': 'Text' }),
}));

const ADDITION: ImportTarget = { kind: 'addition', corpus: { corpusId: 'c' } as CorpusSummary };
const RUNNING: ImportState = {
  status: 'errand',
  target: NEW_CORPUS,
  errand: { kind: 'fetching', what: 'https://example.org/a.jsonl' },
  stopping: false,
};

let root: Root | undefined;

function show(state: ImportState): void {
  const panel = createElement(ImportPanel, { title: 'Drop them here', target: ADDITION });
  const value = { state } as ImportControl;
  root?.render(createElement(MantineProvider, {}, createElement(ImportContext, { value }, panel)));
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test('what was pasted is there again after another import ran', async () => {
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  show(NO_IMPORT);
  await page.getByRole('textbox', { name: 'Text' }).fill('A late frost');

  show(RUNNING);
  await expect.element(page.getByText('Another import is running: one at a time.')).toBeVisible();
  await expect.element(page.getByRole('textbox')).not.toBeInTheDocument();
  await expect.element(page.getByRole('button')).not.toBeInTheDocument();

  show(NO_IMPORT);
  await expect.element(page.getByRole('textbox', { name: 'Text' })).toHaveValue('A late frost');
  await expect.element(page.getByText('Another import is running: one at a time.')).not.toBeInTheDocument();
});
