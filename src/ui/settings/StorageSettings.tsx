import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatBytes } from '../shared/format.ts';
import { Section } from '../shared/Section.tsx';
import { useLoaded } from '../shared/use-loaded.ts';
import { askToKeepData, readStorageUse, type StorageUse } from './storage-use.ts';

export function StorageSettings() {
  const use = useLoaded(readStorageUse);
  return (
    <Section
      title="Storage"
      description="Corpora, indexes, scores and installed models are files of this browser on this machine."
    >
      {use.error && <ErrorAlert title="Storage use is not known" error={use.error} />}
      {use.value && <UsedStorage use={use.value} reload={use.reload} />}
    </Section>
  );
}

function UsedStorage({
  use: { usedBytes, quotaBytes, persisted },
  reload,
}: {
  use: StorageUse;
  reload: () => void;
}) {
  const [refused, setRefused] = useState(false);

  async function keep() {
    setRefused(!(await askToKeepData()));
    reload();
  }

  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" className="tabular" mb={4}>
          {formatBytes(usedBytes)} used of {formatBytes(quotaBytes)} this browser allows
        </Text>
        <Progress value={(usedBytes / quotaBytes) * 100} size="sm" maw="24rem" aria-label="Storage used" />
      </div>
      {persisted ? (
        <Text size="sm">Your data is kept until you delete it.</Text>
      ) : (
        <Stack gap={6} align="flex-start">
          <Text size="sm" maw="44rem">
            The browser may delete this data when the disk runs low, and some do so after days without a
            visit. Ask it to keep the data until you delete it yourself.
          </Text>
          <Group gap="sm">
            <Button variant="default" size="xs" onClick={keep}>
              Keep my data
            </Button>
            <Text size="sm" c="dimmed" role="status">
              {refused && 'The browser said no. It often agrees once you bookmark or install this page.'}
            </Text>
          </Group>
        </Stack>
      )}
    </Stack>
  );
}
