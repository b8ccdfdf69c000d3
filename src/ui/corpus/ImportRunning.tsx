import { Text } from '@mantine/core';
import type { ImportProgress } from '../../workers/client.ts';
import { formatCountOf } from '../shared/format.ts';
import { CancellableJob } from './CancellableJob.tsx';
import { useImport } from './import-context.ts';
import type { ImportState } from './import-state.ts';

interface Props {
  run: Extract<ImportState, { status: 'importing' }>;
}

export function ImportRunning({ run: { target, draft, progress, stopping } }: Props) {
  const { cancel } = useImport();
  const doing = target.kind === 'addition' ? 'Adding documents to' : 'Importing';
  return (
    <CancellableJob
      title={`${doing} “${draft.name}”`}
      label={`${doing} ${draft.name}`}
      progress={progress}
      stopping={stopping}
      cancel={cancel}
      note="Cancelling leaves nothing behind."
    >
      <Text size="sm" c="dimmed" className="tabular" mih="1.5em">
        {progress && countsOf(progress).join(' · ')}
      </Text>
    </CancellableJob>
  );
}

function countsOf(progress: ImportProgress): string[] {
  const { documentCount, queryCount, judgementCount, refusedCount } = progress;
  return [
    formatCountOf(documentCount, 'document'),
    ...(queryCount > 0 ? [formatCountOf(queryCount, 'query', 'queries')] : []),
    ...(judgementCount > 0 ? [formatCountOf(judgementCount, 'judgement')] : []),
    ...(refusedCount > 0 ? [`${formatCountOf(refusedCount, 'line')} refused`] : []),
  ];
}
