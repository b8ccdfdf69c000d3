import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { CorpusSummary } from '../../core/records.ts';
import { AddDocuments } from './AddDocuments.tsx';
import { ImportContext, type ImportControl } from './import-context.ts';
import { NO_IMPORT } from './import-state.ts';

// The real ones need the whole workspace; like them this keeps what was typed only while it is mounted.
vi.mock('./ImportSources.tsx', () => ({
  ImportSources: () => createElement('textarea', { 'aria-label': 'Text' }),
}));
const block = vi.hoisted(() => ({ because: undefined as string | undefined }));
vi.mock('./use-corpus-block.ts', () => ({ useCorpusBlock: () => () => block.because }));

let root: Root | undefined;

function show(because: string | undefined): void {
  block.because = because;
  const corpus = { corpusId: 'c' } as CorpusSummary;
  const documents = createElement(AddDocuments, { corpus, onClose: () => undefined });
  const value = { state: NO_IMPORT } as ImportControl;
  root?.render(createElement(MantineProvider, {}, createElement(ImportContext, { value }, documents)));
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test('what was pasted is there again after the corpus was in use', async () => {
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  show(undefined);
  await page.getByRole('textbox', { name: 'Text' }).fill('A late frost');

  const because = 'An index of it is being built: pause or cancel that first.';
  show(because);
  await expect.element(page.getByText(because)).toBeVisible();
  await expect.element(page.getByRole('textbox')).not.toBeInTheDocument();

  show(undefined);
  await expect.element(page.getByRole('textbox', { name: 'Text' })).toHaveValue('A late frost');
  await expect.element(page.getByText(because)).not.toBeInTheDocument();
});
