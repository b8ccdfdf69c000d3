import { Activity, type ActivityProps, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useAsked } from './use-asked.ts';

/** Of every call made, in order. */
const signals: AbortSignal[] = [];
let root: Root | undefined;

function Asking() {
  const { asking, ask } = useAsked<void>();
  const askWithoutAnswer = () =>
    void ask((signal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
  return createElement('button', { type: 'button', onClick: askWithoutAnswer }, asking ? 'Asking' : 'Ask');
}

function show(mode: 'visible' | 'hidden'): void {
  const props: ActivityProps = { mode, children: createElement(Asking) };
  root?.render(createElement(Activity, props));
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test('a screen that was hidden meanwhile can ask again', async () => {
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  show('visible');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect.element(page.getByRole('button', { name: 'Asking' })).toBeVisible();

  show('hidden');
  await expect.element(page.getByText(/^Ask/)).not.toBeVisible();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);

  show('visible');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect.element(page.getByRole('button', { name: 'Asking' })).toBeVisible();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});
