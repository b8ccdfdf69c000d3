import { createElement, type FormEvent } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { blockedProps } from './blocked-props.ts';

let root: Root | undefined;
let submits = 0;

/** A form of one field and the button that submits it. */
function open(because: string | undefined): void {
  submits = 0;
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submits += 1;
  };
  const field = createElement('input', { 'aria-label': 'Field' });
  const button = createElement('button', { type: 'submit', ...blockedProps(because) }, 'Send');
  root.render(createElement('form', { onSubmit }, field, button));
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

const button = () => page.getByRole('button', { name: 'Send' });

async function clickAndEnter(): Promise<void> {
  await expect.element(button()).toBeVisible();
  // The page's own click: Playwright's waits for a button that is enabled.
  (button().element() as HTMLElement).click();
  await page.getByRole('textbox', { name: 'Field' }).click();
  await userEvent.keyboard('{Enter}');
}

test('with a reason, neither a click nor Enter submits; the button is reached and says why', async () => {
  open('Another job is running.');
  await clickAndEnter();
  expect(submits).toBe(0);
  await expect.element(button()).toHaveAttribute('aria-disabled', 'true');
  await expect.element(button()).toHaveAccessibleDescription('Another job is running.');
  await userEvent.tab();
  await expect.element(button()).toHaveFocus();
});

test('without one it is a button like any other', async () => {
  open(undefined);
  await clickAndEnter();
  expect(submits).toBe(2);
  await expect.element(button()).not.toHaveAttribute('aria-disabled');
  await expect.element(button()).not.toHaveAttribute('title');
});
