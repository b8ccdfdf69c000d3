import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { type ComponentProps, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { FilePick } from './FilePick.tsx';
import { type Workspace, WorkspaceContext } from './workspace.ts';

let root: Root | undefined;

/** The button in a tab whose storage is so; again: in the same tab, later. */
function show(storage: Workspace['storage']): void {
  if (!root) {
    const element = document.createElement('div');
    document.body.append(element);
    root = createRoot(element);
  }
  const props: ComponentProps<typeof FilePick> = {
    label: 'Index file',
    accept: '.safetensors',
    loading: false,
    onFiles: () => undefined,
    children: 'Import index',
  };
  const pick = createElement(FilePick, props);
  const value = { storage } as Workspace;
  root.render(createElement(MantineProvider, {}, createElement(WorkspaceContext, { value }, pick)));
}

afterEach(() => {
  root?.unmount();
  root = undefined;
  document.body.replaceChildren();
});

test('a tab that only reads says why nothing can be taken in; once it writes, it can', async () => {
  show('reader');
  const button = page.getByRole('button', { name: 'Import index' });
  await expect.element(button).toHaveAttribute('aria-disabled', 'true');
  await expect
    .element(button)
    .toHaveAccessibleDescription(
      'This tab only reads what another one writes: close that one to change anything here.',
    );
  let picks = 0;
  document.querySelector('input')?.addEventListener('click', (event) => {
    event.preventDefault();
    picks += 1;
  });
  (button.element() as HTMLElement).click();
  expect(picks).toBe(0);

  show('writer');
  await expect.element(button).not.toHaveAttribute('aria-disabled');
  await button.click();
  expect(picks).toBe(1);
});
