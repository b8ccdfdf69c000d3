import { Skeleton, Stack, Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { OtherVersions } from '../shared/OtherVersions.tsx';
import { useLoaded } from '../shared/use-loaded.ts';
import { RunsImport } from './RunsImport.tsx';
import { RunsList } from './RunsList.tsx';
import type { RunsClient } from './runs-client.ts';
import { newestFirst } from './runs-text.ts';

export interface RunsPanelProps {
  readonly client: RunsClient;
  /** Why nothing can be changed from here. */
  readonly blockedBecause: string | undefined;
  /** One of them is being opened. */
  readonly onOpen?: (() => void) | undefined;
}

/** The searches that were kept in this browser, of any corpus, and the way in for those of others. */
export function RunsPanel({ client, blockedBecause, onOpen }: RunsPanelProps) {
  const { value, error, loading, reload } = useLoaded(
    useCallback((signal: AbortSignal) => client.listRuns({}, { signal }), [client]),
  );
  const listOthers = useCallback(() => client.listRunsOfOtherVersion({}), [client]);
  const runs = useMemo(() => newestFirst(value ?? []), [value]);
  return (
    <Stack gap="sm">
      {error && <ErrorAlert title="The kept searches could not be read" error={error} onRetry={reload} />}
      {loading && !value && <Skeleton height={48} aria-label="Reading the kept searches" />}
      {value && runs.length === 0 && (
        <Text size="sm" c="dimmed">
          No search is kept yet. A finished one can be: it is then drawn again without its corpus and models.
        </Text>
      )}
      {runs.length > 0 && (
        <RunsList
          client={client}
          runs={runs}
          blockedBecause={blockedBecause}
          onOpen={onOpen}
          onDeleted={reload}
        />
      )}
      <OtherVersions
        noun="search"
        list={listOthers}
        remove={(runId) => client.deleteRun({ runId })}
        blockedBecause={blockedBecause}
      />
      <RunsImport client={client} blockedBecause={blockedBecause} onImported={reload} />
    </Stack>
  );
}
