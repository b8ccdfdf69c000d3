import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { CorpusSummary } from '../../core/records.ts';
import { openRoute } from '../shared/route.ts';
import { takeFocus } from '../shared/take-focus.ts';
import classes from './corpus.module.css';
import { corpusFacts } from './corpus-facts.ts';
import { useImport } from './import-context.ts';

interface Props {
  corpus: CorpusSummary;
  /** Name of a corpus with the same documents that was here before. */
  twin: string | undefined;
}

/** What a project brought. */
export function OpenedProject({ corpus, twin }: Props) {
  const { close } = useImport();

  function search() {
    close();
    openRoute('search');
  }

  return (
    <Stack gap="sm" role="status" tabIndex={-1} ref={takeFocus} className={classes.landing}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconCircleCheck color="var(--mantine-primary-color-filled)" aria-hidden style={{ flexShrink: 0 }} />
        <div>
          <Text fw={500} className="breakable">
            The project “{corpus.name}” was opened
          </Text>
          <Text size="sm" c="dimmed" className="tabular">
            {corpusFacts(corpus).join(' · ')}, with its scores, indexes, kept searches and experiments
          </Text>
        </div>
      </Group>
      {twin !== undefined && (
        <Text size="sm" className="breakable">
          “{twin}” has the same documents. Both are kept: what is scored in one is not known in the other.
        </Text>
      )}
      <Group>
        <Button onClick={search}>Search it</Button>
        <Button variant="default" onClick={close}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}
