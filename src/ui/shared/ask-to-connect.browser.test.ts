import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { AskToConnect } from './AskToConnect.tsx';

// Nothing runs that it would have to warn about.
vi.mock('../indexing/use-restart-warning.ts', () => ({ useRestartWarning: () => undefined }));

let root: Root | undefined;

afterEach(() => {
  vi.restoreAllMocks();
  root?.unmount();
  document.body.replaceChildren();
});

test('says that the choice cannot be remembered where the browser blocks it', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  const props = { purpose: 'to a hub', children: 'what connects' };
  root.render(createElement(MantineProvider, {}, createElement(AskToConnect, props)));
  await page.getByRole('button', { name: 'Allow connections' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(/^The choice cannot be remembered/);
  await expect.element(page.getByText('what connects')).not.toBeInTheDocument();
});
