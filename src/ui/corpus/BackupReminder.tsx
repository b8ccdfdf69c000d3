import { Alert, Button, Group, Text } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { CorpusDetails, EngineClient } from '../../workers/client.ts';
import { readBackupLaterMs, storeBackupLaterMs } from '../shared/preferences.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { backupReminder, REMIND_AGAIN_MS } from './backup-reminder.ts';

interface Props {
  details: CorpusDetails;
  onExport: () => void;
}

/** Says quietly what only this browser has; nothing while that is little, or for a week after "Not now". */
export function BackupReminder({ details, onExport }: Props) {
  const { client } = useWorkspace();
  const { corpusId } = details.corpus;
  const [laterMs, setLaterMs] = useState(() => readBackupLaterMs(corpusId));
  // A reminder that cannot be made is none: what it would say is not known.
  const { value } = useLoaded(useMemo(() => backupLoader(client, details), [client, details]));
  const text = value && backupReminder(value);
  if (!text || Date.now() < laterMs + REMIND_AGAIN_MS) return null;

  function later() {
    const now = Date.now();
    storeBackupLaterMs(corpusId, now);
    setLaterMs(now);
  }

  return (
    <Alert variant="default" role="note" icon={<IconDeviceFloppy aria-hidden />}>
      <Text size="sm">{text}</Text>
      <Group gap="xs" mt="xs">
        <Button variant="default" size="compact-sm" onClick={onExport}>
          Export a project
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={later}>
          Not now
        </Button>
      </Group>
    </Alert>
  );
}

/** Another function for details that were read again: what is unsaved may be more by now. */
function backupLoader(client: EngineClient, { corpus: { corpusId } }: CorpusDetails) {
  return (signal: AbortSignal) => client.readBackup({ corpusId }, { signal });
}
