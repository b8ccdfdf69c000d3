import { Group, Loader, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import type { Loaded } from '../shared/use-loaded.ts';
import classes from './evaluation.module.css';

interface Props<Plan> {
  /** Accessible name. */
  label: string;
  plan: Loaded<Plan>;
  children: (plan: Plan) => ReactNode;
}

/** Where a plan is shown, is being made, or waits for the fields to be valid. */
export function PlanBox<Plan>({ label, plan, children }: Props<Plan>) {
  if (plan.error)
    return <ErrorAlert title="This cannot be planned" error={plan.error} onRetry={plan.reload} />;
  return (
    <section className={classes.plan} aria-label={label} aria-busy={plan.loading}>
      {plan.value === undefined ? (
        <Group gap="xs" mih="3rem">
          {plan.loading && <Loader size="xs" aria-hidden />}
          <Text size="sm" c="dimmed">
            {plan.loading ? 'Planning …' : 'The plan appears once every field is valid.'}
          </Text>
        </Group>
      ) : (
        <Stack gap={6} mih="3rem">
          {children(plan.value)}
        </Stack>
      )}
    </section>
  );
}
