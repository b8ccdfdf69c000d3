import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { requestPersistence } from '../../workers/client.ts';

interface Props {
  /** Whether the browser has promised to keep the data. */
  persisted: boolean;
  reload: () => void;
}

/** Asks the browser not to remove the data on its own, and says why. */
export function KeepData({ persisted, reload }: Props) {
  const [refused, setRefused] = useState(false);

  async function keep() {
    setRefused(!(await requestPersistence()));
    reload();
  }

  if (persisted) {
    return <Text size="sm">The browser has promised to keep this data until you delete it.</Text>;
  }
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm" maw="44rem">
        The browser may delete this data when the disk runs low, and some do so after days without a visit.
        Indexes and scores can be hours of work: ask it to keep them until you delete them yourself.
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
  );
}
