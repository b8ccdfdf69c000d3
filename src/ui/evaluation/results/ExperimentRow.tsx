import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import type { ExperimentReport, ExperimentSummary } from '../../../workers/client.ts';
import { useBusyText } from '../../indexing/use-busy-text.ts';
import { useAsked } from '../../models/use-asked.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { ConfirmModal } from '../../shared/ConfirmModal.tsx';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { useReaderText } from '../../shared/use-reader-text.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { useEvaluation } from '../evaluation-context.ts';
import { useCorpusGone } from '../use-corpus-gone.ts';
import { experimentLine, isUnfinished } from './experiment-text.ts';

interface Props {
  summary: ExperimentSummary;
  isOpen: boolean;
  onOpen: (experimentId: string | undefined) => void;
  onDeleted: () => void;
}

/** One experiment of the list: look at it, go on with it, delete it. */
export function ExperimentRow({ summary, isOpen, onOpen, onDeleted }: Props) {
  const { experimentId, name, corpusId } = summary;
  const { client } = useWorkspace();
  const { state, start } = useEvaluation();
  const busyText = useBusyText();
  const corpusGone = useCorpusGone(corpusId);
  const readerText = useReaderText();
  const reading = useAsked<ExperimentReport>();
  const [deleting, deletion] = useDisclosure(false);
  const isRunning = state.status === 'running' && state.experimentId === experimentId;

  async function resume() {
    const report = await reading.ask((signal) => client.readExperiment({ experimentId }, { signal }));
    if (report) start({ kind: 'resumed', request: report.request, experimentId });
  }

  return (
    <li aria-label={name}>
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={500} className="breakable">
            {name}
          </Text>
          <Text size="sm" c="dimmed" className="tabular breakable">
            {experimentLine(summary)}
            {isRunning && ' · running'}
          </Text>
        </div>
        <Group gap="xs">
          {isUnfinished(summary) && !isRunning && (
            <Button
              size="xs"
              onClick={resume}
              loading={reading.asking}
              aria-label={`Resume ${name}`}
              {...blockedProps(busyText ?? corpusGone)}
            >
              Resume
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Close' : 'Open'} ${name}`}
            onClick={() => onOpen(isOpen ? undefined : experimentId)}
          >
            {isOpen ? 'Close' : 'Open'}
          </Button>
          <Tooltip label="Delete" disabled={readerText !== undefined}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Delete ${name}`}
              onClick={deletion.open}
              {...blockedProps(readerText ?? (isRunning ? 'It is running: pause it first.' : undefined))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {reading.error && <ErrorAlert title="This experiment cannot go on" error={reading.error} />}
      {deleting && (
        <ConfirmModal
          title={`Delete “${name}”?`}
          confirmLabel="Delete"
          onConfirm={async () => {
            await client.deleteExperiment({ experimentId });
            onDeleted();
          }}
          onClose={deletion.close}
        >
          The experiment and its report are removed from this browser. The corpus and its scores stay, so
          running it again needs no scoring.
        </ConfirmModal>
      )}
    </li>
  );
}
