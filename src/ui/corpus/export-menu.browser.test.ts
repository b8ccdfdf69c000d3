import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { CorpusSummary } from '../../core/records.ts';
import { ExportMenu } from './ExportMenu.tsx';

let root: Root | undefined;

function show(blockedBecause: string | undefined, onChoose = vi.fn()): void {
  const corpus = { name: 'Garden' } as CorpusSummary;
  const menu = createElement(ExportMenu, { corpus, blockedBecause, onChoose });
  root?.render(createElement(MantineProvider, {}, menu));
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test('while a corpus is exported the button keeps the focus, says why and opens nothing', async () => {
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  const onChoose = vi.fn();
  show(undefined, onChoose);
  const button = page.getByRole('button', { name: 'Export Garden' });
  await button.click();
  await page.getByRole('menuitem', { name: /^CSV/ }).click();
  expect(onChoose.mock.calls).toEqual([['csv']]);
  await expect.element(button).toHaveFocus();

  show('It is being exported.', onChoose);
  await expect.element(button).toHaveAttribute('title', 'It is being exported.');
  await expect.element(button).toHaveFocus();
  button.element().dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await expect.element(button).toHaveAttribute('aria-disabled', 'true');
  await expect.element(button).toHaveAttribute('aria-expanded', 'false');
  await expect.element(page.getByRole('menuitem')).not.toBeInTheDocument();

  show(undefined, onChoose);
  await expect.element(button).not.toHaveAttribute('aria-disabled');
  await expect.element(page.getByRole('menuitem')).not.toBeInTheDocument();
  await button.click();
  await expect.element(page.getByRole('menuitem', { name: /^CSV/ })).toBeVisible();
});
