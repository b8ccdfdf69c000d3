import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import type { CorpusSummary } from '../../core/records.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ConfirmModal } from '../shared/ConfirmModal.tsx';
import { formatCountOf } from '../shared/format.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { useCorpusBlock } from './use-corpus-block.ts';

interface Props {
  corpus: CorpusSummary;
  /** The selected documents. */
  docRows: ReadonlySet<number>;
  onClear: () => void;
}

/** What can be done with the selected documents; nothing is drawn while there are none. */
export function RemoveDocuments({ corpus: { corpusId, name }, docRows, onClear }: Props) {
  const { client, corpora, details } = useWorkspace();
  const [confirming, { open, close }] = useDisclosure(false);
  const blockedBecause = useCorpusBlock()(corpusId);
  const count = formatCountOf(docRows.size, 'document');

  async function remove() {
    await client.removeDocuments({ corpusId, docRows: Uint32Array.from(docRows).sort() });
    onClear();
    corpora.reload();
    details.reload();
  }

  if (docRows.size === 0) return null;
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={open}
        {...blockedProps(blockedBecause)}
      >
        Remove {count}
      </Button>
      <Button variant="subtle" size="xs" onClick={onClear}>
        Clear the selection
      </Button>
      {blockedBecause && (
        <Text size="sm" c="dimmed">
          {blockedBecause}
        </Text>
      )}
      {confirming && (
        <ConfirmModal title={`Remove ${count}?`} confirmLabel="Remove" onConfirm={remove} onClose={close}>
          They are removed from “{name}” in this browser, with their cross-encoder scores, their vectors in
          every index and the judgements about them. This cannot be undone; adding them again means scoring
          them again.
        </ConfirmModal>
      )}
    </Group>
  );
}
