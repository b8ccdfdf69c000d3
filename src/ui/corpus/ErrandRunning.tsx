import { CancellableJob } from './CancellableJob.tsx';
import { useImport } from './import-context.ts';
import type { ImportState } from './import-state.ts';

interface Props {
  run: Extract<ImportState, { status: 'errand' }>;
}

/** A file that is being fetched, or a project that is being opened. */
export function ErrandRunning({ run: { errand, progress, stopping } }: Props) {
  const { cancel } = useImport();
  const title = `${errand.kind === 'fetching' ? 'Getting' : 'Opening the project'} ${errand.what}`;
  return (
    <CancellableJob
      title={title}
      label={title}
      progress={progress}
      stopping={stopping}
      cancel={cancel}
      note="Cancelling leaves nothing behind."
    />
  );
}
