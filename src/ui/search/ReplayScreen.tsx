import { Container, Stack } from '@mantine/core';
import { useCallback } from 'react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { useLoaded } from '../shared/use-loaded.ts';
import { Waiting } from '../shared/Waiting.tsx';
import { ReplayHeading } from './ReplayHeading.tsx';
import { ReplayInspector } from './ReplayInspector.tsx';
import type { RunsClient } from './runs-client.ts';
import classes from './search.module.css';

export interface ReplayScreenProps {
  readonly client: RunsClient;
  readonly runId: string;
}

/** A kept search, drawn again from what was stored with it: no corpus and no model is needed. */
export function ReplayScreen({ client, runId }: ReplayScreenProps) {
  const {
    value: run,
    error,
    reload,
  } = useLoaded(useCallback((signal: AbortSignal) => client.readRun({ runId }, { signal }), [client, runId]));
  return (
    <Container fluid maw={1680} py="md" px={{ base: 'sm', sm: 'md' }}>
      <Stack gap="md" className={classes.screen}>
        {error && <ErrorAlert title="The stored search could not be read" error={error} onRetry={reload} />}
        {!run && !error && <Waiting />}
        {run && (
          <>
            <ReplayHeading client={client} run={run} runId={runId} />
            <ReplayInspector key={runId} run={run} />
          </>
        )}
      </Stack>
    </Container>
  );
}
