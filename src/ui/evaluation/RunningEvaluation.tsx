import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useBusyText } from '../indexing/use-busy-text.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { ProgressView } from '../shared/ProgressView.tsx';
import { Section } from '../shared/Section.tsx';
import { useEvaluation } from './evaluation-context.ts';
import type { EvaluationState } from './evaluation-state.ts';
import { jobName } from './job-words.ts';
import { Findings } from './results/Findings.tsx';

/** While it runs; the same array each time, so that nothing is drawn anew for it. */
const NOT_KNOWN_YET: readonly never[] = [];

interface Props {
  state: Exclude<EvaluationState, { status: 'none' }>;
  /** Those of the experiment that has just ended. */
  onShowResults: () => void;
}

/** The evaluation under way, or how the last one ended. */
export function RunningEvaluation({ state, onShowResults }: Props) {
  const { start, dismiss } = useEvaluation();
  const busyText = useBusyText();
  const name = jobName(state.job);
  switch (state.status) {
    case 'running':
      return (
        <Section title={name}>
          <Running state={state} />
        </Section>
      );
    case 'failed':
      return (
        <ErrorAlert
          title={`${name}: stopped`}
          error={state.error}
          // A new experiment that was kept goes on from the list; beginning it again would make a second one.
          onRetry={state.job.kind === 'experiment' ? undefined : () => start(state.job)}
          retryLater={busyText}
          onClose={dismiss}
        />
      );
    case 'finished':
      return (
        <Alert
          color="petrol"
          title={`${name}: done`}
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={dismiss}
          role="status"
        >
          {state.experimentId !== undefined && (
            <Button size="xs" variant="default" onClick={onShowResults}>
              Show results
            </Button>
          )}
        </Alert>
      );
  }
}

function Running({ state }: { state: Extract<EvaluationState, { status: 'running' }> }) {
  const { pause } = useEvaluation();
  const { job, progress, stopping, statistics } = state;
  return (
    <Stack gap="md">
      <ProgressView label={jobName(job)} progress={progress} />
      {progress && 'scorerCallsTotal' in progress && progress.scorerCallsTotal > 0 && (
        <Text size="sm" c="dimmed" className="tabular">
          {formatCount(progress.scorerCallsDone)} of {formatCountOf(progress.scorerCallsTotal, 'pair')} scored
        </Text>
      )}
      <Group>
        <Button variant="default" onClick={pause} disabled={stopping}>
          {stopping ? 'Pausing after this batch …' : 'Pause'}
        </Button>
        <Text size="sm" c="dimmed">
          What was scored and searched so far is kept; it can go on later, also after a reload.
        </Text>
      </Group>
      {statistics && job.kind !== 'rankings' && (
        <>
          <Text size="sm" fw={500} className="tabular">
            {formatCount(statistics.queryCount)} of{' '}
            {formatCountOf(job.request.queryCount, 'query', 'queries')} so far: means and intervals will still
            move.
          </Text>
          <Findings request={job.request} statistics={statistics} itemSpaces={NOT_KNOWN_YET} />
        </>
      )}
    </Stack>
  );
}
