import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ImportReport } from '../../workers/client.ts';
import { formatCountOf, formatDuration } from '../shared/format.ts';
import { openRoute } from '../shared/route.ts';
import { takeFocus } from '../shared/take-focus.ts';
import { useWorkspace } from '../shared/workspace.ts';
import classes from './corpus.module.css';
import { corpusFacts } from './corpus-facts.ts';
import { useImport } from './import-context.ts';
import type { ImportTarget } from './import-state.ts';
import { RefusedLines } from './RefusedLines.tsx';

interface Props {
  target: ImportTarget;
  report: ImportReport;
  /** Whether repeated texts were left out. */
  leftOut: boolean;
}

export function ImportReportView({ target, report, leftOut }: Props) {
  const { openCorpus } = useWorkspace();
  const { close } = useImport();
  const { corpus, refused, refusedCount, duplicateTextCount, elapsedMs } = report;

  function open() {
    openCorpus(corpus.corpusId);
    close();
    openRoute('search');
  }

  return (
    <Stack gap="sm" role="status" tabIndex={-1} ref={takeFocus} className={classes.landing}>
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
      {duplicateTextCount > 0 && (
        <Text size="sm" className="tabular">
          {duplicatesText(duplicateTextCount, leftOut)}
        </Text>
      )}
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

function duplicatesText(count: number, leftOut: boolean): string {
  const repeat = formatCountOf(
    count,
    'document repeats the title and text of an earlier one',
    'documents repeat the title and text of an earlier one',
  );
  if (leftOut) return `${repeat} and ${count === 1 ? 'was' : 'were'} left out, as listed below.`;
  return `${repeat}; ${count === 1 ? 'it is' : 'they are'} in the corpus.`;
}
