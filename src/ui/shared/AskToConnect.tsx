import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { allowConnections, connectionsAllowed } from '../../app/connections.ts';
import { useRestartWarning } from '../indexing/use-restart-warning.ts';

/** What needs another address: drawn where the page may connect, else the question. `purpose` ends a sentence: 'to …'. */
export function AskToConnect({ purpose, children }: { purpose: string; children: ReactNode }) {
  const restartWarning = useRestartWarning('allowing connections');
  const [isRefused, setIsRefused] = useState(false);
  if (connectionsAllowed()) return children;
  return (
    <Stack gap="xs" maw="44rem">
      <Text size="sm">
        This page connects to nothing but the place it came from, and the browser sees to that. It has to be
        allowed to connect {purpose}. The page is loaded anew; what is stored stays.
      </Text>
      {restartWarning && (
        <Text size="sm" c="dimmed">
          {restartWarning}
        </Text>
      )}
      <Group>
        <Button variant="default" onClick={() => setIsRefused(!allowConnections())}>
          Allow connections
        </Button>
      </Group>
      {isRefused && (
        <Text size="sm" role="alert">
          The choice cannot be remembered, so nothing was changed: this browser lets the page store no
          settings. Allow site data for this address, then try again.
        </Text>
      )}
    </Stack>
  );
}
