import { Loader, Text, VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { formatCountOf } from '../shared/format.ts';
import { progressAmount } from '../shared/progress-text.ts';
import classes from './corpus.module.css';
import { SAMPLE_STEPS, type SampleRun, type SampleStep } from './sample-run.ts';

type StepState = 'waiting' | 'running' | 'done' | 'failed';

/** The steps from nothing to a first search, with where the run stands. */
export function StepList({ run }: { run: SampleRun }) {
  const current = SAMPLE_STEPS.indexOf(run.step);
  return (
    <>
      <ol className={classes.steps} aria-label="Setting up the sample corpus">
        {SAMPLE_STEPS.map((step, position) => {
          const state = position < current ? 'done' : position > current ? 'waiting' : currentState(run);
          return (
            <li key={step} className={classes.step} aria-current={state === 'running' ? 'step' : undefined}>
              <StepIcon state={state} />
              <Text size="sm" className="tabular" {...(state === 'waiting' && { c: 'dimmed' })}>
                {stepLabel(step, run)}
                {state === 'running' && run.progress && (
                  <Text span size="sm" c="dimmed">
                    {` · ${progressAmount(run.progress)}`}
                  </Text>
                )}
                <VisuallyHidden>{`, ${state}`}</VisuallyHidden>
              </Text>
            </li>
          );
        })}
      </ol>
      <VisuallyHidden aria-live="polite">{`${stepLabel(run.step, run)}: ${run.status}`}</VisuallyHidden>
    </>
  );
}

function currentState({ status }: SampleRun): StepState {
  return status === 'failed' ? 'failed' : 'running';
}

function stepLabel(step: SampleStep, { corpus }: SampleRun): string {
  switch (step) {
    case 'importing':
      return corpus ? `Importing ${formatCountOf(corpus.documentCount, 'passage')}` : 'Importing passages';
    case 'loading models':
      return 'Loading models';
    case 'embedding':
      return 'Embedding';
    case 'searching':
      return 'Searching';
  }
}

function StepIcon({ state }: { state: StepState }) {
  switch (state) {
    case 'waiting':
      return <IconCircle size={20} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden />;
    case 'running':
      return <Loader size={20} aria-hidden />;
    case 'done':
      return <IconCircleCheck size={20} color="var(--mantine-primary-color-filled)" aria-hidden />;
    case 'failed':
      return <IconAlertCircle size={20} color="var(--mantine-color-error)" aria-hidden />;
  }
}
