import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ExportedFile, RunSummary } from '../../workers/client.ts';
import { useAsked } from '../models/use-asked.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ConfirmModal } from '../shared/ConfirmModal.tsx';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { hrefOfRun } from '../shared/route.ts';
import { saveFile } from '../shared/save-file.ts';
import classes from './Runs.module.css';
import type { RunsClient } from './runs-client.ts';
import { runLine } from './runs-text.ts';

export interface RunsListProps {
  readonly client: RunsClient;
  /** In the order they are listed. */
  readonly runs: readonly RunSummary[];
  readonly blockedBecause: string | undefined;
  /** One of them is being opened. */
  readonly onOpen?: (() => void) | undefined;
  readonly onDeleted: () => void;
}

/** Kept searches: open, export, delete. */
export function RunsList({ client, runs, blockedBecause, onOpen, onDeleted }: RunsListProps) {
  const exporting = useAsked<ExportedFile>();
  const [deleting, setDeleting] = useState<RunSummary>();

  async function exportRun({ runId }: RunSummary) {
    const file = await exporting.ask((signal) => client.exportRun({ runId }, { signal }));
    if (file) saveFile(file);
  }

  return (
    <>
      {exporting.error && <ErrorAlert title="The search was not exported" error={exporting.error} />}
      <ul className={classes.runs} aria-label="Kept searches">
        {runs.map((run) => (
          <li key={run.runId} className={classes.run}>
            <div>
              <Anchor href={hrefOfRun(run.runId)} size="sm" className="breakable" onClick={onOpen}>
                {run.queryText}
              </Anchor>
              <Text size="xs" c="dimmed" className="tabular breakable">
                {runLine(run)}
              </Text>
            </div>
            <Group gap={2} wrap="nowrap">
              <Tooltip label="Export">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Export “${run.queryText}”`}
                  onClick={() => exportRun(run)}
                >
                  <IconDownload size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
              <Tooltip label="Delete">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Delete “${run.queryText}”`}
                  onClick={() => setDeleting(run)}
                  {...blockedProps(blockedBecause)}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </Group>
          </li>
        ))}
      </ul>
      {deleting && (
        <ConfirmModal
          title="Delete this search?"
          confirmLabel="Delete"
          onConfirm={async () => {
            await client.deleteRun({ runId: deleting.runId });
            onDeleted();
          }}
          onClose={() => setDeleting(undefined)}
        >
          The kept search “{deleting.queryText}” is removed from this browser, and its address leads nowhere
          then. The corpus and its scores stay.
        </ConfirmModal>
      )}
    </>
  );
}
