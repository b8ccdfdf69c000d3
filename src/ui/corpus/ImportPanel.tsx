import { Stack, Text } from '@mantine/core';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { ErrandRunning } from './ErrandRunning.tsx';
import { ImportPreviewForm } from './ImportPreviewForm.tsx';
import { ImportReportView } from './ImportReportView.tsx';
import { ImportRunning } from './ImportRunning.tsx';
import { ImportSources } from './ImportSources.tsx';
import { useImport } from './import-context.ts';
import { type ImportTarget, importInto, NO_IMPORT } from './import-state.ts';
import { LookingAtFiles } from './LookingAtFiles.tsx';
import { OpenedProject } from './OpenedProject.tsx';

interface Props {
  /** Invites to drop. */
  title: string;
  target: ImportTarget;
}

/** Adding a corpus, or documents to one, from the drop zone to the report. */
export function ImportPanel({ title, target }: Props) {
  const { state: running, cancel, close } = useImport();
  const own = importInto(running, target);
  const isBusy = own === 'busy';
  const state = isBusy ? NO_IMPORT : own;
  const isOver = state.status === 'imported' || state.status === 'opened';
  const isAsking = !isBusy && ['idle', 'previewing', 'unreadable'].includes(state.status);
  return (
    <>
      {isBusy && (
        <Text size="sm" c="dimmed">
          Another import is running: one at a time.
        </Text>
      )}
      {/* Kept until it is over: what was pasted or typed is there again after a fault, or for another try. */}
      {!isOver && (
        <Stack gap="sm" display={isAsking ? undefined : 'none'}>
          {state.status === 'unreadable' && (
            <ErrorAlert title="These files could not be read" error={state.error} onClose={close} />
          )}
          <ImportSources title={title} target={target} loading={state.status === 'previewing'} />
          {state.status === 'previewing' && <LookingAtFiles onCancel={cancel} />}
        </Stack>
      )}
      {state.status === 'errand' && <ErrandRunning run={state} />}
      {state.status === 'offered' && <ImportPreviewForm offer={state} error={state.error} />}
      {state.status === 'importing' && <ImportRunning run={state} />}
      {state.status === 'imported' && (
        <ImportReportView target={state.target} report={state.report} leftOut={state.leftOutDuplicates} />
      )}
      {state.status === 'opened' && <OpenedProject corpus={state.corpus} twin={state.twin} />}
    </>
  );
}
