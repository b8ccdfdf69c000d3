import { Loader, Text, VisuallyHidden } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import type { IndexProgress } from '../../workers/client.ts';
import { STAGE_LABELS } from '../shared/progress-text.ts';
import classes from './indexing.module.css';

type Stage = IndexProgress['stage'];

const STAGES: readonly Stage[] = ['embedding', 'planning', 'scoring', 'factorizing', 'saving'];

/** Where in the build we are. A stage with nothing to do is passed over, so it counts as done. */
export function BuildStages({ stage }: { stage: Stage | undefined }) {
  const current = stage ? STAGES.indexOf(stage) : -1;
  return (
    <ol className={classes.stages} aria-label="Stages of the build">
      {STAGES.map((name, position) => {
        const state = position < current ? 'done' : position === current ? 'running' : 'waiting';
        return (
          <li key={name} className={classes.stage} aria-current={state === 'running' ? 'step' : undefined}>
            {state === 'done' && (
              <IconCircleCheck size={18} color="var(--mantine-primary-color-filled)" aria-hidden />
            )}
            {state === 'running' && <Loader size={18} aria-hidden />}
            {state === 'waiting' && (
              <IconCircle size={18} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden />
            )}
            <Text
              size="sm"
              fw={state === 'running' ? 500 : 400}
              {...(state === 'waiting' && { c: 'dimmed' })}
            >
              {STAGE_LABELS[name]}
              <VisuallyHidden>{`, ${state}`}</VisuallyHidden>
            </Text>
          </li>
        );
      })}
    </ol>
  );
}
