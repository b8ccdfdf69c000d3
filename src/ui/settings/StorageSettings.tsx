import { Progress, Stack, Table, Text } from '@mantine/core';
import { useCallback } from 'react';
import type { StorageStatus } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatBytes } from '../shared/format.ts';
import { Section } from '../shared/Section.tsx';
import { useLoaded } from '../shared/use-loaded.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { KeepData } from './KeepData.tsx';
import { storageParts } from './storage-parts.ts';

export function StorageSettings() {
  const { client } = useWorkspace();
  const { value, error, reload } = useLoaded(useCallback(() => client.readStorageStatus({}), [client]));
  return (
    <Section
      title="Storage"
      description="Corpora, indexes, scores and installed models are files of this browser on this machine. To have a copy elsewhere, export a corpus as a project."
    >
      {error && <ErrorAlert title="Storage use is not known" error={error} onRetry={reload} />}
      {!error && (
        // As high as it will be at first: what is below does not move while it is read.
        <Stack gap="sm" mih="7.5rem">
          {value && <UsedStorage status={value} />}
          {value && <KeepData persisted={value.persisted} reload={reload} />}
        </Stack>
      )}
    </Section>
  );
}

function UsedStorage({ status }: { status: StorageStatus }) {
  const { corpora } = useWorkspace();
  const { usedBytes, availableBytes } = status;
  const parts = storageParts(status, corpora.value ?? []);
  return (
    <Stack gap="xs" maw="32rem">
      <div>
        <Text size="sm" className="tabular" mb={4}>
          About {formatBytes(usedBytes)} used; this browser allows about {formatBytes(availableBytes)} more
        </Text>
        <Progress
          value={(usedBytes / (usedBytes + availableBytes)) * 100}
          size="sm"
          aria-label="Storage used"
        />
      </div>
      {parts.length > 0 && (
        <Table fz="sm" aria-label="What takes the space">
          <Table.Tbody>
            {parts.map(({ key, label, bytes }) => (
              <Table.Tr key={key}>
                <Table.Td className="breakable">{label}</Table.Td>
                <Table.Td ta="right" className="tabular" style={{ whiteSpace: 'nowrap' }}>
                  {formatBytes(bytes)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
