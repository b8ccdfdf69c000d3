import { Button, Group, Stack, Text } from '@mantine/core';
import { formatCount } from '../shared/format.ts';
import { ProgressView } from '../shared/ProgressView.tsx';
import { useCost } from './cost-context.ts';
import { pointCount } from './cost-request.ts';
import type { CostState } from './cost-state.ts';

/** The measurement under way. */
export function CostRunning({ run }: { run: Extract<CostState, { status: 'running' }> }) {
  const { stop } = useCost();
  const { subject, points, progress, stopping } = run;
  return (
    <Stack gap="sm">
      <ProgressView label="Measuring the cost of indexing" progress={progress} />
      <Text size="sm" c="dimmed" className="tabular">
        {formatCount(points.length)} of {formatCount(pointCount(subject.request))} points measured
      </Text>
      <Group>
        <Button variant="default" onClick={stop} disabled={stopping}>
          {stopping ? 'Cancelling after this batch …' : 'Cancel'}
        </Button>
        <Text size="sm" c="dimmed">
          Scores and points so far are kept; it can go on later.
        </Text>
      </Group>
    </Stack>
  );
}
