import { Button, Group, Menu } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import type { ExperimentReport, ExportedFile } from '../../workers/client.ts';
import { chartFileName } from '../charts/export-file-name.ts';
import { useAsked } from '../models/use-asked.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { saveFile } from '../shared/save-file.ts';
import type { ReportClient } from './report-client.ts';

export interface ReportToolsProps {
  readonly client: ReportClient;
  readonly report: ExperimentReport;
}

/** Print the report, or take it out as files. */
export function ReportTools({ client, report }: ReportToolsProps) {
  const exporting = useAsked<ExportedFile>();
  const { experimentId } = report.summary;

  async function save(make: (signal: AbortSignal) => Promise<ExportedFile>) {
    const file = await exporting.ask(make);
    if (file) saveFile(file);
  }
  const saveAs = (format: 'json' | 'csv' | 'trec') =>
    save((signal) => client.exportExperiment({ experimentId, format }, { signal }));

  return (
    <div>
      <Group gap="xs" justify="end">
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          Print
        </Button>
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              loading={exporting.asking}
            >
              Download
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => save(() => htmlFile(report))}>This page (HTML)</Menu.Item>
            <Menu.Item onClick={() => saveAs('json')}>The whole experiment (JSON)</Menu.Item>
            <Menu.Item onClick={() => saveAs('csv')}>The table (CSV)</Menu.Item>
            <Menu.Item onClick={() => saveAs('trec')}>Rankings and judgements (TREC)</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {exporting.error && <ErrorAlert title="The experiment was not exported" error={exporting.error} />}
    </div>
  );
}

async function htmlFile(report: ExperimentReport): Promise<ExportedFile> {
  // It brings a renderer of its own that nothing else on the page needs.
  const { standaloneHtml } = await import('../../report/standalone-html.tsx');
  return {
    fileName: chartFileName(report.summary.name, 'report', 'html'),
    blob: new Blob([standaloneHtml(report, document)], { type: 'text/html' }),
  };
}
