import { Stack } from '@mantine/core';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { DropZone } from './DropZone.tsx';
import { ImportPreviewForm } from './ImportPreviewForm.tsx';
import { ImportReportView } from './ImportReportView.tsx';
import { ImportRunning } from './ImportRunning.tsx';
import { useImport } from './import-context.ts';

/** Adding a corpus, from the drop zone to the report. `title` invites to drop. */
export function ImportPanel({ title }: { title: string }) {
  const { state, pick, close } = useImport();
  switch (state.status) {
    case 'idle':
    case 'previewing':
      return (
        <Stack gap="sm">
          {state.status === 'idle' && state.error && (
            <ErrorAlert title="These files could not be read" error={state.error} onClose={close} />
          )}
          <DropZone title={title} loading={state.status === 'previewing'} onFiles={pick} />
        </Stack>
      );
    case 'offered':
      return <ImportPreviewForm offer={state} error={state.error} />;
    case 'importing':
      return <ImportRunning progress={state.progress} name={state.draft.name} stopping={state.stopping} />;
    case 'imported':
      return <ImportReportView report={state.report} />;
  }
}
