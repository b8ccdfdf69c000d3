import { ActionIcon, Badge, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { CorpusSummary } from '../../core/records.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ConfirmModal } from '../shared/ConfirmModal.tsx';
import { formatCountOf, formatDate } from '../shared/format.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useWorkspace } from '../shared/workspace.ts';
import classes from './corpus.module.css';
import { corpusFacts } from './corpus-facts.ts';
import { RenameForm } from './RenameForm.tsx';

interface Props {
  corpus: CorpusSummary;
  isOpen: boolean;
  /** Why it cannot be deleted now. */
  blockedBecause: string | undefined;
}

export function CorpusRow({ corpus, isOpen, blockedBecause }: Props) {
  const { client, corpora, details, openCorpus } = useWorkspace();
  const readerText = useReaderText();
  const [doing, setDoing] = useState<'renaming' | 'deleting'>();
  const { corpusId, name } = corpus;
  const stop = () => setDoing(undefined);

  async function rename(newName: string) {
    await client.renameCorpus({ corpusId, name: newName });
    corpora.reload();
    if (isOpen) details.reload();
  }
  async function remove() {
    await client.deleteCorpus({ corpusId });
    corpora.reload();
  }

  return (
    <li className={classes.corpusRow} aria-label={name}>
      {doing === 'renaming' ? (
        <RenameForm name={name} onRename={rename} onClose={stop} />
      ) : (
        <div>
          <Group gap="xs">
            <Text fw={500} className="breakable">
              {name}
            </Text>
            {isOpen && (
              <Badge size="sm" variant="light" tt="none">
                Current
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed" className="tabular">
            {[...corpusFacts(corpus), formatDate(corpus.createdMs)].join(' · ')}
          </Text>
        </div>
      )}
      <Group gap={4} wrap="nowrap">
        {!isOpen && (
          <Button
            variant="default"
            size="xs"
            onClick={() => openCorpus(corpusId)}
            aria-label={`Open ${name}`}
          >
            Open
          </Button>
        )}
        <Tooltip label="Rename" disabled={readerText !== undefined}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Rename ${name}`}
            onClick={() => setDoing('renaming')}
            {...blockedProps(readerText)}
          >
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Delete" disabled={blockedBecause !== undefined}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Delete ${name}`}
            onClick={() => setDoing('deleting')}
            {...blockedProps(blockedBecause)}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      {doing === 'deleting' && (
        <ConfirmModal title={`Delete “${name}”?`} confirmLabel="Delete" onConfirm={remove} onClose={stop}>
          Its {formatCountOf(corpus.documentCount, 'document')}, its queries and judgements, its indexes and
          all cross-encoder scores computed for it are removed from this browser. This cannot be undone.
        </ConfirmModal>
      )}
    </li>
  );
}
