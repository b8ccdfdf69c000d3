import { Button, Group, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { UnfinishedRanking } from '../../../workers/client.ts';
import { useBusyText } from '../../indexing/use-busy-text.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { toError } from '../../shared/error.ts';
import { formatCount, formatDate } from '../../shared/format.ts';
import { useLoaded } from '../../shared/use-loaded.ts';
import { useReaderText } from '../../shared/use-reader-text.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { useEvaluation } from '../evaluation-context.ts';
import { rankingJobText } from './ranking-text.ts';

interface Props {
  corpusId: string;
  ranking: UnfinishedRanking;
}

export function UnfinishedRankingRow({ corpusId, ranking }: Props) {
  const { jobId, createdMs, queryCount, seed } = ranking;
  const { client, details } = useWorkspace();
  const { start } = useEvaluation();
  const busyText = useBusyText();
  const readerText = useReaderText();
  const [error, setError] = useState<Error>();
  const plan = useLoaded(
    useCallback(
      (signal: AbortSignal) => client.planExactRankings({ corpusId, queryCount, seed }, { signal }),
      [client, corpusId, queryCount, seed],
    ),
  );
  const failure = error ?? plan.error;
  const name = rankingJobText(ranking);

  async function discard() {
    try {
      await client.discardExactRankings({ corpusId, jobId });
      details.reload();
    } catch (thrown) {
      setError(toError(thrown));
    }
  }

  return (
    <li aria-label={name}>
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={500}>{name}</Text>
          <Text size="sm" c="dimmed" className="tabular">
            {plan.value
              ? `${formatCount(plan.value.knownCalls)} of ${formatCount(plan.value.scorerCalls)} pairs scored · `
              : plan.loading && 'Counting scored pairs … · '}
            begun {formatDate(createdMs)}
          </Text>
        </div>
        <Group gap="xs">
          <Button
            size="xs"
            onClick={() => start({ kind: 'rankings', request: { corpusId, queryCount, seed } })}
            aria-label="Resume exact rankings"
            {...blockedProps(busyText)}
          >
            Resume
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={discard}
            aria-label="Discard exact rankings"
            {...blockedProps(readerText)}
          >
            Discard
          </Button>
        </Group>
      </Group>
      {failure && <ErrorAlert title="These rankings cannot go on" error={failure} />}
    </li>
  );
}
