import { Alert, Group, List, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { IndexPlanSummary } from '../../workers/client.ts';
import { Disclosure } from '../shared/Disclosure.tsx';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCount, formatCountOf, formatEstimate } from '../shared/format.ts';
import type { Loaded } from '../shared/use-loaded.ts';
import classes from './indexing.module.css';

/** What building would cost. The counts are exact, the time is an estimate and drawn as one. */
export function PlanSummary({ plan }: { plan: Loaded<IndexPlanSummary> }) {
  if (plan.error)
    return <ErrorAlert title="This cannot be planned" error={plan.error} onRetry={plan.reload} />;
  return (
    <section className={classes.plan} aria-label="Plan" aria-busy={plan.loading}>
      {plan.value ? (
        <PlanFigures plan={plan.value} />
      ) : (
        <Group gap="xs" mih="4.5rem">
          {plan.loading && <Loader size="xs" aria-hidden />}
          <Text size="sm" c="dimmed">
            {plan.loading ? 'Planning …' : 'The plan appears once every field is valid.'}
          </Text>
        </Group>
      )}
    </section>
  );
}

function PlanFigures({ plan }: { plan: IndexPlanSummary }) {
  const { scorerCalls, knownCalls, tokens, knownTokens, estimatedMs, estimateBasis, notes } = plan;
  const missing = scorerCalls - knownCalls;
  return (
    <Stack gap={6} mih="4.5rem">
      <Text size="sm" className="tabular">
        <b>{formatCountOf(scorerCalls, 'cross-encoder call')}</b>
        {knownCalls > 0 && `, of which ${formatCount(knownCalls)} are stored already`}
        {` · ${formatCountOf(tokens - knownTokens, 'token')} to read`}
      </Text>
      {missing === 0 ? (
        <Text size="sm">Nothing has to be scored: all of it is stored.</Text>
      ) : (
        <Text size="sm" fs="italic">
          {formatEstimate(estimatedMs)}
          <Text span size="sm" c="dimmed" fs="normal">
            {`, at the speed ${estimateBasis}`}
          </Text>
        </Text>
      )}
      {notes.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="note">
          {notes.map((note) => (
            <Text key={note} size="sm" className="breakable">
              {note}
            </Text>
          ))}
        </Alert>
      )}
      <Disclosure
        label={`Some of the ${formatCountOf(plan.trainQueryCount, 'train query', 'train queries')}`}
      >
        <List size="sm" c="dimmed">
          {plan.trainQueryExamples.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
      </Disclosure>
    </Stack>
  );
}
