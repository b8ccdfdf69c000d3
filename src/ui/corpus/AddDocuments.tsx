import { Button, Group, Stack, Text } from '@mantine/core';
import type { CorpusSummary } from '../../core/records.ts';
import { ImportPanel } from './ImportPanel.tsx';
import { useImport } from './import-context.ts';
import { importInto } from './import-state.ts';
import { useCorpusBlock } from './use-corpus-block.ts';

interface Props {
  corpus: CorpusSummary;
  onClose: () => void;
}

/** Adding documents to a corpus that is there already. */
export function AddDocuments({ corpus, onClose }: Props) {
  const { state, close } = useImport();
  const target = { kind: 'addition', corpus } as const;
  const addition = importInto(state, target);
  const hasBegun = addition !== 'busy' && (addition.status === 'importing' || addition.status === 'imported');
  const blockOf = useCorpusBlock();
  const waitsFor = hasBegun ? undefined : blockOf(corpus.corpusId);
  // From the choices on, the panel has buttons of its own.
  const closable =
    waitsFor !== undefined ||
    addition === 'busy' ||
    addition.status === 'idle' ||
    addition.status === 'unreadable';

  function closeAll() {
    if (addition !== 'busy') close();
    onClose();
  }

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" maw="44rem">
        Documents are added at the end; those whose id is taken are refused. Queries and judgements are not
        taken, so that what was measured still compares. Indexes stay usable: topping one up scores the new
        documents.
      </Text>
      {waitsFor && (
        <Text size="sm" c="dimmed">
          {waitsFor}
        </Text>
      )}
      {/* Only out of sight: it holds what was pasted. */}
      <div hidden={waitsFor !== undefined}>
        <ImportPanel title="Drop the files of the new documents here" target={target} />
      </div>
      {closable && (
        <Group>
          <Button variant="default" size="xs" onClick={closeAll}>
            Close
          </Button>
        </Group>
      )}
    </Stack>
  );
}
