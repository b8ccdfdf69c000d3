import { List, Stack, Text } from '@mantine/core';
import type { ExperimentReport, ImportedTrecRun } from '../../../workers/client.ts';
import { useAsked } from '../../models/use-asked.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { FilePick } from '../../shared/FilePick.tsx';
import { toPickedFiles } from '../../shared/picked-files.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { runNotes } from './imported-runs-text.ts';

interface Props {
  report: ExperimentReport;
  onImported: () => void;
}

/** Rankings made elsewhere, set beside the experiment's own. */
export function ImportedRuns({ report: { summary, importedRuns }, onImported }: Props) {
  const { client } = useWorkspace();
  const importing = useAsked<ImportedTrecRun[]>();
  const { experimentId } = summary;

  async function take(picked: readonly File[]) {
    const files = toPickedFiles(picked);
    const runs = await importing.ask((signal) => client.importTrecRuns({ experimentId, files }, { signal }));
    if (runs) onImported();
  }

  return (
    <Stack gap="xs" align="flex-start">
      <FilePick
        label="TREC run files"
        accept=".trec,.run,.txt,.tsv"
        multiple
        loading={importing.asking}
        onFiles={take}
      >
        Import TREC runs
      </FilePick>
      {importing.error && <ErrorAlert title="The runs were not imported" error={importing.error} />}
      {importedRuns.length > 0 && (
        <List size="sm" aria-label="Imported runs">
          {importedRuns.map((run, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: older records may have two of one name; runs are only ever added.
            <List.Item key={position} className="breakable tabular">
              {run.name}
              {runNotes(run) && (
                <Text span size="sm" c="dimmed">
                  {`: ${runNotes(run)}`}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
