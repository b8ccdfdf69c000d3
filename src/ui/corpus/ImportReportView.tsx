import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ImportReport } from '../../workers/client.ts';
import { formatCountOf, formatDuration } from '../shared/format.ts';
import { openRoute } from '../shared/route.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { corpusFacts } from './corpus-facts.ts';
import { useImport } from './import-context.ts';
import type { ImportTarget } from './import-state.ts';
import { RefusedLines } from './RefusedLines.tsx';

interface Props {
  target: ImportTarget;
  report: ImportReport;
}

export function ImportReportView({ target, report }: Props) {
  const { openCorpus } = useWorkspace();
  const { close } = useImport();
  const { corpus, refused, refusedCount, elapsedMs } = report;

  function open() {
    openCorpus(corpus.corpusId);
    close();
    openRoute('search');
  }

  return (
    <Stack gap="sm" role="status">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconCircleCheck color="var(--mantine-primary-color-filled)" aria-hidden style={{ flexShrink: 0 }} />
        <div>
          <Text fw={500} className="breakable">
            {target.kind === 'addition'
              ? addedText(corpus.documentCount - target.corpus.documentCount, corpus.name)
              : `“${corpus.name}” was imported`}{' '}
            in {formatDuration(elapsedMs)}
          </Text>
          <Text size="sm" c="dimmed" className="tabular">
            {corpusFacts(corpus).join(' · ')}
          </Text>
        </div>
      </Group>
      <RefusedLines refused={refused} refusedCount={refusedCount} />
      <Group>
        {target.kind === 'new-corpus' && <Button onClick={open}>Open</Button>}
        <Button variant="default" onClick={close}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

function addedText(documentCount: number, corpusName: string): string {
  return `${formatCountOf(documentCount, 'document was', 'documents were')} added to “${corpusName}”`;
}
