import { Group, RingProgress, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { JobProgress } from '../../../workers/client.ts';
import { useImport } from '../../corpus/import-context.ts';
import { useCost } from '../../cost/cost-context.ts';
import { useEvaluation } from '../../evaluation/evaluation-context.ts';
import { jobName } from '../../evaluation/job-words.ts';
import { useBuild } from '../../indexing/build-context.ts';
import { useRecall } from '../../indexing/library/recall-context.ts';
import { formatPercent } from '../format.ts';
import { progressRemaining, progressShare, STAGE_LABELS } from '../progress-text.ts';
import { openRoute, type Route } from '../route.ts';
import { useWorkspace } from '../workspace.ts';

interface RunningJob {
  readonly what: string;
  readonly route: Route;
  readonly progress?: JobProgress | undefined;
  readonly error?: Error;
}

/** Long work going on behind the screens; a click leads to it. */
export function JobIndicator() {
  const job = useRunningJob();
  if (!job) return null;
  const { what, route, progress, error } = job;
  const share = progress ? progressShare(progress) : 0;
  const stage = progress ? `${STAGE_LABELS[progress.stage]} ${formatPercent(share)}` : 'Starting';
  const remaining = progress && progressRemaining(progress);
  const detail = error ? error.message : [stage, remaining].filter(Boolean).join(', ');
  return (
    <Tooltip label={`${what}: ${detail}`}>
      <UnstyledButton onClick={() => openRoute(route)} aria-label={`${what}: ${detail}`}>
        <Group gap={4} wrap="nowrap">
          {error ? (
            <IconAlertTriangle size={18} color="var(--mantine-color-error)" aria-hidden />
          ) : (
            <RingProgress
              size={26}
              thickness={4}
              sections={[{ value: share * 100, color: 'petrol' }]}
              aria-hidden
            />
          )}
          <Text size="xs" visibleFrom="md" className="tabular" w={error ? 'auto' : '7.5rem'} truncate>
            {error ? what : stage}
          </Text>
        </Group>
      </UnstyledButton>
    </Tooltip>
  );
}

function useRunningJob(): RunningJob | undefined {
  const { preparation } = useWorkspace();
  const { state: build } = useBuild();
  const { state: cost } = useCost();
  const { run: recall } = useRecall();
  const { state: evaluation } = useEvaluation();
  const { state: adding } = useImport();
  if (build.status === 'running') {
    return { what: `Building ${build.parameters.name}`, route: 'index', progress: build.progress };
  }
  if (cost.status === 'running') {
    return { what: 'Measuring the cost of indexing', route: 'index', progress: cost.progress };
  }
  if (recall.status === 'running') {
    return { what: 'Measuring recall', route: 'index', progress: recall.progress };
  }
  if (evaluation.status === 'running') {
    return { what: jobName(evaluation.job), route: 'evaluate', progress: evaluation.progress };
  }
  if (adding.status === 'importing') {
    const doing = adding.target.kind === 'addition' ? 'Adding to' : 'Importing';
    return { what: `${doing} ${adding.draft.name}`, route: 'corpus', progress: adding.progress };
  }
  // Until it reports there may be nothing to do: the vectors are usually stored.
  if (preparation?.error)
    return { what: 'Reading the corpus failed', route: 'search', error: preparation.error };
  if (preparation?.progress) {
    return { what: 'Preparing the corpus for search', route: 'search', progress: preparation.progress };
  }
  return undefined;
}
