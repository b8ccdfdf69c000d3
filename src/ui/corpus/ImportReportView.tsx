import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ImportReport } from '../../workers/client.ts';
import { formatDuration } from '../shared/format.ts';
import { openRoute } from '../shared/route.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { corpusFacts } from './corpus-facts.ts';
import { useImport } from './import-context.ts';
import { RefusedLines } from './RefusedLines.tsx';

export function ImportReportView({ report }: { report: ImportReport }) {
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
            “{corpus.name}” was imported in {formatDuration(elapsedMs)}
          </Text>
          <Text size="sm" c="dimmed" className="tabular">
            {corpusFacts(corpus).join(' · ')}
          </Text>
        </div>
      </Group>
      <RefusedLines refused={refused} refusedCount={refusedCount} />
      <Group>
        <Button onClick={open}>Open</Button>
        <Button variant="default" onClick={close}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}
