import { Button, Group, Stack, Text } from '@mantine/core';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCount, formatCountOf, formatEstimate } from '../shared/format.ts';
import { ProgressView } from '../shared/ProgressView.tsx';
import type { LiveSearch, PanelProps } from './panel-props.ts';

export interface RecallMissingProps extends Pick<PanelProps, 'runs'> {
  readonly live: LiveSearch;
}

/** What it would take to know the exact ranking, and the button that computes it. */
export function RecallMissing({ runs, live: { documentCount, exact, searching } }: RecallMissingProps) {
  const { status, progress, error } = exact.state;
  const found = new Set(runs.flatMap(({ rounds }) => [...(rounds.at(-1)?.best.docRows ?? [])]));
  const missingCount = documentCount - found.size;
  const remaining = estimatedMs(runs, missingCount);
  return (
    <Stack gap="sm">
      <Text size="sm">
        Recall compares what was found with the exact top k, and that takes the cross-encoder’s score of every
        document. This query has {formatCount(found.size)} of {formatCountOf(documentCount, 'document')}{' '}
        scored
        {missingCount > 0 && (
          <>
            : at most {formatCount(missingCount)} calls more
            {remaining !== undefined && (
              <>
                , <em>{formatEstimate(remaining)}</em> at the speed of this search
              </>
            )}
          </>
        )}
        . Scores that are stored are not computed again.
      </Text>
      {status === 'computing' ? (
        <>
          <ProgressView label="Computing the exact ranking" progress={progress} />
          <Group>
            <Button variant="default" size="xs" onClick={exact.cancel}>
              Cancel
            </Button>
            <Text size="xs" c="dimmed">
              Cancelling keeps the scores computed so far.
            </Text>
          </Group>
        </>
      ) : (
        <Group>
          <Button size="xs" variant="light" disabled={searching} onClick={exact.compute}>
            Compute exact ranking
          </Button>
        </Group>
      )}
      {error && <ErrorAlert title="The exact ranking could not be computed" error={error} />}
    </Stack>
  );
}

/** From the pairs the model ran for this search; undefined when it ran none. */
function estimatedMs(runs: PanelProps['runs'], missingCount: number): number | undefined {
  const last = runs.map(({ rounds }) => rounds.at(-1)).filter((round) => round !== undefined);
  const computedCalls = last.reduce((sum, round) => sum + round.computedCalls, 0);
  const elapsedMs = last.reduce((sum, round) => sum + round.modelMs, 0);
  return computedCalls > 0 ? (elapsedMs / computedCalls) * missingCount : undefined;
}
