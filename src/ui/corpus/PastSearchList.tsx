import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import type { PastSearch } from '../../workers/client.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ConfirmModal } from '../shared/ConfirmModal.tsx';
import { formatCountOf, formatDate } from '../shared/format.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { VirtualList } from './VirtualList.tsx';

interface Props {
  corpusId: string;
  /** Newest first. */
  searches: readonly PastSearch[];
}

/** Searches that were typed; each can be run again, and all of them forgotten. */
export function PastSearchList({ corpusId, searches }: Props) {
  const { client, details, searchFor } = useWorkspace();
  const readerText = useReaderText();
  const [forgetting, { open, close }] = useDisclosure(false);

  async function forget() {
    await client.forgetSearches({ corpusId });
    details.reload();
  }

  return (
    <Stack gap="sm">
      <Group gap="sm" justify="space-between">
        <Text size="sm" c="dimmed" maw="44rem">
          {searches.length === 0 && 'Nothing was searched here yet. '}Searches are kept in this browser only
          and can train an index.
        </Text>
        {searches.length > 0 && (
          <Button variant="default" size="xs" onClick={open} {...blockedProps(readerText)}>
            Forget them
          </Button>
        )}
      </Group>
      {searches.length > 0 && (
        <VirtualList
          label="Searches"
          count={searches.length}
          estimatedRowHeight={60}
          renderRow={(row) => {
            const { queryText, times, searchedMs } = searches[row];
            return (
              <Group gap="sm" wrap="nowrap" justify="space-between">
                <div>
                  <Text size="sm" className="breakable">
                    {queryText}
                  </Text>
                  <Text size="xs" c="dimmed" className="tabular">
                    {formatCountOf(times, 'time')} · last {formatDate(searchedMs)}
                  </Text>
                </div>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  leftSection={<IconSearch size={14} aria-hidden />}
                  aria-label={`Search for ${queryText}`}
                  onClick={() => searchFor(corpusId, queryText)}
                >
                  Search
                </Button>
              </Group>
            );
          }}
        />
      )}
      {forgetting && (
        <ConfirmModal title="Forget the searches?" confirmLabel="Forget" onConfirm={forget} onClose={close}>
          The {formatCountOf(searches.length, 'search', 'searches')} of this corpus, which this browser alone
          keeps, are no longer offered and cannot train an index. Scores and indexes made of them stay.
        </ConfirmModal>
      )}
    </Stack>
  );
}
