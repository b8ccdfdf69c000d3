import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { CorpusSummary } from '../../core/records.ts';
import type { EngineClient, ExportedFile } from '../../workers/client.ts';
import { ExportRunning } from './ExportRunning.tsx';
import { useExport } from './use-export.ts';

let root: Root | undefined;

function Exporting({ file }: { file: ExportedFile }) {
  const client = { exportProject: async () => file } as unknown as EngineClient;
  const exporting = useExport(client, { corpusId: 'c' } as CorpusSummary);
  const start = createElement(
    'button',
    { type: 'button', onClick: () => exporting.start('project') },
    'Export',
  );
  return createElement('div', {}, start, createElement(ExportRunning, { exporting }));
}

/** Exports this file, which the browser then is handed. */
async function exportFile(file: ExportedFile): Promise<void> {
  const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const element = document.createElement('div');
  document.body.append(element);
  root = createRoot(element);
  root.render(createElement(MantineProvider, {}, createElement(Exporting, { file })));
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect.poll(() => saved.mock.calls.length).toBe(1);
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
