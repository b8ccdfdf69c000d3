import { Group, Loader, Stack, Text } from '@mantine/core';
import type { CostPlan } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCount, formatCountOf, formatEstimate } from '../shared/format.ts';
import type { Loaded } from '../shared/use-loaded.ts';

/** What measuring would take. The counts are exact, the time is an estimate and drawn as one. */
export function CostPlanSummary({ plan }: { plan: Loaded<CostPlan> }) {
  if (plan.error)
    return <ErrorAlert title="This cannot be planned" error={plan.error} onRetry={plan.reload} />;
  return (
    <section aria-label="Plan of the measurement" aria-busy={plan.loading}>
      {plan.value ? (
        <PlanFigures plan={plan.value} />
      ) : (
        <Group gap="xs" mih="3rem">
          {plan.loading && <Loader size="xs" aria-hidden />}
          <Text size="sm" c="dimmed">
            {plan.loading ? 'Planning …' : 'The plan appears once every field is valid.'}
          </Text>
        </Group>
      )}
    </section>
  );
}

function PlanFigures({ plan: { scorerCalls, knownCalls, estimatedMs, estimateBasis } }: { plan: CostPlan }) {
  return (
    <Stack gap={6} mih="3rem">
      <Text size="sm" className="tabular">
        <b>{formatCountOf(scorerCalls, 'cross-encoder call')}</b>
        {knownCalls > 0 && `, of which ${formatCount(knownCalls)} are stored already`}
      </Text>
      {knownCalls === scorerCalls ? (
        <Text size="sm">Nothing has to be scored: only training and searching are left.</Text>
      ) : (
        <Text size="sm" fs="italic">
          {formatEstimate(estimatedMs)}
          <Text span size="sm" c="dimmed" fs="normal">
            {`, at the speed ${estimateBasis}`}
          </Text>
        </Text>
      )}
    </Stack>
  );
}
