import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconInfoCircle, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { IndexSummary } from '../../../core/index-records.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { ConfirmModal } from '../../shared/ConfirmModal.tsx';
import { useReaderText } from '../../shared/use-reader-text.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { TopUpModal } from './TopUpModal.tsx';
import { topUpParameters } from './top-up.ts';

interface Props {
  index: IndexSummary;
  corpusId: string;
  /** Why it could be topped up. */
  stale: string | undefined;
  unfolded: boolean;
  detailsId: string;
  isExporting: boolean;
  onToggle: () => void;
  onExport: () => void;
}

/** What can be done with one index. */
export function IndexActions(props: Props) {
  const { index, corpusId, stale, unfolded, detailsId, isExporting, onToggle, onExport } = props;
  const { client, details } = useWorkspace();
  const readerText = useReaderText();
  const [deleting, deletion] = useDisclosure(false);
  const [toppingUp, topUp] = useDisclosure(false);
  const { name, indexId } = index;
  const parameters = stale === undefined ? undefined : topUpParameters(index, corpusId);

  async function remove() {
    await client.deleteIndex({ corpusId, indexId });
    details.reload();
  }

  return (
    <Group gap={2} wrap="nowrap">
      <Action
        label="Details"
        name={name}
        onClick={onToggle}
        expanded={unfolded}
        {...(unfolded && { controls: detailsId })}
      >
        <IconInfoCircle size={18} aria-hidden />
      </Action>
      {parameters && (
        <Action label="Top up" name={name} blockedBecause={readerText} onClick={topUp.open}>
          <IconRefresh size={18} aria-hidden />
        </Action>
      )}
      <Action label="Export" name={name} onClick={onExport} loading={isExporting}>
        <IconDownload size={18} aria-hidden />
      </Action>
      <Action label="Delete" name={name} blockedBecause={readerText} onClick={deletion.open}>
        <IconTrash size={18} aria-hidden />
      </Action>
      {deleting && (
        <ConfirmModal
          title={`Delete “${name}”?`}
          confirmLabel="Delete"
          onConfirm={remove}
          onClose={deletion.close}
        >
          The index is removed from this browser. The cross-encoder scores it was built from are kept, so
          building it again costs only the training.
        </ConfirmModal>
      )}
      {toppingUp && parameters && stale && (
        <TopUpModal parameters={parameters} stale={stale} onClose={topUp.close} />
      )}
    </Group>
  );
}

interface ActionProps {
  label: string;
  /** Of the index, for the accessible name. */
  name: string;
  loading?: boolean;
  blockedBecause?: string | undefined;
  /** Of an action that unfolds something, and what it unfolds. */
  expanded?: boolean;
  controls?: string;
  onClick: () => void;
  children: ReactNode;
}

function Action(props: ActionProps) {
  const { label, name, loading = false, blockedBecause, expanded, controls, onClick, children } = props;
  return (
    <Tooltip label={label} disabled={blockedBecause !== undefined}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${label} ${name}`}
        aria-expanded={expanded}
        aria-controls={controls}
        loading={loading}
        onClick={onClick}
        {...blockedProps(blockedBecause)}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
