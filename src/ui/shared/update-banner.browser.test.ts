import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { UpdateBanner } from './UpdateBanner.tsx';
import { useOffline } from './use-offline.ts';

vi.mock('../indexing/use-restart-warning.ts', () => ({
  useRestartWarning: (cause: string) => `An index is being built: ${cause} pauses it.`,
}));
vi.mock('./use-offline.ts', () => ({ useOffline: vi.fn() }));

let root: Root | undefined;

function show(state: { updateWaits: boolean; isOutdated: boolean }): void {
  vi.mocked(useOffline).mockReturnValue({ copy: { status: 'storing' }, ...state });
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  root.render(createElement(MantineProvider, {}, createElement(UpdateBanner)));
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test.each([
  [
    { updateWaits: true, isOutdated: false },
    'A new version of xenn is ready. This one goes on until all of its tabs are closed. An index is being built: starting the new version pauses it.',
    'Start the new version',
  ],
  [
    { updateWaits: false, isOutdated: true },
    'Another tab has started a newer version of xenn. Reload this page. An index is being built: reloading pauses it.',
    'Reload',
  ],
  // A still newer one waits: this page needs the reload first.
  [
    { updateWaits: true, isOutdated: true },
    'Another tab has started a newer version of xenn. Reload this page. An index is being built: reloading pauses it.',
    'Reload',
  ],
])('%o: says what to do', async (state, text, label) => {
  show(state);
  await expect.element(page.getByText(text, { exact: true })).toBeVisible();
  expect(
    page
      .getByRole('button')
      .elements()
      .map((button) => button.textContent),
  ).toEqual([label]);
});
