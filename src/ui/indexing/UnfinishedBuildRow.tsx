import { Button, Group, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { UnfinishedBuild } from '../../workers/client.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { toError } from '../shared/error.ts';
import { formatCount, formatDate } from '../shared/format.ts';
import { useLoaded } from '../shared/use-loaded.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { useBuild } from './build-context.ts';
import { useBusyText } from './use-busy-text.ts';

export function UnfinishedBuildRow({ build: { jobId, createdMs, parameters } }: { build: UnfinishedBuild }) {
  const { client, details } = useWorkspace();
  const { start } = useBuild();
  const busyText = useBusyText();
  const readerText = useReaderText();
  const [error, setError] = useState<Error>();
  const plan = useLoaded(
    useCallback((signal: AbortSignal) => client.planIndex(parameters, { signal }), [client, parameters]),
  );
  const failure = error ?? plan.error;

  async function discard() {
    try {
      await client.discardBuild({ corpusId: parameters.corpusId, jobId });
      details.reload();
    } catch (thrown) {
      setError(toError(thrown));
    }
  }

  return (
    <li aria-label={parameters.name}>
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={500} className="breakable">
            {parameters.name}
          </Text>
          <Text size="sm" c="dimmed" className="tabular">
            {plan.value
              ? `${formatCount(plan.value.knownCalls)} of ${formatCount(plan.value.scorerCalls)} pairs scored`
              : 'Counting scored pairs …'}
            {` · begun ${formatDate(createdMs)}`}
          </Text>
        </div>
        <Group gap="xs">
          <Button
            size="xs"
            onClick={() => start(parameters)}
            aria-label={`Resume ${parameters.name}`}
            {...blockedProps(busyText)}
          >
            Resume
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={discard}
            aria-label={`Discard ${parameters.name}`}
            {...blockedProps(readerText)}
          >
            Discard
          </Button>
        </Group>
      </Group>
      {busyText && (
        <Text size="sm" c="dimmed">
          {busyText}
        </Text>
      )}
      {failure && <ErrorAlert title="This build cannot go on" error={failure} />}
    </li>
  );
}
