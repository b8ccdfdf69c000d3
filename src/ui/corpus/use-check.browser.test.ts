import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { cancelledError, XennError } from '../../core/errors.ts';
import type { CorpusSummary } from '../../core/records.ts';
import type { CallOptions, EngineClient, JobProgress } from '../../workers/client.ts';
import { CheckRunning } from './CheckRunning.tsx';
import { useCheck } from './use-check.ts';

type CheckCorpus = (input: { corpusId: string }, options?: CallOptions<JobProgress>) => Promise<void>;

const CORPUS = { corpusId: 'c', bytesOnDisk: 1_200_000 } as CorpusSummary;
let root: Root | undefined;
let call: { options: CallOptions<JobProgress>; resolve: () => void; reject: (error: Error) => void };

function Checking() {
  const checkCorpus: CheckCorpus = (_, options = {}) =>
    new Promise((resolve, reject) => {
      call = { options, resolve, reject };
    });
  const check = useCheck({ checkCorpus } as unknown as EngineClient, CORPUS);
  const start = createElement('button', { type: 'button', onClick: check.start }, 'Check');
  return createElement('div', {}, start, createElement(CheckRunning, { corpus: CORPUS, check }));
}

beforeEach(async () => {
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  root.render(createElement(MantineProvider, {}, createElement(Checking)));
  await page.getByRole('button', { name: 'Check' }).click();
});

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test('says how far it is and what it reads, then that no damage was found', async () => {
  await expect.element(page.getByText(/^All 1\.2 MB are read/)).toBeVisible();
  call.options.onProgress?.({ stage: 'checking', done: 2, total: 5, unit: 'parts', elapsedMs: 10 });
  await expect.element(page.getByText('Checking · 2 of 5 parts')).toBeVisible();
  call.resolve();
  const status = page.getByRole('status');
  await expect
    .element(status)
    .toHaveTextContent(/^No damage was found.*Queries, judgements and scores carry no checksum\.$/);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(status).not.toBeInTheDocument();
});

test.each([
  ['DamagedError', 'This corpus is damaged', 'It has a matrix that does not match its checksum.'],
  ['StorageError', 'The check did not succeed', 'The storage is closed.'],
] as const)('%s is told as “%s”, in the words of the error', async (name, title, message) => {
  call.reject(new XennError(name, message));
  await expect.element(page.getByRole('alert')).toHaveAccessibleName(title);
  await expect.element(page.getByRole('alert')).toHaveTextContent(message);
});

test('is cancelled after the part under way; until then the button says so and keeps the focus', async () => {
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(call.options.signal?.aborted).toBe(true);
  const stopping = page.getByRole('button', { name: 'Cancelling …' });
  await expect.element(stopping).toHaveAttribute('aria-disabled', 'true');
  await expect.element(stopping).toHaveFocus();
  call.reject(cancelledError());
  await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
});

test('ends with the component', () => {
  expect(call.options.signal?.aborted).toBe(false);
  root?.unmount();
  expect(call.options.signal?.aborted).toBe(true);
});
