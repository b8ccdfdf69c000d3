import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import type { IndexSummary } from '../../core/records.ts';
import { ConfirmModal } from '../shared/ConfirmModal.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { formatCountOf, formatDate, formatDuration } from '../shared/format.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { HeldOutError } from './HeldOutError.tsx';
import { IndexDetails } from './IndexDetails.tsx';
import { usesOtherModels } from './index-models.ts';

interface Props {
  index: IndexSummary;
  corpusId: string;
}

export function IndexRow({ index, corpusId }: Props) {
  const { client, details, encoderStatus } = useWorkspace();
  const [deleting, { open, close }] = useDisclosure(false);
  const { name, indexId, createdMs, elapsedMs, provenance } = index;

  async function remove() {
    await client.deleteIndex({ corpusId, indexId });
    details.reload();
  }

  return (
    <li aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={500} className="breakable">
            {name}
          </Text>
          <Text size="sm" c="dimmed" className="tabular">
            {formatCountOf(provenance.trainPairCount + provenance.heldOutPairCount, 'scored pair')} · built in{' '}
            {formatDuration(elapsedMs)} · {formatDate(createdMs)}
          </Text>
          <HeldOutError index={index} />
          {usesOtherModels(index, encoderStatus.value) && (
            <Text size="sm" fw={500}>
              Built with other models than this version of the app has: it cannot be searched. Build it again.
            </Text>
          )}
        </div>
        <Tooltip label="Delete">
          <ActionIcon variant="subtle" color="gray" aria-label={`Delete ${name}`} onClick={open}>
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Disclosure label="Details" longLabel={`Details of ${name}`}>
        <IndexDetails index={index} />
      </Disclosure>
      {deleting && (
        <ConfirmModal title={`Delete “${name}”?`} confirmLabel="Delete" onConfirm={remove} onClose={close}>
          The index is removed from this browser. The cross-encoder scores it was built from are kept, so
          building it again costs only the factorisation.
        </ConfirmModal>
      )}
    </li>
  );
}
