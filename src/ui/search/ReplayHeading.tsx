import { Alert, Anchor, Button, Group, Text, Title } from '@mantine/core';
import { IconArchive, IconDownload } from '@tabler/icons-react';
import type { ExportedFile, StoredRun } from '../../workers/client.ts';
import { useAsked } from '../models/use-asked.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { hrefOf } from '../shared/route.ts';
import { saveFile } from '../shared/save-file.ts';
import { RunsCopyAddress } from './RunsCopyAddress.tsx';
import { replayFacts } from './replay-facts.ts';
import type { RunsClient } from './runs-client.ts';
import classes from './search.module.css';

export interface ReplayHeadingProps {
  readonly client: Pick<RunsClient, 'exportRun'>;
  readonly run: StoredRun;
  /** The id it was opened by. */
  readonly runId: string;
}

/** What a stored search is, plainly, and what can be done with it. */
export function ReplayHeading({ client, run, runId }: ReplayHeadingProps) {
  const exporting = useAsked<ExportedFile>();

  async function exportRun() {
    const file = await exporting.ask((signal) => client.exportRun({ runId }, { signal }));
    if (file) saveFile(file);
  }

  return (
    <>
      <Group justify="space-between" gap="xs" mih={30}>
        <Title order={1} size="h4" className={classes.heading}>
          {run.queryText}
        </Title>
        <Group gap="xs">
          <RunsCopyAddress runId={runId} />
          <Button
            size="xs"
            variant="default"
            loading={exporting.asking}
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={exportRun}
          >
            Export
          </Button>
        </Group>
      </Group>
      {exporting.error && <ErrorAlert title="The search was not exported" error={exporting.error} />}
      <Alert color="gray" icon={<IconArchive aria-hidden />} title="A stored search: nothing is computed">
        <Text size="sm" className="breakable">
          {replayFacts(run)} <Anchor href={hrefOf('search')}>To the search screen</Anchor>
        </Text>
      </Alert>
    </>
  );
}
