import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCount } from '../shared/format.ts';
import { ProgressView } from '../shared/ProgressView.tsx';
import { Section } from '../shared/Section.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { BuildStages } from './BuildStages.tsx';
import { useBuild } from './build-context.ts';
import type { BuildState } from './build-state.ts';
import { HeldOutError } from './HeldOutError.tsx';
import { TrainingCurves } from './TrainingCurves.tsx';
import { epochLimit, lowestEpoch } from './training-charts.ts';
import { useBusyText } from './use-busy-text.ts';

interface Props {
  build: Exclude<BuildState, { status: 'none' }>;
  openCorpusId: string;
}

/** The build under way, or how the last one ended. */
export function BuildPanel({ build, openCorpusId }: Props) {
  const { corpora } = useWorkspace();
  const { start, dismiss } = useBuild();
  const busyText = useBusyText();
  const { name, corpusId } = build.parameters;
  const elsewhere = corpora.value?.find(
    (corpus) => corpus.corpusId === corpusId && corpusId !== openCorpusId,
  );
  const title = elsewhere ? `“${name}”, for the corpus “${elsewhere.name}”` : `“${name}”`;

  switch (build.status) {
    case 'running':
      return (
        <Section title={`Building ${title}`}>
          <RunningBuild build={build} />
        </Section>
      );
    case 'failed':
      return (
        <ErrorAlert
          title={`Building ${title} stopped`}
          error={build.error}
          onRetry={() => start(build.parameters)}
          retryLater={busyText}
          onClose={dismiss}
        />
      );
    case 'finished':
      return (
        <Alert
          color="petrol"
          title={`${title} is built`}
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={dismiss}
          role="status"
        >
          <HeldOutError index={build.index} />
        </Alert>
      );
  }
}

function RunningBuild({ build }: { build: Extract<BuildState, { status: 'running' }> }) {
  const { pause, cancel } = useBuild();
  const { progress, stopping, parameters } = build;
  return (
    <Stack gap="sm">
      <BuildStages stage={progress?.stage} />
      <ProgressView label={`Building ${parameters.name}`} progress={progress} />
      <Text size="sm" c="dimmed" className="tabular" mih="1.5em">
        {progress &&
          progress.scorerCallsTotal > 0 &&
          `${formatCount(progress.scorerCallsDone)} of ${formatCount(progress.scorerCallsTotal)} pairs scored`}
      </Text>
      {progress && (
        <TrainingCurves
          method={parameters.method}
          epochs={epochLimit(parameters.method)}
          lossPerEpoch={progress.lossPerEpoch}
          heldOutRmsePerEpoch={progress.heldOutRmsePerEpoch}
          markedEpoch={lowestEpoch(progress.heldOutRmsePerEpoch)}
          mark="lowest so far"
        />
      )}
      <Group>
        <Button variant="default" onClick={pause} disabled={stopping !== undefined}>
          {stopping === 'pause' ? 'Pausing after this batch …' : 'Pause'}
        </Button>
        <Button variant="subtle" color="red" onClick={cancel} disabled={stopping !== undefined}>
          {stopping === 'cancel' ? 'Cancelling …' : 'Cancel'}
        </Button>
        <Text size="sm" c="dimmed">
          Scores computed so far are kept either way.
        </Text>
      </Group>
    </Stack>
  );
}
