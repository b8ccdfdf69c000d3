import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { CorpusDetails } from '../../../workers/client.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { ProgressView } from '../../shared/ProgressView.tsx';
import classes from '../indexing.module.css';
import { MeasureRecallForm } from './MeasureRecallForm.tsx';
import { useRecall } from './recall-context.ts';
import { initialRecallDraft, type RecallDraft } from './recall-draft.ts';

/** Recall of all item spaces: the form, or how far the measurement is. */
export function MeasureRecall({ details }: { details: CorpusDetails }) {
  const { run, start, cancel } = useRecall();
  const [draft, setDraft] = useState(() => initialRecallDraft(details));
  const edit = (change: Partial<RecallDraft>) => setDraft((old) => ({ ...old, ...change }));
  const { corpusId } = details.corpus;
  if (run.status !== 'running') {
    return (
      <section className={classes.panel} aria-label="Measure recall">
        {run.status === 'failed' && run.corpusId === corpusId && (
          <ErrorAlert title="Recall was not measured" error={run.error} />
        )}
        <MeasureRecallForm details={details} draft={draft} edit={edit} onStart={start} />
      </section>
    );
  }
  const isElsewhere = run.corpusId !== corpusId;
  return (
    <section className={classes.panel} aria-label="Measure recall">
      <Stack gap="xs">
        <ProgressView
          label={isElsewhere ? 'Measuring recall on another corpus' : 'Measuring recall'}
          progress={run.progress}
        />
        <Group>
          <Button size="xs" variant="default" onClick={cancel} disabled={run.cancelling}>
            {run.cancelling ? 'Stopping after this batch …' : 'Cancel'}
          </Button>
          <Text size="sm" c="dimmed">
            {isElsewhere && 'This is about another corpus: one at a time. '}
            Scores computed so far are kept.
          </Text>
        </Group>
      </Stack>
    </section>
  );
}
