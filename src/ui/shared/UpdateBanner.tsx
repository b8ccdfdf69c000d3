import { Alert, Button, Container, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { startWaitingVersion } from '../../app/offline.ts';
import { useRestartWarning } from '../indexing/use-restart-warning.ts';
import { formatCount } from './format.ts';
import { useOffline } from './use-offline.ts';

/** Says that a newer version of the app waits, or was started elsewhere, and goes on to it when asked to. */
export function UpdateBanner() {
  const { updateWaits, isOutdated } = useOffline();
  if (isOutdated) return <Outdated />;
  return updateWaits ? <UpdateWaiting /> : null;
}

function Outdated() {
  const restartWarning = useRestartWarning('reloading');
  return (
    <Banner label="Reload" onClick={() => location.reload()}>
      Another tab has started a newer version of xenn. Reload this page. {restartWarning}
    </Banner>
  );
}

function UpdateWaiting() {
  const restartWarning = useRestartWarning('starting the new version');
  const [otherTabs, setOtherTabs] = useState(0);
  return (
    <Banner label="Start the new version" onClick={async () => setOtherTabs(await startWaitingVersion())}>
      A new version of xenn is ready. This one goes on until all of its tabs are closed. {restartWarning}
      {otherTabs > 0 && ` ${openTabs(otherTabs)}: close first what still runs this version.`}
    </Banner>
  );
}

interface BannerProps {
  /** Of the button. */
  label: string;
  onClick: () => void;
  children: ReactNode;
}

function Banner({ label, onClick, children }: BannerProps) {
  return (
    <Container size="lg" pt="md" px={{ base: 'sm', sm: 'md' }}>
      <Alert variant="light" role="status" icon={<IconRefresh aria-hidden />}>
        <Group justify="space-between" gap="sm">
          <Text size="sm" maw="44rem">
            {children}
          </Text>
          <Button size="xs" onClick={onClick}>
            {label}
          </Button>
        </Group>
      </Alert>
    </Container>
  );
}

function openTabs(count: number): string {
  return count === 1 ? 'xenn is open in 1 other tab' : `xenn is open in ${formatCount(count)} other tabs`;
}
