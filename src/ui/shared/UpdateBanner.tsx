import { Alert, Button, Container, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { startWaitingVersion } from '../../app/offline.ts';
import { useRestartWarning } from '../indexing/use-restart-warning.ts';
import { formatCount } from './format.ts';
import { useOffline } from './use-offline.ts';

/** Says that a newer version of the app waits, and starts it when asked to. */
export function UpdateBanner() {
  const { updateWaits } = useOffline();
  const restartWarning = useRestartWarning('starting the new version');
  const [otherTabs, setOtherTabs] = useState(0);
  if (!updateWaits) return null;
  return (
    <Container size="lg" pt="md" px={{ base: 'sm', sm: 'md' }}>
      <Alert variant="light" role="status" icon={<IconRefresh aria-hidden />}>
        <Group justify="space-between" gap="sm">
          <Text size="sm" maw="44rem">
            A new version of xenn is ready. This one goes on until all of its tabs are closed.{' '}
            {restartWarning}
            {otherTabs > 0 && ` ${openTabs(otherTabs)}: close first what still runs this version.`}
          </Text>
          <Button size="xs" onClick={async () => setOtherTabs(await startWaitingVersion())}>
            Start the new version
          </Button>
        </Group>
      </Alert>
    </Container>
  );
}

function openTabs(count: number): string {
  return count === 1 ? 'xenn is open in 1 other tab' : `xenn is open in ${formatCount(count)} other tabs`;
}
