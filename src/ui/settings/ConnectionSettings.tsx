import { Button, Group, Text } from '@mantine/core';
import { forbidConnections } from '../../app/connections.ts';
import { useRestartWarning } from '../indexing/use-restart-warning.ts';
import { AskToConnect } from '../shared/AskToConnect.tsx';
import { Section } from '../shared/Section.tsx';

/** Whether this page may connect to other addresses than its own, and how to change that. */
export function ConnectionSettings() {
  return (
    <Section
      title="Connections"
      description="Models of a hub, servers that score, and files from an address need them; nothing else does."
    >
      <AskToConnect purpose="to anything else">
        <Allowed />
      </AskToConnect>
    </Section>
  );
}

function Allowed() {
  const restartWarning = useRestartWarning('forbidding connections');
  return (
    <>
      <Text size="sm" maw="44rem">
        This page may connect to addresses that you name: it does so only when you look up a model, install
        it, use a server, or fetch a file. Forbidden again, the browser refuses every connection but to where
        the page came from.
      </Text>
      {restartWarning && (
        <Text size="sm" c="dimmed">
          {restartWarning}
        </Text>
      )}
      <Group>
        <Button variant="default" onClick={forbidConnections}>
          Forbid connections
        </Button>
      </Group>
    </>
  );
}
