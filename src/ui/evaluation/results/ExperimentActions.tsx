import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ExperimentReport, ExportedFile } from '../../../workers/client.ts';
import { useBusyText } from '../../indexing/use-busy-text.ts';
import { useAsked } from '../../models/use-asked.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { hrefOfReport } from '../../shared/route.ts';
import { saveFile } from '../../shared/save-file.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { useEvaluation } from '../evaluation-context.ts';
import { useCorpusGone } from '../use-corpus-gone.ts';

type Format = 'json' | 'csv' | 'trec';

const FORMATS: readonly (readonly [Format, string])[] = [
  ['json', 'Export as JSON'],
  ['csv', 'Export as CSV'],
  ['trec', 'Export as TREC runs'],
];

/** The report page, files for elsewhere, and running it once more. */
export function ExperimentActions({ report: { summary, request } }: { report: ExperimentReport }) {
  const { client } = useWorkspace();
  const { start } = useEvaluation();
  const busyText = useBusyText();
  const corpusGone = useCorpusGone(request.corpusId);
  const exporting = useAsked<ExportedFile>();
  const [format, setFormat] = useState<Format>();
  const { experimentId } = summary;
  const repeatBlock = busyText ?? corpusGone;

  async function save(chosen: Format) {
    setFormat(chosen);
    const file = await exporting.ask((signal) =>
      client.exportExperiment({ experimentId, format: chosen }, { signal }),
    );
    if (file) saveFile(file);
  }

  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button component="a" href={hrefOfReport(experimentId)} size="xs">
          Open report page
        </Button>
        {FORMATS.map(([name, label]) => (
          <Button
            key={name}
            size="xs"
            variant="default"
            loading={exporting.asking && format === name}
            disabled={exporting.asking && format !== name}
            onClick={() => save(name)}
          >
            {label}
          </Button>
        ))}
        <Button
          size="xs"
          variant="default"
          onClick={() => start({ kind: 'experiment', request, repeats: experimentId })}
          {...blockedProps(repeatBlock)}
        >
          Repeat
        </Button>
        {repeatBlock && (
          <Text size="sm" c="dimmed">
            {repeatBlock}
          </Text>
        )}
      </Group>
      {exporting.error && <ErrorAlert title="The experiment was not exported" error={exporting.error} />}
    </Stack>
  );
}
