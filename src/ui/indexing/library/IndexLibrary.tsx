import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { CorpusDetails } from '../../../workers/client.ts';
import { Section } from '../../shared/Section.tsx';
import { ImportIndex } from './ImportIndex.tsx';
import { ImportVectorsForm } from './ImportVectorsForm.tsx';
import { LibraryTable } from './LibraryTable.tsx';
import { MeasureRecall } from './MeasureRecall.tsx';
import { useRecall } from './recall-context.ts';

/** All item spaces of a corpus, to compare, and what can be done about all of them. */
export function IndexLibrary({ details }: { details: CorpusDetails }) {
  const { run } = useRecall();
  const [opened, setOpened] = useState<'recall' | 'vectors'>();
  const { corpus, indexes } = details;
  const isMeasuring = run.status === 'running';
  const toggle = (panel: 'recall' | 'vectors') => setOpened(opened === panel ? undefined : panel);

  return (
    <Section
      title={`Indexes of “${corpus.name}”`}
      description="What the search can estimate with: the indexes, and three spaces that need none."
    >
      <Group gap="xs" align="flex-start">
        <Button
          size="xs"
          variant="default"
          aria-expanded={opened === 'recall' || isMeasuring}
          onClick={() => toggle('recall')}
        >
          Measure recall
        </Button>
        <ImportIndex key={corpus.corpusId} corpusId={corpus.corpusId} />
        <Button
          size="xs"
          variant="default"
          aria-expanded={opened === 'vectors'}
          onClick={() => toggle('vectors')}
        >
          Import vectors
        </Button>
      </Group>
      {(opened === 'recall' || isMeasuring) && <MeasureRecall key={corpus.corpusId} details={details} />}
      {opened === 'vectors' && (
        <ImportVectorsForm
          key={corpus.corpusId}
          corpusId={corpus.corpusId}
          onImported={() => setOpened(undefined)}
        />
      )}
      <LibraryTable details={details} />
      {indexes.length === 0 && (
        <Text size="sm" c="dimmed">
          No index yet.
        </Text>
      )}
    </Section>
  );
}
