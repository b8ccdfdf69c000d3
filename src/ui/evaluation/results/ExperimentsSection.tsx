import { Group, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';
import type { ExperimentSummary } from '../../../workers/client.ts';
import { useAsked } from '../../models/use-asked.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { FilePick } from '../../shared/FilePick.tsx';
import { OtherVersions } from '../../shared/OtherVersions.tsx';
import { toPickedFiles } from '../../shared/picked-files.ts';
import { Section } from '../../shared/Section.tsx';
import type { Loaded } from '../../shared/use-loaded.ts';
import { useReaderText } from '../../shared/use-reader-text.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import classes from '../evaluation.module.css';
import { ExperimentRow } from './ExperimentRow.tsx';

interface Props {
  /** Newest first. */
  experiments: Loaded<ExperimentSummary[]>;
  openId: string | undefined;
  /** Undefined closes the one that is open. */
  onOpen: (experimentId: string | undefined) => void;
}

/** All experiments of this browser, finished or not; of every corpus, as they outlive it. */
export function ExperimentsSection({ experiments, openId, onOpen }: Props) {
  const { client } = useWorkspace();
  const readerText = useReaderText();
  const listOthers = useCallback(() => client.listExperimentsOfOtherVersion({}), [client]);
  const importing = useAsked<ExperimentSummary>();
  const { value, error, reload } = experiments;

  async function take(picked: readonly File[]) {
    const files = toPickedFiles(picked);
    const imported = await importing.ask((signal) => client.importExperiment({ files }, { signal }));
    if (!imported) return;
    reload();
    onOpen(imported.experimentId);
  }

  return (
    <Section
      title="Experiments"
      actions={
        <FilePick
          label="File of an experiment"
          accept=".json,application/json"
          loading={importing.asking}
          onFiles={take}
        >
          Import an experiment
        </FilePick>
      }
    >
      <Stack gap="sm">
        {importing.error && <ErrorAlert title="The experiment was not imported" error={importing.error} />}
        {error && <ErrorAlert title="The experiments could not be listed" error={error} onRetry={reload} />}
        {value?.length === 0 && (
          <Group>
            <Text size="sm" c="dimmed">
              No experiment yet.
            </Text>
          </Group>
        )}
        {value && value.length > 0 && (
          <ul className={classes.list} aria-label="Experiments">
            {value.map((summary) => (
              <ExperimentRow
                key={summary.experimentId}
                summary={summary}
                isOpen={summary.experimentId === openId}
                onOpen={onOpen}
                onDeleted={() => {
                  if (summary.experimentId === openId) onOpen(undefined);
                  reload();
                }}
              />
            ))}
          </ul>
        )}
        <OtherVersions
          noun="experiment"
          list={listOthers}
          remove={(experimentId) => client.deleteExperiment({ experimentId })}
          blockedBecause={readerText}
        />
      </Stack>
    </Section>
  );
}
