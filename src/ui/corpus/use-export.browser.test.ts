import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { cancelledError } from '../../core/errors.ts';
import type { CorpusSummary } from '../../core/records.ts';
import { openGate } from '../../testing/gate.ts';
import type { CallOptions, EngineClient, ExportedFile, JobProgress } from '../../workers/client.ts';
import { ExportRunning } from './ExportRunning.tsx';
import { useExport } from './use-export.ts';

type ExportProject = (input: object, options?: CallOptions<JobProgress>) => Promise<ExportedFile>;

let root: Root | undefined;

function Exporting({ exportProject }: { exportProject: ExportProject }) {
  const client = { exportProject } as unknown as EngineClient;
  const exporting = useExport(client, { corpusId: 'c' } as CorpusSummary);
  const start = createElement(
    'button',
    { type: 'button', onClick: () => exporting.start('project') },
    'Export',
  );
  return createElement('div', {}, start, createElement(ExportRunning, { exporting }));
}

async function startExport(exportProject: ExportProject): Promise<void> {
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  root.render(createElement(MantineProvider, {}, createElement(Exporting, { exportProject })));
  await page.getByRole('button', { name: 'Export', exact: true }).click();
}

/** Exports this file, which the browser then is handed. */
async function exportFile(file: ExportedFile): Promise<void> {
  const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  await startExport(async () => file);
  await expect.poll(() => saved.mock.calls.length).toBe(1);
}

/** Begins one that goes on until the gate fails. */
async function exportForLong() {
  const gate = openGate();
  let signal: AbortSignal | undefined;
  await startExport(async (_, options) => {
    signal = options?.signal;
    await gate.opened;
    return { fileName: 'p.xenn', blob: new Blob(['x']) };
  });
  await expect.element(page.getByRole('progressbar')).toBeInTheDocument();
  return { isAborted: () => signal?.aborted, fail: gate.fail };
}

afterEach(() => {
  vi.restoreAllMocks();
  root?.unmount();
  document.body.replaceChildren();
});

test('what the file lacks is told beside the export, until it is dismissed', async () => {
  await exportFile({ fileName: 'p.xenn', blob: new Blob(['x']), note: 'One search is not in it.' });
  const note = page.getByRole('status');
  await expect.element(note).toHaveTextContent(/not all of it.*One search is not in it\./);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(note).not.toBeInTheDocument();
});

test('a file that lacks nothing is just saved', async () => {
  await exportFile({ fileName: 'p.xenn', blob: new Blob(['x']) });
  await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
  await expect.element(page.getByRole('status')).not.toBeInTheDocument();
});

test('a cancel is shown until the export has ended', async () => {
  const { isAborted, fail } = await exportForLong();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(isAborted()).toBe(true);
  const stopping = page.getByRole('button', { name: 'Cancelling …' });
  await expect.element(stopping).toHaveAttribute('aria-disabled', 'true');
  await expect.element(stopping).toHaveFocus();
  fail(cancelledError());
  await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

test('an export ends with the component', async () => {
  const { isAborted } = await exportForLong();
  expect(isAborted()).toBe(false);
  root?.unmount();
  expect(isAborted()).toBe(true);
});
