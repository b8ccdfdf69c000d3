import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { CancellableJob } from './CancellableJob.tsx';
import type { Exporting } from './use-export.ts';

interface Props {
  exporting: Exporting;
}

/** How far an export is, why there is none, or what the last one lacks; nothing while nothing is exported. */
export function ExportRunning({ exporting: { state, cancel, dismiss } }: Props) {
  switch (state.status) {
    case 'idle':
      return null;
    case 'running':
      return (
        <CancellableJob
          label="Exporting"
          progress={state.progress}
          stopping={state.stopping}
          cancel={cancel}
        />
      );
    case 'failed':
      return <ErrorAlert title="Nothing was exported" error={state.error} onClose={dismiss} />;
    case 'done':
      if (state.result === undefined) return null;
      return (
        <Alert
          color="yellow"
          variant="light"
          role="status"
          icon={<IconAlertTriangle aria-hidden />}
          title="The project was exported, but not all of it"
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={dismiss}
        >
          <Text size="sm">{state.result}</Text>
        </Alert>
      );
  }
}
