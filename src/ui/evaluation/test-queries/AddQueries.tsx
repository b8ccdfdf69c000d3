import { Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useState } from 'react';
import type { QueriesReport } from '../../../workers/client.ts';
import { useAsked } from '../../models/use-asked.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { FilePick } from '../../shared/FilePick.tsx';
import { type BrowserFile, toPickedFiles } from '../../shared/picked-files.ts';
import { useReaderText } from '../../shared/use-reader-text.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { QueriesReportView } from './QueriesReportView.tsx';

interface Props {
  corpusId: string;
  onAdded: () => void;
}

/** Takes in queries and judgements of the open corpus: dropped or picked. */
export function AddQueries({ corpusId, onAdded }: Props) {
  const { client } = useWorkspace();
  const readerText = useReaderText();
  const adding = useAsked<QueriesReport>();
  const [report, setReport] = useState<QueriesReport>();

  async function take(picked: readonly BrowserFile[]) {
    setReport(undefined);
    const files = toPickedFiles(picked);
    const added = await adding.ask((signal) => client.addQueries({ corpusId, files }, { signal }));
    if (!added) return;
    setReport(added);
    onAdded();
  }

  return (
    <Stack gap="xs">
      <Dropzone
        onDrop={take}
        loading={adding.asking}
        disabled={readerText !== undefined}
        activateOnClick={false}
        activateOnKeyboard={false}
        enablePointerEvents
        p="sm"
        inputProps={{ 'aria-hidden': true }}
      >
        <Group gap="sm" justify="center">
          <Text size="sm" c="dimmed">
            {readerText ??
              'Drop queries (queries.jsonl, TSV, or text with one a line) and judgements (qrels, BEIR or TREC), or'}
          </Text>
          <FilePick
            label="Files of queries or judgements"
            accept=".jsonl,.json,.tsv,.csv,.txt,.qrels"
            multiple
            loading={adding.asking}
            onFiles={take}
          >
            Add queries or judgements
          </FilePick>
        </Group>
      </Dropzone>
      {report && <QueriesReportView report={report} />}
      {adding.error && <ErrorAlert title="Nothing was added" error={adding.error} />}
    </Stack>
  );
}
