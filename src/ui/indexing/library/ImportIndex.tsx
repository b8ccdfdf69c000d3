import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { IndexSummary } from '../../../core/index-records.ts';
import { useAsked } from '../../models/use-asked.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { FilePick } from '../../shared/FilePick.tsx';
import { toPickedFiles } from '../../shared/picked-files.ts';
import { useWorkspace } from '../../shared/workspace.ts';

/** Takes in an index that was exported, here or on another machine. */
export function ImportIndex({ corpusId }: { corpusId: string }) {
  const { client, details } = useWorkspace();
  const importing = useAsked<IndexSummary>();
  const [imported, setImported] = useState<IndexSummary>();

  async function take(picked: readonly File[]) {
    setImported(undefined);
    const files = toPickedFiles(picked);
    const index = await importing.ask((signal) => client.importIndex({ corpusId, files }, { signal }));
    if (!index) return;
    setImported(index);
    details.reload();
  }

  return (
    <Stack gap="xs" align="flex-start">
      <FilePick label="Index file" accept=".safetensors" loading={importing.asking} onFiles={take}>
        Import index
      </FilePick>
      {imported && (
        <Text size="sm" role="status">
          “{imported.name}” was imported.
        </Text>
      )}
      {importing.error && <ErrorAlert title="The index was not imported" error={importing.error} />}
    </Stack>
  );
}
